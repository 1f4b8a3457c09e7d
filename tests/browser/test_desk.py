"""A curator's way over the desk, in a real browser, and what readers see of it."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from articles import outbox
from articles.ingestion import suggestions
from articles.models import Article, Entity, Evidence, Mention, Suggestion
from search import indexer
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "तालाब-किनारे-42"


@pytest.fixture(autouse=True)
def archive(db, index):
    """Two suggestions, and two known spellings of one place; a curator to log in as."""
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_user("asha", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    lake, spelled = builders.entity("सोनताल"), builders.entity("सोन ताल")
    for number in range(3):
        builders.article(f"तालाब की ख़बर {number}", entities=[lake])
    builders.article("तालाब की और ख़बर", entities=[spelled])
    for label, count in (("मोतीपुर", 2), ("रूपनगर", 1)):
        suggest(label, count)
    outbox.add(Article.objects.values_list("pk", flat=True))
    indexer.update()


def suggest(label, count):
    entity = builders.entity(label, status="suggested", shown=False)
    row = Suggestion.objects.create(entity=entity, key=label)
    for number in range(count):
        body = f"तालाब {label} में है।"
        article = builders.article(f"{label} का तालाब {number}", body=body)
        Mention.objects.create(article=article, entity=entity, origin="model", confidence=0.9)
        Evidence.objects.create(suggestion=row, article=article, sentence=body)
    suggestions.weigh([entity.pk])


@pytest.fixture
def desk(page):
    page.goto("/admin/")
    page.locator("#id_username").fill("asha")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk")
    return page


def places(page):
    """Return the places beside the results of a search, with their counts."""
    answer = page.request.get("/search.json", params={"q": "तालाब"}).json()
    return {one["label"]: one["count"] for one in answer["facets"]["entity"]}


def found(page):
    answer = page.request.get("/search.json", params={"q": "तालाब"}).json()
    return {hit["title"] for hit in answer["hits"]}


def test_suggestions_are_decided_by_keyboard(desk):
    desk.get_by_role("link", name="2 सुझाए हुए नाम").click()
    current = desk.locator(".desk-card.current h2")
    assert current.inner_text() == "मोतीपुर"
    assert desk.locator(".desk-card.current mark").first.inner_text() == "मोतीपुर"
    assert "मोतीपुर" not in places(desk)

    desk.keyboard.press("a")
    desk.wait_for_selector(".desk-undo")
    assert current.inner_text() == "रूपनगर"
    assert places(desk)["मोतीपुर"] == 2

    desk.keyboard.press("u")
    desk.wait_for_selector(".desk-card:nth-of-type(2)")
    assert current.inner_text() == "मोतीपुर"
    assert "मोतीपुर" not in places(desk)

    desk.keyboard.press("s")
    assert current.inner_text() == "रूपनगर"
    desk.keyboard.press("k")
    assert current.inner_text() == "मोतीपुर"

    desk.keyboard.press("e")
    desk.keyboard.type("मोतीपुर नगर")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".desk-undo")
    assert places(desk)["मोतीपुर नगर"] == 2

    desk.keyboard.press("r")
    desk.wait_for_selector("text=अभी कोई सुझाव नहीं है।")
    assert Entity.objects.get(label="रूपनगर").status == "rejected"


def test_the_keys_are_told(desk):
    desk.goto("/admin/articles/entity/suggestions/")
    desk.keyboard.press("?")
    assert desk.locator("#desk-keys").is_visible()
    desk.keyboard.press("Escape")
    assert not desk.locator("#desk-keys").is_visible()


def test_names_are_merged_and_that_is_taken_back(desk):
    assert (places(desk)["सोनताल"], places(desk)["सोन ताल"]) == (3, 1)
    one, other = Entity.objects.get(label="सोन ताल"), Entity.objects.get(label="सोनताल")
    desk.goto(f"/admin/articles/entity/merge/?sources={one.pk}&target={other.pk}")
    desk.locator("#content-main form[method=post] [type=submit]").first.click()
    desk.wait_for_url(re.compile(rf"/entity/{other.pk}/change/"))
    assert places(desk)["सोनताल"] == 4
    assert "सोन ताल" not in places(desk)

    desk.locator("#acts [type=submit], #acts button").first.click()
    desk.wait_for_url(re.compile(r"/change/"))
    assert (places(desk)["सोनताल"], places(desk)["सोन ताल"]) == (3, 1)


def test_an_article_is_hidden_from_readers_at_once_and_comes_back(desk):
    title = "तालाब की और ख़बर"
    assert title in found(desk)
    desk.goto("/admin/articles/article/?q=" + title)
    desk.get_by_role("link", name=title, exact=True).click()
    desk.get_by_role("button", name="छिपाएँ", exact=True).click()
    desk.get_by_text("समाचार छिपाया").wait_for()
    assert title not in found(desk)
    desk.goto("/search?q=तालाब")
    assert title not in desk.locator("a.headline").all_inner_texts()

    desk.go_back()
    desk.get_by_role("link", name="इतिहास").first.click()
    desk.get_by_role("link", name="वापस लें").click()
    desk.get_by_role("button", name="इस पर लौटें").click()
    desk.get_by_text("वापस लिया").first.wait_for()
    assert title in found(desk)


def test_an_edit_is_compared_and_taken_back(desk):
    entity = Entity.objects.get(label="सोनताल")
    article = entity.articles.order_by("pk").first()
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator("#id_body").fill("बावड़ी का पाठ यहाँ है।")
    desk.locator("[name=_continue]").first.click()
    desk.goto(f"/admin/articles/article/{article.pk}/versions/")
    assert "बावड़ी" in " ".join(desk.locator("ins").all_inner_texts())
    desk.goto(f"/admin/articles/article/{article.pk}/history/")
    desk.get_by_role("link", name="वापस लें").click()
    desk.get_by_role("button", name="इस पर लौटें").click()
    desk.get_by_text("वापस लिया").first.wait_for()
    article.refresh_from_db()
    assert article.body == builders.BODY
