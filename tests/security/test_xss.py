"""Scripts in texts: whatever an article, a form or an address holds is shown as text."""

import json
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command

from articles.models import Action, Alias, Article, Entity, Feed, Mention, Revision, Source, Topic
from search.models import SavedSearch
from tests import builders
from tests.articles.admin_forms import ADD, data, entity_data, page
from tests.search.saved.keeping import reader
from tests.security.dangers import ATTACK, NAME, SHORT, dangers, dangers_of_xml

pytestmark = pytest.mark.django_db
WORD = "तालाब"
HINDI = "मोहल्ले के लोगों ने पुराने तालाब की सफ़ाई की और उसके किनारे पेड़ लगाए। " * 12
RECORD = {
    "title": f"{WORD} की सफ़ाई {ATTACK}",
    "body": f"{HINDI}{ATTACK}\n\n{HINDI}{ATTACK}",
    "lead": f"{WORD} {ATTACK}",
    "source": f"नमूना {SHORT}",
    "author": f"लेखक {SHORT}",
    "agency": f"वार्ता {SHORT}",
    "section": f"पर्यावरण {SHORT}",
    "url": "https://namuna.example/1?a=<script>alert(1)</script>\"'>",
    "topics": [f"जल {SHORT}"],
    "entities": [f"सोनताल {SHORT}"],
    "id": f"1 {SHORT}",
    "date": "2023-06-12",
}
SCRIPTED = "javascript:alert(document.domain)//"


@pytest.fixture
def ingested(index, tmp_path, no_gazetteer):
    """An article of attacks in every field, taken in twice, so that it has an earlier text."""
    for body in (RECORD["body"], RECORD["body"] + " और"):
        file = tmp_path / "attack.jsonl"
        file.write_text(json.dumps(RECORD | {"body": body}), encoding="utf-8")
        call_command("ingest", str(file), "--json", verbosity=0)
    made = Article.objects.get()
    Entity.objects.update(label=f"सोनताल {NAME}", status="confirmed", shown=True)
    other = builders.entity(f"सोनपुर {NAME}", aliases=[NAME])
    Mention.objects.create(article=made, entity=other)
    builders.indexed()
    return made


def addresses_of(article) -> dict[str, str]:
    return {
        "article": f"/articles/{article.pk}/",
        "found": f"/articles/{article.pk}/?q={WORD}&pos=1",
        "revision": f"/articles/{article.pk}/revisions/1/",
        "home": "/",
        "search": f"/search?q={WORD}",
        "all": "/search",
        "trends": f"/trends?q={WORD}",
        "topics": "/topics/",
        "source": Source.objects.get().get_absolute_url(),
        "topic": Topic.objects.get().get_absolute_url(),
        "entity": Entity.objects.latest("pk").get_absolute_url(),
    }


OF_READERS = "article found revision home search all trends topics source topic entity".split()


@pytest.mark.parametrize("name", OF_READERS)
def test_no_page_carries_out_what_an_ingested_article_holds(client, ingested, name):
    response = client.get(addresses_of(ingested)[name], follow=True)
    shown = response.content.decode()
    assert response.status_code == 200
    assert dangers(shown) == []
    if name not in ("trends", "topics"):
        assert "&lt;script&gt;alert(1)" in shown  # it is there, as text


def test_an_ingested_article_keeps_no_address_that_is_a_script(index, tmp_path, no_gazetteer):
    file = tmp_path / "attack.jsonl"
    file.write_text(json.dumps(RECORD | {"url": SCRIPTED}), encoding="utf-8")
    with suppress(CommandError):  # which says that the record was not stored
        call_command("ingest", str(file), verbosity=0)
    assert not Article.objects.filter(url__startswith="javascript").exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda one: f"/search.atom?q={WORD}",
        lambda one: Source.objects.get().get_absolute_url() + "feed",
        lambda one: Topic.objects.get().get_absolute_url() + "feed",
        lambda one: Entity.objects.latest("pk").get_absolute_url() + "feed",
        lambda one: "/sitemap.xml",
        lambda one: "/sitemaps/2023-06.xml",
        lambda one: "/sitemaps/sources.xml",
        lambda one: "/sitemaps/topics.xml",
        lambda one: "/opensearch.xml",
        lambda one: f"/trends.svg?q={WORD}",
    ],
    ids="atom source topic entity index month sources topics opensearch svg".split(),
)
def test_feeds_sitemaps_and_pictures_are_well_formed_and_carry_out_nothing(client, ingested, make):
    response = client.get(make(ingested))
    assert response.status_code == 200
    assert "xml" in response["Content-Type"]
    assert dangers_of_xml(b"".join(response) if response.streaming else response.content) == []


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/articles/{}.json", "application/json"),
        ("/articles/{}.txt", "text/plain"),
        ("/articles/{}.bib", "application/x-bibtex"),
        ("/articles/{}.ris", "application/x-research-info-systems"),
        ("/articles/{}.csl.json", "application/vnd.citationstyles.csl+json"),
        (f"/search.json?q={WORD}", "application/json"),
        (f"/search.csv?q={WORD}", "text/csv"),
        (f"/search.jsonl?q={WORD}", "application/jsonl"),
        (f"/search.bib?q={WORD}", "application/x-bibtex"),
        (f"/search.ris?q={WORD}", "application/x-research-info-systems"),
        ("/suggest.json?q=ता", "application/json"),
    ],
)
def test_files_are_no_pages_and_are_guessed_to_be_none(client, ingested, path, kind):
    response = client.get(path.format(ingested.pk))
    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == kind
    assert response["X-Content-Type-Options"] == "nosniff"


PARAMETERS = "q from to source entity topic not_source sort per view as page pos mark find_source"


@pytest.mark.parametrize("value", [ATTACK, SCRIPTED, f'"{ATTACK}"', f"विषय:{ATTACK}"])
@pytest.mark.parametrize("name", [*PARAMETERS.split(), "more", "ui", "next", ATTACK])
def test_no_page_carries_out_what_its_address_holds(client, index, name, value):
    made = builders.article()
    builders.indexed(made)
    for path in ("/search", "/trends", "/bulk", f"/articles/{made.pk}/", "/account/sign-in"):
        response = client.get(path, {name: value})
        assert response.status_code < 500
        assert dangers(response.content.decode()) == [], path


@pytest.mark.parametrize(
    "path", [f"/{ATTACK}", f"/topics/{ATTACK}/", f"/bulk/{ATTACK}/", f"/articles/{ATTACK}"]
)
def test_nor_what_an_unknown_address_holds(client, index, path):
    response = client.get(path)
    assert response.status_code == 404
    assert dangers(response.content.decode()) == []


@pytest.fixture
def kept():
    """Rows of attacks as they would be if every form took them, beside those that forms keep."""
    source = Source.objects.create(name=f"स्रोत {NAME}")
    topic = Topic.objects.create(name=f"विषय {NAME}")
    place = builders.entity(f"सोनपुर {NAME}", aliases=[NAME, f"दूसरा {NAME}"])
    made = builders.article(f"शीर्षक {ATTACK}", ATTACK, entities=[place], agency=ATTACK[:60])
    made.topics.add(topic)
    Revision.objects.create(article=made, title=ATTACK, body=ATTACK, original=ATTACK)
    Feed.objects.create(url=f"https://namuna.example/{ATTACK[:100]}", source=source)
    facts = {"who": SHORT, "label": ATTACK[:200], "after": {"a": ATTACK}}
    Action.objects.create(kind=Action.Kind.CHANGE, object_id=made.pk, **facts)
    return {"article": made, "source": source, "topic": topic, "entity": place}


LISTS = "article source topic entity feed action ingestrun ingestproblem boilerplaterule task"


@pytest.mark.parametrize("model", LISTS.split())
def test_no_list_of_the_admin_carries_out_what_a_row_holds(admin_client, kept, model):
    for query in ({}, {"q": ATTACK}, {"o": ATTACK}, {ATTACK: "1"}):
        response = admin_client.get(f"/admin/articles/{model}/", query, follow=True)
        assert response.status_code == 200
        assert dangers(response.content.decode()) == []


@pytest.mark.parametrize("model", ["article", "source", "topic", "entity"])
@pytest.mark.parametrize("what", ["change", "history", "delete"])
def test_nor_does_a_form_a_history_or_a_question(admin_client, kept, model, what):
    response = admin_client.get(f"/admin/articles/{model}/{kept[model].pk}/{what}/", follow=True)
    assert response.status_code == 200
    assert dangers(response.content.decode()) == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "articles/entity/suggestions/",
        "articles/entity/merge/?sources={entity}",
        "articles/entity/{entity}/split/",
        "articles/article/{article}/versions/",
    ],
)
def test_nor_do_the_pages_that_are_our_own(admin_client, kept, path):
    numbers = {name: row.pk for name, row in kept.items()}
    response = admin_client.get("/admin/" + path.format(**numbers), follow=True)
    assert response.status_code == 200
    assert dangers(response.content.decode()) == []


def test_what_is_typed_into_the_forms_of_the_admin_is_text_for_readers(admin_client, index):
    source = builders.source()
    given = dict.fromkeys(("title", "byline", "agency", "place"), f"{WORD} {SHORT}")
    given |= {"body": f"{WORD} {ATTACK}", "lead": ATTACK, "source": source.pk}
    answer = admin_client.post(ADD, data(**given))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    made = Article.objects.get()
    for path in (page(made), made.get_absolute_url(), f"/search?q={WORD}", "/admin/"):
        assert dangers(admin_client.get(path).content.decode()) == [], path


def test_names_that_are_typed_there_are_text_too(admin_client, index):
    given = entity_data(f"सोनताल {SHORT}", [f"ताल {SHORT}"], description=ATTACK)
    answer = admin_client.post("/admin/articles/entity/add/", given)
    assert answer.status_code == 302, answer.context["errors"]
    made = Entity.objects.get()
    assert Alias.objects.filter(text__contains="<script>").exists()
    for path in (page(made), made.get_absolute_url(), "/admin/articles/entity/"):
        assert dangers(admin_client.get(path, follow=True).content.decode()) == [], path


@pytest.mark.parametrize("name", ["homepage", "url"])
def test_no_form_of_the_admin_takes_a_script_for_an_address(admin_client, name):
    if name == "url":
        given = data(source=builders.source().pk, url=SCRIPTED)
        answer = admin_client.post(ADD, given)
    else:
        answer = admin_client.post("/admin/articles/source/add/", {"name": "क", name: SCRIPTED})
    assert name in answer.context["adminform"].form.errors


def test_a_reader_s_own_names_are_text(client, index):
    builders.indexed(builders.article())
    client.force_login(reader())
    client.post(f"/saved/save?q={WORD}", {"name": SHORT, "digest": "daily"})
    pk = SavedSearch.objects.get().pk
    for path in ("/saved/", f"/saved/{pk}/change", f"/saved/{pk}/delete", "/account/"):
        assert dangers(client.get(path).content.decode()) == [], path


def test_queries_of_a_list_are_text(client, index):
    builders.indexed(builders.article())
    answer = client.post("/bulk", {"queries": f"{ATTACK}\n{WORD} OR"}, follow=True)
    assert dangers(answer.content.decode()) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p><script>alert(1)</script>",
        "<p onclick=alert(1)>",
        '<a href="java\tscript:alert(1)">',
        '<a href=" JavaScript:alert(1)">',
        '<img src="https://example.com/x">',
        '<script type="application/ld+json">{"a": 1}</script><script>1</script>',
        "<iframe src=/>",
        "<p style=color:red>",
        '<form action="data:text/html,x">',
    ],
)
def test_the_search_for_dangers_finds_them(page):
    assert dangers(f"<html><body>{page}</body></html>")
