import json
from pathlib import Path

import pytest

from articles.hindi.dates import parse_moment
from articles.ingestion.readers import html_page
from articles.ingestion.readers.files import Unreadable
from tests.builders import file_member, without_boilerplate

DATA = Path(__file__).parents[2] / "data"
TITLE = "नई बस सेवा शुरू"
ONE = "नमूनापुर। नगर परिषद ने सोमवार को नई बस सेवा शुरू की, जिससे गाँव के लोगों को सुविधा होगी।"
TWO = "परिषद के अध्यक्ष ने कहा कि अगले महीने से बसें हर घंटे चलेंगी और किराया नहीं बढ़ेगा।"
THREE = "यात्रियों ने कहा कि पहले घंटों इंतज़ार करना पड़ता था और बस भरी रहती थी। (भाषा)"
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}"
PARAGRAPHS = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
HEADLINE = f"<h1>{TITLE}</h1>"


@pytest.fixture
def read(tmp_path):
    def read(body, head=""):
        path = tmp_path / "page.html"
        path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
        (article,) = html_page.read(file_member(path))
        return without_boilerplate(article)

    return read


def linked(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(**tags):
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in tags.items()
    )


NEWS = {
    "@type": "NewsArticle",
    "headline": "नई बस सेवा &quot;शुरू&quot;",
    "datePublished": "2020-10-07T15:57:00+05:30",
    "author": [{"@type": "Person", "name": "कल्पना देवी"}, "राम"],
    "publisher": {"@type": "Organization", "name": "नमूना समाचार"},
    "articleSection": ["शहर"],
    "keywords": "बस, गाँव",
}


@pytest.mark.parametrize(
    "value",
    [
        NEWS,
        [{"@type": "WebSite"}, NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NEWS]},
        {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]},
        {**NEWS, "@type": "http://schema.org/Article"},
    ],
)
def test_json_ld_tells_the_facts(read, value):
    article = read(HEADLINE + PARAGRAPHS, linked(value) + meta(og__title="कुछ और"))
    assert article.title == 'नई बस सेवा "शुरू"'
    assert article.published == "2020-10-07T15:57:00+05:30"
    assert (article.author, article.source) == ("कल्पना देवी, राम", "नमूना समाचार")
    assert article.topics == ("शहर",)
    assert article.body == BODY


@pytest.mark.parametrize(
    "script", ["{oops", "", "[" * 50_000, "3", '{"@type": "NewsArticle", "headline": 5}']
)
def test_malformed_json_ld_is_ignored(read, script):
    article = read(HEADLINE + PARAGRAPHS, f'<script type="application/ld+json">{script}</script>')
    assert (article.title, article.body) == (TITLE, BODY)


def test_meta_tags_tell_what_json_ld_does_not(read):
    article = read(
        PARAGRAPHS,
        meta(
            og__title=f"{TITLE} | नमूना समाचार",
            og__site_name="नमूना समाचार",
            og__url="https://namuna.example/1",
            article__published_time="2020-10-07T10:27:00Z",
            article__section="शहर",
            author="कल्पना देवी",
            keywords="बस",
        )
        + '<link rel="canonical" href="/1">',
    )
    assert (article.title, article.source) == (TITLE, "नमूना समाचार")
    assert (article.published, article.topics) == ("2020-10-07T10:27:00Z", ("शहर",))
    assert (article.author, article.url) == ("कल्पना देवी", "https://namuna.example/1")


def test_the_canonical_address_comes_first(read):
    head = '<link rel="canonical" href="https://namuna.example/2">'
    article = read(HEADLINE + PARAGRAPHS, head + meta(og__url="https://namuna.example/1"))
    assert article.url == "https://namuna.example/2"


@pytest.mark.parametrize("mark", [" | ", " - ", " – "])
def test_the_title_gives_headline_and_source(read, mark):
    article = read(HEADLINE + PARAGRAPHS, f"<title>{TITLE}{mark}नमूना समाचार</title>")
    assert (article.title, article.source) == (TITLE, "नमूना समाचार")


def test_a_dash_inside_a_headline_stays(read):
    article = read(PARAGRAPHS, "<title>बस सेवा - गाँव तक</title>")
    assert (article.title, article.source) == ("बस सेवा - गाँव तक", "")


@pytest.mark.parametrize(
    "line",
    [
        "बुधवार, 7 अक्टूबर 2020 (15:57 IST)",
        "<span>कल्पना देवी</span> <span>7 अक्टूबर 2020</span> <span>15:57 IST</span>",
        '<time datetime="2020-10-07T15:57">कल</time>',
    ],
)
def test_the_date_near_the_headline_is_seen(read, line):
    head = f"<div>24 नवंबर 2026</div><h1>{TITLE.replace('बस', '<i>बस</i>')}</h1>"
    article = read(f"{head}<div>{line}</div>{PARAGRAPHS}<footer>1 जनवरी 2024</footer>")
    assert parse_moment(article.published) == parse_moment("2020-10-07T15:57") or (
        "7 अक्टूबर 2020 15:57 IST" in article.published
    )
    assert article.body == BODY


def test_a_date_above_the_headline_counts_inside_its_article(read):
    stamp = '<time datetime="2020-10-07">कल</time>'
    article = read(f"<article>{stamp}{HEADLINE}{PARAGRAPHS}</article>")
    assert article.published == "2020-10-07"


@pytest.mark.parametrize(
    "end",
    ["<footer>1 जनवरी 2024</footer>", "<div>प्रकाशित: 1 जनवरी 2024</div>", "<p>© 2024 नमूना</p>"],
)
def test_a_footer_never_dates_an_article(read, end):
    assert read(HEADLINE + PARAGRAPHS + end).published == ""


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>",
        f"<div>{ONE}<br>{TWO}<br>{THREE}<br></div>",
        f"<div><div>{ONE}</div><div>{TWO}</div><div>{THREE}</div></div>",
        f"<table><tr><td>मुख्य पृष्ठ</td></tr><tr><td>{PARAGRAPHS}</td></tr></table>",
        f"{PARAGRAPHS}<h3>सम्बंधित जानकारी</h3><p>नदी पर बना नया पुल</p>",
    ],
)
def test_the_paragraphs_are_found_in_any_layout(read, body):
    assert read(HEADLINE + body).body == BODY


def test_a_brief_keeps_its_paragraphs(read):
    article = read(f"<article>{HEADLINE}<p>बस चली।</p><p>लोग आए और गए।</p></article>")
    assert article.body == "बस चली।\n\nलोग आए और गए।"


def test_the_declaration_of_xhtml_does_no_harm(tmp_path):
    path = tmp_path / "page.html"
    page = f"<html><body>{HEADLINE}{PARAGRAPHS}</body></html>"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{page}', encoding="utf-8")
    (article,) = html_page.read(file_member(path))
    article = without_boilerplate(article)
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    ("body", "kind"),
    [("", "no_title"), ("<", "no_title"), (HEADLINE, "no_body"), ("<div>" * 5000, "no_title")],
)
def test_a_page_without_an_article_says_what_is_missing(read, body, kind):
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("name", "source", "published"),
    [
        ("page-jsonld.html", "उदाहरण टाइम्स", "2023-09-21T18:45"),
        ("page-meta.html", "परीक्षण वार्ता", "2024-04-09T11:20"),
        ("page-visible-date.html", "मसौदा पत्रिका", "2023-03-05T18:30"),
    ],
)
def test_the_sample_pages_are_read(name, source, published):
    (article,) = html_page.read(file_member(DATA / name))
    article = without_boilerplate(article)
    assert article.source == source
    assert parse_moment(article.published) == parse_moment(published)
    assert article.body.count("\n\n") >= 3 and "|" not in article.body


class TestDates:
    """Where the times of publication and of change come from, in order."""

    VISIBLE = "<p>प्रकाशित: 7 अक्टूबर 2020, 15:57 IST | अपडेट: 8 अक्टूबर 2020, 09:10 IST</p>"
    LINKED = {**NEWS, "headline": TITLE, "dateModified": "2020-10-09T10:00:00+05:30"}

    def facts(self, article):
        found = [
            text and parse_moment(text.strip(" |")).moment.strftime("%d %H:%M")
            for text in (article.published, article.updated)
        ]
        return (article.published_from, *found)

    @pytest.mark.parametrize(
        ("head", "line", "expected"),
        [
            (linked(LINKED), VISIBLE, ("json-ld", "07 15:57", "09 10:00")),
            (linked(NEWS), VISIBLE, ("json-ld", "07 15:57", "08 09:10")),
            (
                meta(article__published_time="2020-10-06", article__modified_time="2020-10-07"),
                VISIBLE,
                ("meta", "06 00:00", "07 00:00"),
            ),
            (
                linked({**NEWS, "datePublished": "कल"}) + meta(date="2020-10-06"),
                VISIBLE,
                ("meta", "06 00:00", "08 09:10"),
            ),
            (linked({**NEWS, "datePublished": "कल"}), VISIBLE, ("visible", "07 15:57", "08 09:10")),
            ("", VISIBLE, ("visible", "07 15:57", "08 09:10")),
            ("", "<p>अपडेट: 8 अक्टूबर 2020</p>", ("visible", "08 00:00", "08 00:00")),
            (
                "",
                "<p>Updated: 8 Oct 2020, 09:10 | Published: 7 Oct 2020, 15:57</p>",
                ("visible", "07 15:57", "08 09:10"),
            ),
            (
                "",
                "<div><b>Last Updated</b> <i>8 Oct 2020</i> <i>09:10 AM</i></div><p>7 Oct 2020</p>",
                ("visible", "07 00:00", "08 09:10"),
            ),
            (
                "",
                '<p>Updated <time datetime="2020-10-08T09:10">कल</time> Published '
                '<time datetime="2020-10-07T15:57">परसों</time></p>',
                ("visible", "07 15:57", "08 09:10"),
            ),
            (
                "",
                '<time itemprop="dateModified" datetime="2020-10-08T09:10">कल</time>'
                '<time itemprop="datePublished" datetime="2020-10-07T15:57">परसों</time>',
                ("visible", "07 15:57", "08 09:10"),
            ),
            ("", "", ("", "", "")),
        ],
    )
    def test_json_ld_then_meta_then_what_is_seen(self, read, head, line, expected):
        article = read(f"{HEADLINE}{line}{PARAGRAPHS}<footer>1 जनवरी 2024</footer>", head)
        assert self.facts(article) == expected
        assert article.body == BODY

    def test_a_date_that_is_none_is_told_where_there_is_no_other(self, read):
        article = read(HEADLINE + PARAGRAPHS, linked({**NEWS, "datePublished": "कल"}))
        assert article.published == "कल"


@pytest.mark.parametrize(
    ("head", "body", "section"),
    [
        (linked(NEWS), "", "शहर"),
        (meta(article__section="खेल"), "", "खेल"),
        (
            linked(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"position": 1, "name": "होम"},
                        {"position": 2, "item": {"name": "राज्य"}},
                        {"position": 3, "item": {"name": TITLE}},
                        5,
                    ],
                }
            ),
            "",
            "राज्य",
        ),
        (linked({"@type": "BreadcrumbList", "itemListElement": "राज्य"}), "", ""),
        ("", "<ul class='breadcrumbs'><a>होम</a><a>राज्य</a><a>शहर</a></ul>", "शहर"),
        ("", "<ul class='breadcrumbs'><a>होम</a></ul>", ""),
    ],
)
def test_the_section_is_told_by_the_page_or_by_the_way_to_it(read, head, body, section):
    assert read(body + HEADLINE + PARAGRAPHS, head).section == section
