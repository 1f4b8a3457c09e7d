"""The links of the search page: what every one of them carries, and those between its pages."""

from typing import NamedTuple

from django.core.paginator import Page

from articles.paging import Shallow, nearest_page
from search.filters import PAGE_SIZES, page_size
from search.results import Results
from search.state import QueryState

BRIEF = "brief"  # the view of headlines only


class Link(NamedTuple):
    """A link of the page; ``number`` is that of a page of results, None for a gap.

    ``out`` marks the link of a value that is left out.
    """

    label: str
    url: str
    selected: bool = False
    field_label: str = ""
    number: int | None = None
    out: bool = False

    @property
    def current(self) -> bool:
        return self.selected


class Paging:
    """The pages of some results, and the links between them."""

    def __init__(self, results: Results, state: QueryState, page: str, per: str):
        self.paginator = Shallow(results, page_size(per))
        self.page: Page = nearest_page(self.paginator, page[:9])
        self.clamped = page.isdecimal() and int(page[:9]) > self.paginator.num_pages
        self.state = state
        self.brief = state.get("view") == BRIEF

    def url(self, number: int) -> str:
        return self.state.url(page=number) if number > 1 else self.state.url()

    def context(self) -> dict:
        page = self.page
        return {
            "page": page,
            "clamped": self.clamped,
            "pages": [self._link(n) for n in self.paginator.get_elided_page_range(page.number)],
            "previous_url": self.url(page.number - 1) if page.has_previous() else "",
            "next_url": self.url(page.number + 1) if page.has_next() else "",
            "other_sizes": self._other_sizes(),
            "brief": self.brief,
            "brief_url": self.state.set(view=BRIEF).url(),
            "full_url": self.state.set(view="").url(),
        }

    def _link(self, number) -> Link:
        if not isinstance(number, int):
            return Link("…", "")
        return Link(str(number), self.url(number), number == self.page.number, number=number)

    def _other_sizes(self) -> list[tuple[int, str]]:
        """Return the sizes that a page could have instead, where that makes a difference."""
        if self.paginator.count <= PAGE_SIZES[0]:
            return []
        sizes = (size for size in PAGE_SIZES if size != self.paginator.per_page)
        usual = str(PAGE_SIZES[0])
        return [(n, self.state.set(per="" if str(n) == usual else str(n)).url()) for n in sizes]
