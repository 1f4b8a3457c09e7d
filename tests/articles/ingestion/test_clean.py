import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.dates import parse_moment
from articles.ingestion.clean import UNKNOWN_SOURCE, clean
from articles.ingestion.dateline import dateline
from articles.ingestion.problems import KINDS
from articles.ingestion.records import LONGEST_EXCERPT, Origin, RawArticle
from articles.ingestion.rulebook import shipped

REST = "नहर में सोमवार को पानी छोड़ा गया।"


def raw(**fields):
    given = {"title": "नहर में पानी", "body": REST, "original": "{}", **fields}
    return RawArticle(origin=Origin("a.jsonl", 7), **given)


def cleaned(**fields):
    record, problems = clean(raw(**fields))
    assert problems == []
    return record


def problem_of(**fields):
    record, (problem,) = clean(raw(**fields))
    assert problem.kind in KINDS and problem.origin == Origin("a.jsonl", 7)
    assert problem.fatal == (record is None)
    return record, problem


def test_texts_are_normalised_and_the_original_stays():
    record = cleaned(title=" नहर\nमें\u00a0पानी ", body="पानी  ।\n\n\n\nआया|", original="  जैसा था ")
    assert (record.title, record.body) == ("नहर में पानी", "पानी।\n\nआया।")
    assert record.original == "  जैसा था "


def test_the_date_is_a_moment():
    assert cleaned(published="7 अक्टूबर 2020").published == parse_moment("2020-10-07")
    line = "नमूना समाचार, 7 अक्टूबर 2020, 15:57 IST"
    assert cleaned(published=line).published == parse_moment("2020-10-07T15:57")
    assert cleaned().published is None


def test_the_time_of_a_change_is_a_moment_too():
    assert cleaned(updated="8 अक्टूबर 2020").updated == parse_moment("2020-10-08").moment
    record, problem = problem_of(updated="कल")
    assert (record.updated, problem.kind, problem.field) == (None, "bad_date", "updated")


def test_without_a_date_nothing_tells_where_it_comes_from():
    assert cleaned(published_from="given").published_from == ""
    assert cleaned(published_from="given", published="2020-10-07").published_from == "given"


def test_a_page_that_is_all_boilerplate_says_so():
    record, (problem,) = clean(raw(body="Tags\n\nपानी", page=True), rules=shipped())
    assert (record, problem.kind) == (None, "no_body")
    assert "rules" in problem.reason


@pytest.mark.parametrize("text", ["कल", "31 फरवरी 2020", "7/10/20"])
def test_a_date_not_understood_is_told_and_left_out(text):
    record, problem = problem_of(published=text)
    assert record.published is None
    assert (problem.kind, problem.field, problem.excerpt) == ("bad_date", "published", text)
    assert "7 अक्टूबर 2020" in problem.reason


@pytest.mark.parametrize(
    ("source", "default", "url", "expected"),
    [
        ("नमूना", "दूसरा", "https://a.example/1", "नमूना"),
        (" ", "दूसरा", "https://a.example/1", "दूसरा"),
        ("", "", "https://www.a.example:80/1", "a.example"),
        ("\u200d", "", "", UNKNOWN_SOURCE),
    ],
)
def test_the_source_is_the_best_name_there_is(source, default, url, expected):
    record, problems = clean(raw(source=source, url=url), default)
    assert (record.source, problems) == (expected, [])


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://a.example", "/1", "http://", "http://[", "https://a b.example"],
)
def test_only_addresses_of_the_web_are_kept(url):
    record, problem = problem_of(url=url)
    assert (record.url, problem.kind, problem.field) == ("", "bad_url", "url")


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("url", "https://a.example/" + "x" * 1000, ("url", "")),
        ("external_id", "x" * 201, ("external_id", "")),
        ("source", "x" * 201, ("source", UNKNOWN_SOURCE)),
        ("author", "x" * 301, ("byline", "")),
        ("agency", "x" * 61, ("agency", "")),
        ("section", "x" * 201, ("section", "")),
        ("topics", ("x" * 201, "जल"), ("topics", ("जल",))),
        ("topics", ("\ufb03" * 100,), ("topics", ())),
        ("entities", (("x" * 201, ""),), ("entities", ())),
    ],
)
def test_what_is_too_long_is_left_out(field, value, kept):
    record, problem = problem_of(**{field: value})
    assert getattr(record, kept[0]) == kept[1]
    assert problem.kind == "too_long" and len(problem.excerpt) <= LONGEST_EXCERPT


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"title": "क" * 1001}, "too_long"),
        ({"title": "\u200d\x00"}, "no_title"),
        ({"body": " \n"}, "no_body"),
        ({"body": "— । !"}, "no_body"),
    ],
)
def test_an_article_without_title_or_text_is_lost(fields, kind):
    record, problem = problem_of(**fields)
    assert (record, problem.kind) == (None, kind)


def test_topics_and_entities_are_told_once():
    record = cleaned(
        topics=("क़ानून", " कानून ", "जल", "\u200d"),
        entities=(("हिन्द महासागर", "place"), ("हिंद महासागर", ""), ("राम", "person")),
    )
    assert record.topics == ("क\u093cानून", "जल")
    assert record.entities == (("हिन्द महासागर", "place"), ("राम", "person"))


@pytest.mark.parametrize(
    ("head", "place", "agency"),
    [
        ("नई दिल्ली।", "नई दिल्ली", ""),
        ("नई दिल्ली, 7 अक्टूबर (भाषा)।", "नई दिल्ली", "भाषा"),
        ("नयी दिल्ली, सात अक्टूबर (भाषा)", "नयी दिल्ली", "भाषा"),
        ("लखनऊ:", "लखनऊ", ""),
        ("लखनऊ :", "लखनऊ", ""),
        ("पटना, नमूना संवाददाता।", "पटना", ""),
        ("जयपुर -", "जयपुर", ""),
        ("जयपुर–", "जयपुर", ""),
        ("कविता राय, भोपाल।", "भोपाल", ""),
        ("एजेंसी, मुंबई।", "मुंबई", "एजेंसी"),
        ("नमूनाखेड़ा (पीटीआई)।", "नमूनाखेड़ा", "पीटीआई"),
        ("नमूनाखेड़ा।", "नमूनाखेड़ा", ""),
        ("पानी आया।", "", ""),
        ("यह सही है।", "", ""),
        ("सवाल:", "", ""),
        ("दही:", "", ""),
        ("भारत-जापान", "", ""),
        ("बुधवार (2 अप्रैल) को", "", ""),
        ("bus stand -", "", ""),
        ("", "", ""),
    ],
)
def test_the_dateline_tells_place_and_agency(head, place, agency):
    body = f"{head} {REST}"
    assert dateline(body) == (place, agency)
    record = cleaned(body=body)
    assert (record.place, record.agency) == (place, agency)
    assert record.body == body.strip()


def test_a_list_has_no_dateline():
    assert dateline("भारत : 5 मामले\n\nनेपाल : 7 मामले और भी बहुत कुछ") == ("", "")


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("(भाषा)", "भाषा"),
        ("(भाषा)।", "भाषा"),
        ("(वार्ता)", "वार्ता"),
        ("(एजेंसियां)", "एजेंसी"),
        ("(PTI)", "पीटीआई"),
        ("(आईएएनएस)", "आईएएनएस"),
        ("(भाषा के इनपुट के साथ)", "भाषा"),
        ("(पीटीआई-भाषा)", "भाषा"),
        ("(संविधान की भाषा)", ""),
        ("(जारी)", ""),
    ],
)
def test_the_tag_at_the_end_tells_the_agency(end, agency):
    record = cleaned(body=f"{REST} {end}")
    assert record.agency == agency
    assert record.body.endswith(end)


def test_the_field_tells_the_agency_first():
    assert cleaned(agency="IANS", body=f"{REST} (भाषा)").agency == "आईएएनएस"
    assert cleaned(agency="नमूना एजेंसी सेवा").agency == "नमूना एजेंसी सेवा"


def test_the_hashes_see_through_spelling():
    one = cleaned(title="हिन्द की सड़क", source="नमूना", published="2020-10-07")
    two = cleaned(title="हिंद  की सड़क", source="नमूना", published="2020-10-07T10:00")
    assert (one.content_hash, one.heading_hash) == (two.content_hash, two.heading_hash)
    assert len(one.content_hash) == 64


@pytest.mark.parametrize(
    ("field", "value"), [("title", "दूसरा"), ("source", "दूसरा"), ("published", "2020-10-08")]
)
def test_another_source_title_or_day_is_another_heading(field, value):
    known = {"source": "नमूना", "published": "2020-10-07"}
    other = {**known, field: value}
    assert cleaned(**known).heading_hash != cleaned(**other).heading_hash


ANY = st.text(st.characters(exclude_categories=()))


@given(st.tuples(*[ANY] * 9), st.lists(ANY), st.lists(st.tuples(ANY, ANY)))
def test_no_text_raises(texts, topics, entities):
    title, body, source, published, url, author, agency, lead, number = texts
    record, problems = clean(
        RawArticle(
            Origin("a"), title, body, "", source, published, url, author, agency, lead, number,
            tuple(topics), tuple(entities),
        )
    )  # fmt: skip
    assert record or any(problem.fatal for problem in problems)
