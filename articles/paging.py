"""Pages of a long list: any page number typed into the address leads to a page.

Pages end where nobody reads any more: each further one costs more, for whatever lies
before it is put in order too.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.functional import cached_property

PER_PAGE = 20


class PageLink(NamedTuple):
    """A link to a page; ``number`` is None where numbers are left out."""

    number: int | None
    url: str = ""
    current: bool = False


class Shallow(Paginator):
    """The pages of the first ``LIST_DEPTH`` things of a list; ``count`` is that of all."""

    @property
    def depth(self) -> int:
        """How many things the pages show at most."""
        return self.per_page * max(1, settings.LIST_DEPTH // self.per_page)

    @property
    def cut(self) -> bool:
        """Whether there are things that no page shows."""
        return self.count > self.depth

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, self.depth // self.per_page)


def nearest_page(paginator, asked):
    """Return the page ``asked`` for, the nearest one there is, or the first if it is no number."""
    try:
        number = int(asked)
    except (TypeError, ValueError):
        number = 1
    return paginator.page(min(max(number, 1), paginator.num_pages))


def page_links(page):
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        PageLink(number, f"?page={number}", number == page.number)
        if isinstance(number, int)
        else PageLink(None)
        for number in numbers
    ]


def paged(articles, asked):
    """Return what templates/parts/_pages.html and the list above it need, by name."""
    page = nearest_page(Shallow(articles, PER_PAGE), asked)
    return {
        "page": page,
        "total": page.paginator.count,
        "pages": page_links(page),
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
