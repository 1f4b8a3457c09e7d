"""The archive's own engine, asked as the search page asks it."""

import os
from collections import Counter
from functools import cached_property

from bench.engines.base import BEST, Answer, Engine, Query, most_frequent
from search.engines.base import Filter, Request
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
        months: Counter = Counter()
        for day, count in matches.days().items():
            months[day.year * 100 + day.month] += count
        return Answer(
            matches.total,
            [pk for pk, score in matches.page(0, BEST)],
            {
                "source": matches.counts("source"),
                "entity": most_frequent(matches.counts("entity")),
                "month": months,
            },
        )

    def update(self, document, before=None):
        with self.opened.writing():
            self.opened.write([document], [])

    def size(self):
        folder = os.path.join(self.place, self.opened.storage.current())
        return sum(entry.stat().st_size for entry in os.scandir(folder))


def request(query: Query) -> Request:
    wanted = {"source": query.source, "entity": query.entity}
    first, last = query.days or (None, None)
    filters = tuple(Filter(name, name, (value,)) for name, value in wanted.items() if value)
    return Request(parse(query.text), filters, first, last)
