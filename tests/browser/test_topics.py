"""A curator gives a topic a standing query, tries it first, and sees its articles."""

import pytest

from articles.models import Topic
from tests.builders import article, indexed, topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def archive(db, index):
    topic("जल")
    indexed(
        article(title="तालाब की सफ़ाई पूरी", topics=["जल"]),
        article(title="बावड़ी में पानी आया"),
        article(title="मेले में भीड़", body="मैदान में मेला लगा।"),
    )


@pytest.fixture
def curator(page, admin_client, live_server):
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def test_a_standing_query_is_tried_and_then_files_articles(curator):
    water = Topic.objects.get()
    curator.goto(f"/admin/articles/topic/{water.pk}/change/")
    curator.get_by_label("स्थायी खोज").fill("बावड़ी OR तालाब")
    curator.get_by_role("button", name="पूर्वावलोकन").click()
    preview = curator.locator("#preview")
    assert "इन्हें यह विषय मिलेगा: 1" in preview.inner_text()
    assert preview.get_by_role("link").all_inner_texts() == ["बावड़ी में पानी आया"]
    assert not Topic.objects.exclude(query="").exists()

    curator.locator("[name=_save]").click()
    curator.goto(water.get_absolute_url())
    listed = curator.locator(".result-list .headline").all_inner_texts()
    assert sorted(listed) == ["तालाब की सफ़ाई पूरी", "बावड़ी में पानी आया"]

    curator.get_by_role("link", name="बावड़ी OR तालाब").click()
    curator.wait_for_url("**/search?q=*")
    assert "2 समाचार" in " ".join(curator.locator("h1").inner_text().split())


def test_a_query_that_cannot_stand_is_marked(curator):
    curator.goto(f"/admin/articles/topic/{Topic.objects.get().pk}/change/")
    curator.get_by_label("स्थायी खोज").fill("बावड़ी OR")
    curator.get_by_role("button", name="पूर्वावलोकन").click()
    assert curator.locator(".errorlist code b").inner_text() == "OR"
