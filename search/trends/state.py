"""The state of the trends page: its address, from which every link is derived."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from articles.links import path_of
from search.engines.base import DAY, MONTH, YEAR
from search.filters import LONGEST_VALUE
from search.histogram import WEEK
from search.query import LONGEST_QUERY
from search.state import FILTERS, QueryState

MOST_QUERIES = 5
SHARE, COUNT = "share", "count"
BY_SOURCE = "source"
CHOICES = {
    "measure": (COUNT,),
    "by": (DAY, WEEK, MONTH, YEAR),
    "split": (BY_SOURCE,),
    "table": ("all",),
}


@dataclass(frozen=True)
class TrendState:
    """The queries, the filters that all of them share, and how they are shown.

    As far as filters go, it is used as a ``QueryState``.

    ``narrowed`` is the state of a search page without a query. ``options`` are those that
    are not as usual: what may stand in an address is in ``CHOICES``.
    """

    queries: tuple[str, ...] = ()
    narrowed: QueryState = field(default_factory=QueryState)
    options: tuple[tuple[str, str], ...] = ()
    left_out: int = 0  # queries beyond the most that are compared

    @classmethod
    def of(cls, data) -> "TrendState":
        """Read the state from a QueryDict; what is not ours or empty is dropped."""
        texts = (" ".join(text.replace("\x00", "").split()) for text in data.getlist("q"))
        queries = tuple(dict.fromkeys(text[: LONGEST_QUERY + 1] for text in texts if text))
        given = {name: data.get(name, "") for name in CHOICES}
        options = tuple((name, one) for name, one in given.items() if one in CHOICES[name])
        return cls(
            queries[:MOST_QUERIES],
            filters_of_state(QueryState.of(data)),
            options,
            max(0, len(queries) - MOST_QUERIES),
        )

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return self.narrowed.pairs

    def get(self, name: str) -> str:
        """Return the value of a filter."""
        return self.narrowed.get(name)

    def toggle(self, name: str, value: str) -> "TrendState":
        return replace(self, narrowed=self.narrowed.toggle(name, value))

    def without(self, *names: str) -> "TrendState":
        return replace(self, narrowed=self.narrowed.without(*names))

    def cleared(self) -> "TrendState":
        """Return the state without filters."""
        return replace(self, narrowed=self.narrowed.without_filters())

    def option(self, name: str) -> str:
        """Return an option, or an empty string where it is as usual."""
        return dict(self.options).get(name, "")

    def set(self, **changes: str) -> "TrendState":
        """Return the state with options set, or with an empty string as usual."""
        options = dict(self.options) | changes
        return replace(self, options=tuple((k, v) for k, v in options.items() if v))

    def asking(self, number: int, text: str) -> "TrendState":
        """Return the state with the query at a place put otherwise; taken out if empty."""
        queries = (*self.queries[:number], *([text] if text else ()), *self.queries[number + 1 :])
        return replace(self, queries=queries)

    def url(self, name: str = "trends") -> str:
        pairs = [("q", query) for query in self.queries]
        query = urlencode([*pairs, *self.narrowed.pairs, *self.options])
        return path_of(f"search:{name}") + (f"?{query}" if query else "")

    def articles_url(self, query: str, **more: str) -> str:
        """Return the address of the search for the articles of a query."""
        return self.narrowed.set(q=query, **more).url()


def filters_of_state(state: QueryState) -> QueryState:
    """Return the filters of a search page."""
    kept = (pair for pair in state.pairs if pair[0] in (*FILTERS, "as"))
    return QueryState(tuple((name, value[:LONGEST_VALUE]) for name, value in kept))
