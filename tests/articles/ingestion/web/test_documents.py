"""Feeds, sitemaps and lists: which addresses they name, and what they tell of them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingestion.records import Problem
from articles.ingestion.web import feeds, lists, sitemaps
from articles.ingestion.web.documents import Documents
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.fetch import Fetched
from articles.ingestion.web.kinds import kind_of
from articles.ingestion.web.leads import Lead, Nested

BASE = "https://namuna.example/feed"
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>नमूना</title><entry><title type="html">बस &lt;b&gt;चली&lt;/b&gt;</title>
<link rel="alternate" href="/1"/><id>urn:1</id><author><name>कल्पना देवी</name></author>
<category term="शहर"/><category term="शहर"/><published>2020-10-07T15:57:00+05:30</published>
<updated>2020-10-08T00:00:00Z</updated></entry></feed>"""
RSS = """<rss version="2.0"><channel><title>नमूना</title><item><title>बस चली</title>
<link> https://namuna.example/a b </link><pubDate>Wed, 07 Oct 2020 10:27:00 GMT</pubDate></item>
<item><title>बिना पता</title></item></channel></rss>"""
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://namuna.example/1</loc><image:image><image:title>चित्र</image:title></image:image>
<news:news><news:publication><news:name>नमूना समाचार</news:name><news:language>hi</news:language>
</news:publication><news:publication_date>2020-10-07</news:publication_date>
<news:title>बस चली</news:title></news:news></url>
<url><loc>https://namuna.example/2</loc><lastmod>2020-10-08T10:00:00+05:30</lastmod></url>
<url><priority>1</priority></url></urlset>"""


def fetched(text, url=BASE):
    return Fetched(url, 200, text if isinstance(text, bytes) else text.encode())


def test_an_item_of_atom():
    (lead,) = feeds.read(fetched(ATOM))
    assert lead == Lead(
        "https://namuna.example/1",
        datetime(2020, 10, 8, tzinfo=UTC),
        {
            "title": "बस चली",
            "published": "2020-10-07T10:27+00:00",
            "updated": "2020-10-08T00:00+00:00",
            "author": "कल्पना देवी",
            "topics": ("शहर",),
        },
    )


def test_items_of_rss_and_one_without_an_address():
    good, bad = feeds.read(fetched(RSS))
    assert good.url == "https://namuna.example/a%20b"
    assert good.changed == datetime(2020, 10, 7, 10, 27, tzinfo=UTC)
    assert isinstance(bad, Unfetched) and "बिना पता" in str(bad)


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    with pytest.raises(Unfetched):
        list(feeds.read(fetched(str(path))))


def test_a_news_sitemap():
    first, second, bad = sitemaps.read(fetched(NEWS))
    facts = {"title": "बस चली", "published": "2020-10-07", "source": "नमूना समाचार"}
    assert first == Lead("https://namuna.example/1", datetime(2020, 10, 7, tzinfo=UTC), facts)
    assert second.changed == datetime.fromisoformat("2020-10-08T10:00:00+05:30")
    assert isinstance(bad, Unfetched)


def test_an_index_of_sitemaps():
    text = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"
    assert list(sitemaps.read(fetched(text))) == [Nested("https://namuna.example/a.xml")]


def test_a_sitemap_that_breaks_off_gives_what_came_before():
    first, _, failure = list(sitemaps.read(fetched(NEWS[:-12])))
    assert isinstance(first, Lead) and isinstance(failure, Unfetched)


ENTITIES = '<!DOCTYPE a [<!ENTITY b "{}">]>'
LAUGHS = ENTITIES.format("ha") + "<urlset><url><loc>&b;</loc></url></urlset>"
FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><urlset>&b;</urlset>'


@pytest.mark.parametrize("text", [LAUGHS, FILE])
def test_entities_of_a_sitemap_are_refused(text):
    (failure,) = sitemaps.read(fetched(text))
    assert "not safe" in str(failure)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_refused(encoding):
    with pytest.raises(Unfetched, match="not safe"):
        list(feeds.read(fetched((ENTITIES.format("ha") + RSS).encode(encoding))))


def test_a_list_with_remarks_and_a_line_that_is_no_address():
    lines = "\ufeff# समाचार\nhttps://namuna.example/1\n\nनमस्ते\n".encode().splitlines()
    good, bad = lists.read(lines)
    assert good == Lead("https://namuna.example/1")
    assert isinstance(bad, Unfetched) and "Line 4" in str(bad)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RSS, "feed"),
        (ATOM, "feed"),
        ("\ufeff <?xml version='1.0'?><!-- a --><rdf:RDF>", "feed"),
        (ENTITIES.format("a") + RSS, "feed"),
        (NEWS, "sitemap"),
        ("<sitemapindex/>", "sitemap"),
        ("<!DOCTYPE html><html>", "page"),
        ("<div>", "page"),
        ("https://namuna.example/1", "list"),
        ("# a\nhttps://namuna.example/1\nhttps://namuna.example/2", "list"),
        ("https://namuna.example/1 and more", ""),
        ('{"title": 1}', ""),
        ("", ""),
        ("\x00\x01", ""),
    ],
)
def test_the_first_bytes_tell_what_it_is(text, kind):
    assert kind_of(text.encode()) == kind
    assert kind_of(text.encode("utf-16")) == kind


READERS = [feeds.read, sitemaps.read, lambda found: lists.read(found.data.splitlines())]


@pytest.mark.parametrize("read", READERS)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.sampled_from([ATOM, RSS, NEWS]).flatmap(
            lambda text: st.integers(0, len(text)).map(lambda end: text[:end].encode())
        ),
    )
)
def test_any_bytes_are_borne(read, data):
    kind_of(data)
    try:
        for one in read(fetched(data)):
            assert isinstance(one, Lead | Nested | Unfetched)
    except Unfetched as failure:
        assert failure.kind == "bad_feed"


class Shelf:
    """Gives documents as a fetcher would, from a dict."""

    class limits:
        feed_bytes = page_bytes = 10_000

    def __init__(self, texts):
        self.texts, self.asked = texts, []

    def get(self, url, *_):
        self.asked.append(url)
        if url not in self.texts:
            raise Unfetched("http_status", "There is none.")
        return fetched(self.texts[url], url)


def index(*urls):
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{inner}</sitemapindex>"


def leads(texts, start="https://namuna.example/0"):
    documents = Documents(Shelf(texts))
    return documents, list(documents.leads(documents.get(start)))


def test_nested_sitemaps_are_read_and_one_that_fails_stops_none():
    urls = [f"https://namuna.example/{n}" for n in range(3)]
    texts = {urls[0]: index(urls[1], urls[2], urls[0]), urls[2]: NEWS}
    documents, found = leads(texts)
    assert documents.fetcher.asked == urls
    failure, first, second, _ = found
    assert isinstance(failure, Problem) and failure.origin.path == urls[1]
    assert (first.url, second.url) == (urls[1], urls[2])


def test_indexes_without_end_come_to_an_end():
    texts = {
        f"https://namuna.example/{n}": index(f"https://namuna.example/{n + 1}") for n in range(50)
    }
    documents, found = leads(texts)
    assert (len(documents.fetcher.asked), found) == (4, [])
