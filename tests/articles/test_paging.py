"""Pages of long lists."""

import pytest
from django.core.paginator import Paginator

from articles.paging import PER_PAGE, nearest_page, paged


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (None, 1),
        ("", 1),
        ("2", 2),
        ("२", 2),
        ("0", 1),
        ("-7", 1),
        ("99", 3),
        ("9" * 6000, 1),
        ("1.5", 1),
        ("क", 1),
        ("\0", 1),
    ],
)
def test_whatever_is_asked_the_nearest_page_is_shown(asked, number):
    assert nearest_page(Paginator(range(30), 10), asked).number == number


def test_an_empty_list_has_one_empty_page():
    assert list(nearest_page(Paginator([], 10), "5")) == []


def test_a_single_page_has_no_neighbours():
    made = paged(range(3), None)
    assert (made["previous_url"], made["next_url"], made["total"]) == ("", "", 3)


def test_a_page_in_the_middle_links_to_both_its_neighbours():
    made = paged(range(PER_PAGE * 3), "2")
    assert (made["previous_url"], made["next_url"]) == ("?page=1", "?page=3")
    assert [link.number for link in made["pages"] if link.current] == [2]


def test_left_out_numbers_are_a_gap():
    numbers = [link.number for link in paged(range(PER_PAGE * 30), "15")["pages"]]
    assert numbers == [1, None, 13, 14, 15, 16, 17, None, 30]


class TestDepth:
    """Pages end where nobody reads any more."""

    @pytest.fixture(autouse=True)
    def shallow(self, settings):
        settings.LIST_DEPTH = 2 * PER_PAGE + 5

    @pytest.mark.parametrize("asked", ["2", "3", "100000"])
    def test_a_page_beyond_the_depth_is_the_last_that_is_shown(self, asked):
        made = paged(range(PER_PAGE * 30), asked)
        assert (made["page"].number, made["next_url"]) == (2, "")
        assert (made["total"], made["page"].paginator.cut) == (PER_PAGE * 30, True)

    def test_a_list_that_ends_before_is_shown_whole(self):
        page = paged(range(PER_PAGE * 2), "2")["page"]
        assert (len(page), page.paginator.cut) == (PER_PAGE, False)

    def test_a_page_is_shown_however_small_the_depth(self, settings):
        settings.LIST_DEPTH = 1
        assert len(paged(range(PER_PAGE * 3), "1")["page"]) == PER_PAGE
