"""The state of the search page: its address, from which every link is derived."""

from dataclasses import dataclass
from urllib.parse import urlencode

from articles.links import path_of
from search.facets import FACETS
from search.filters import distinct

LISTS = (*FACETS, *(f"not_{name}" for name in FACETS), "more")
SINGLES = ("q", "as", "from", "to", "sort", "per", "view", *(f"find_{name}" for name in FACETS))
FILTERS = (*LISTS[:-1], "from", "to")


@dataclass(frozen=True)
class QueryState:
    """The parameters of a search address, in a fixed order; paging is none of them."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, data) -> "QueryState":
        """Read the state from a QueryDict; what is not ours, empty or too much is dropped."""
        pairs = [(name, data.get(name, "").replace("\x00", "").strip()) for name in SINGLES]
        pairs += [(name, value) for name in LISTS for value in distinct(data.getlist(name))]
        return cls(tuple((name, value) for name, value in pairs if value))

    def get(self, name: str) -> str:
        return next((value for known, value in self.pairs if known == name), "")

    def values(self, name: str) -> list[str]:
        return [value for known, value in self.pairs if known == name]

    def set(self, **changes: str) -> "QueryState":
        """Return the state with single parameters set, or with an empty string dropped."""
        kept = tuple(pair for pair in self.pairs if pair[0] not in changes)
        return QueryState(kept + tuple((k, v) for k, v in changes.items() if v))

    def toggle(self, name: str, value: str) -> "QueryState":
        pair = (name, value)
        if pair in self.pairs:
            return QueryState(tuple(known for known in self.pairs if known != pair))
        return QueryState((*self.pairs, pair))

    def leave_out(self, name: str, value: str) -> "QueryState":
        """Return the state with a value of a facet left out, or no longer so if it was."""
        unchosen = QueryState(tuple(pair for pair in self.pairs if pair != (name, value)))
        return unchosen.toggle(f"not_{name}", value)

    def without(self, *names: str) -> "QueryState":
        return QueryState(tuple(pair for pair in self.pairs if pair[0] not in names))

    def without_filters(self) -> "QueryState":
        return self.without(*FILTERS, "more", *(f"find_{name}" for name in FACETS))

    def url(self, **more) -> str:
        """Return the address of the search page in this state."""
        query = self.encoded(**more)
        return path_of("search:search") + (f"?{query}" if query else "")

    def encoded(self, **more) -> str:
        return urlencode([*self.pairs, *more.items()])
