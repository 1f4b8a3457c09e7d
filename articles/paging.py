"""Pages of a long list: any page number typed into the address leads to a page."""

from typing import NamedTuple

from django.core.paginator import Paginator

PER_PAGE = 20


class PageLink(NamedTuple):
    """A link to a page; ``number`` is None where numbers are left out."""

    number: int | None
    url: str = ""
    current: bool = False


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
    page = nearest_page(Paginator(articles, PER_PAGE), asked)
    return {
        "page": page,
        "total": page.paginator.count,
        "pages": page_links(page),
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
