"""The archive's own engine, asked as the search page asks it."""

import os
from datetime import date
from functools import cache, cached_property
from itertools import islice

from bench.engines.base import BEST, MOST_ENTITIES, Answer, Engine, Query
from search.engines.base import MONTH, Filter, Request
from search.engines.embedded.engine import WhooshEngine
from search.query import parse


class Ours(Engine):
    @cached_property
    def opened(self) -> WhooshEngine:
        return WhooshEngine(self.place)

    def build(self, documents):
        self.opened.rebuild(iter(documents), late=lambda: ([], []))

    def search(self, query):
        matches = self.opened.match(request(query))
        return Answer(
            matches.total,
            [pk for pk, score in matches.page(0, BEST)],
            {
                "source": matches.counts("source"),
                "entity": dict(islice(matches.counts("entity").items(), MOST_ENTITIES)),
                "month": {month(first): n for first, n in matches.periods(MONTH).items()},
            },
        )

    def update(self, document, before=None):
        with self.opened.writing():
            self.opened.write([document], [])

    def size(self):
        folder = os.path.join(self.place, self.opened.storage.current())
        return sum(entry.stat().st_size for entry in os.scandir(folder))


@cache
def month(day: date) -> int:
    return day.year * 100 + day.month


def request(query: Query) -> Request:
    wanted = {"source": query.source, "entity": query.entity}
    first, last = query.days or (None, None)
    filters = tuple(Filter(name, name, (value,)) for name, value in wanted.items() if value)
    return Request(parse(query.text), filters, first, last)
