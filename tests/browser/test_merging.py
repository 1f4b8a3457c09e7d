"""A curator merges two names and takes that back, and readers see it at once."""

import pytest

from search import indexer
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def names(db, index):
    lake, town = builders.entity("सोनताल"), builders.entity("रूपनगर")
    for title, named in [("मेला", [lake]), ("बाज़ार", [town]), ("यात्रा", [lake, town])]:
        builders.article(title, entities=named)
    indexer.rebuild()
    return lake, town


@pytest.fixture
def curator(page, admin_client, live_server):
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def places(page):
    """Return what the facet of places says: names with their counts."""
    page.goto("/search")
    button = page.locator("a.open-filters")
    if button.is_visible():
        button.click()
    found = page.locator("ul.options li", has=page.locator("input[name=place]")).all_inner_texts()
    return sorted(" ".join(one.split()) for one in found)


def test_two_names_become_one_in_the_facet_and_two_again(curator, names):
    lake, town = names
    assert places(curator) == ["रूपनगर 2", "सोनताल 2"]

    curator.goto(f"/admin/articles/entity/{town.pk}/change/")
    curator.get_by_role("link", name="मिलाएँ…").click()
    curator.locator(".select2-selection").click()
    curator.locator(".select2-search__field").fill("सोनत")
    curator.locator(".select2-results__option", has_text="सोनताल").click()
    curator.get_by_role("button", name="देखें कि क्या बदलेगा").click()
    assert "कुल 3 होंगे" in curator.locator("#content-main").inner_text()
    curator.get_by_role("button", name="मिलाएँ", exact=True).click()
    curator.wait_for_url(f"**/entity/{lake.pk}/change/")
    assert places(curator) == ["सोनताल 3"]
    curator.goto(town.get_absolute_url())
    assert "सोनताल" in curator.title()

    curator.goto(f"/admin/articles/entity/{lake.pk}/change/")
    curator.locator("#acts").get_by_role("button", name="वापस लें").click()
    curator.wait_for_url(f"**/entity/{lake.pk}/change/")
    assert places(curator) == ["रूपनगर 2", "सोनताल 2"]
