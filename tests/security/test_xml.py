"""XML and HTML from elsewhere: entities neither grow nor read files, and depth has an end."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.ingestion.web import feeds, sitemaps
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.fetch import Fetched
from articles.models import Article

GROWING = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DEFINED = {
    "entities that grow": f'<!DOCTYPE x [<!ENTITY a0 "अ">{GROWING}]>',
    "one long entity, often": f'<!DOCTYPE x [<!ENTITY a9 "{"अ" * 10000}">]>',
    "a file": '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE x [<!ENTITY a9 SYSTEM "http://127.0.0.1/">]>',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "definitions elsewhere": '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY a9 "x">]>',
}
FEED = "<rss version='2.0'><channel><item><title>&a9;</title><link>https://n.example/1</link></item></channel></rss>"
SITEMAP = "<urlset><url><loc>https://n.example/1</loc><title>&a9;</title></url></urlset>"
CODINGS = ("utf-8", "utf-16")


def fetched(text: str, coding: str) -> Fetched:
    data = f'<?xml version="1.0" encoding="{coding}"?>{text}'.encode(coding)
    return Fetched("https://n.example/feed", 200, data, "application/xml")


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("definition", DEFINED.values(), ids=DEFINED)
def test_a_feed_that_defines_entities_is_refused(definition, coding):
    with pytest.raises(Unfetched, match="not safe"):
        list(feeds.read(fetched(definition + FEED, coding)))


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("definition", DEFINED.values(), ids=DEFINED)
def test_so_is_a_sitemap(definition, coding):
    (failure,) = sitemaps.read(fetched(definition + SITEMAP, coding))
    assert isinstance(failure, Unfetched)
    assert "root:" not in str(failure)


@pytest.mark.parametrize("what", [feeds, sitemaps], ids=["feed", "sitemap"])
def test_elements_without_end_end(what):
    deep = f"<urlset>{'<a>' * 20_000}"
    with suppress(Unfetched):
        assert all(isinstance(one, Unfetched) for one in what.read(fetched(deep, "utf-8")))


PAGE = (
    "<html><head><title>तालाब की सफ़ाई</title></head><body><h1>तालाब की सफ़ाई</h1><article>"
    f"<p>{'मोहल्ले के लोगों ने पुराना तालाब साफ़ किया। ' * 10}</p><p>&a9;</p></article></body></html>"
)


@pytest.mark.usefixtures("no_gazetteer")
@pytest.mark.parametrize("definition", DEFINED.values(), ids=DEFINED)
def test_a_page_shows_no_entity_of_its_own(index, tmp_path, definition):
    (tmp_path / "page.html").write_text(definition + PAGE, encoding="utf-8")
    with suppress(CommandError):
        call_command("ingest", str(tmp_path / "page.html"), "--source", "नमूना", stdout=StringIO())
    for made in Article.objects.all():
        assert "root:" not in made.body
        assert len(made.body) < 2000


@pytest.mark.usefixtures("no_gazetteer")
@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, '{"a":' * 100_000, '{"title": ' + "[" * 5000 + "]" * 5000 + "}", "9" * 5000],
    ids=["lists", "objects", "a field", "a number"],
)
def test_json_without_end_is_a_problem_like_any_other(tmp_path, data):
    (tmp_path / "deep.jsonl").write_text(data + "\n", encoding="utf-8")
    out = StringIO()
    with suppress(CommandError):
        call_command(
            "ingest", "--json", str(tmp_path / "deep.jsonl"), stdout=out, stderr=StringIO()
        )
    assert json.loads(out.getvalue())["problems"]
