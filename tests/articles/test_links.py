"""Addresses of pages are those that Django makes, also below a path."""

import pytest
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix

from articles.links import path_of, search_url


@pytest.fixture
def below_a_path():
    set_script_prefix("/archive/")
    yield
    clear_script_prefix()


def test_paths_are_those_of_reverse():
    assert path_of("articles:article", 7) == reverse("articles:article", args=[7])
    assert path_of("articles:source", "नमूना") == reverse("articles:source", args=["नमूना"])
    assert path_of("articles:home") == "/"


def test_what_was_made_elsewhere_is_not_given_below_a_path(below_a_path):
    assert path_of("articles:article", 7) == "/archive/articles/7/"
    clear_script_prefix()
    assert path_of("articles:article", 7) == "/articles/7/"
    assert search_url(q="जल") == "/search?q=%E0%A4%9C%E0%A4%B2"


def test_a_page_that_there_is_not_is_an_error_each_time():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            path_of("articles:article", "seven")
