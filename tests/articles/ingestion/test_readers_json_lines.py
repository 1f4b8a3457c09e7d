import json

import pytest

from articles.ingestion.readers import json_lines
from articles.ingestion.records import Problem
from tests.builders import file_member


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "articles.jsonl"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(json_lines.read(file_member(path)))

    return read


def record(**fields):
    return json.dumps({"title": "नहर में पानी", "body": "पानी आया।", **fields}, ensure_ascii=False)


def test_a_line_is_an_article_and_is_kept_as_read(read):
    line = record(source="नमूना", date="2020-10-07", url="https://a.example/1", lead="सार")
    (article,) = read(f"\n  \n{line}\r\n")
    assert (article.origin.line, article.original) == (3, line)
    assert (article.title, article.body, article.source) == ("नहर में पानी", "पानी आया।", "नमूना")
    assert (article.published, article.url, article.lead) == (
        "2020-10-07",
        "https://a.example/1",
        "सार",
    )


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("published_at", "2020", "published", "2020"),
        ("datePublished", "2020", "published", "2020"),
        ("summary", "सार", "lead", "सार"),
        ("author", ["क", "ख"], "author", "क, ख"),
        ("id", 17, "external_id", "17"),
        ("id", "न-17", "external_id", "न-17"),
        ("topics", "खेल, कला; जल|वन", "topics", ("खेल", "कला", "जल", "वन")),
        ("topics", ["खेल", " "], "topics", ("खेल",)),
        ("entities", ["राम"], "entities", (("राम", ""),)),
        ("entities", [{"label": "राम", "kind": "person"}], "entities", (("राम", "person"),)),
        ("updated_at", "2020-10-08", "updated", "2020-10-08"),
        ("dateModified", "2020-10-08", "updated", "2020-10-08"),
        ("section", "शहर", "section", "शहर"),
        ("articleSection", ["शहर", "खेल"], "section", "शहर"),
        ("date", "2020-10-07", "published_from", "given"),
        ("source", None, "source", ""),
        ("agency", "भाषा\x00", "agency", "भाषा"),
    ],
)
def test_fields_have_other_names_and_forms(read, name, value, field, expected):
    (article,) = read(record(**{name: value}))
    assert getattr(article, field) == expected


@pytest.mark.parametrize("title", ["title", "headline"])
@pytest.mark.parametrize("body", ["body", "text", "content", "articleBody"])
def test_title_and_body_have_other_names(read, title, body):
    (article,) = read(json.dumps({title: "क", body: "ख"}))
    assert (article.title, article.body) == ("क", "ख")


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ('{"title": "क", "body": ', "bad_json", "line 2, column 23"),
        ("कुछ और", "bad_json", "line 2, column 1"),
        (record() + " x", "bad_json", "Extra data"),
        ("[" * 100_000, "bad_json", "nested"),
        ('{"n": ' + "9" * 5000 + "}", "bad_json", "digits"),
        ("[1, 2]", "not_an_object", "a list"),
        ('"शब्द"', "not_an_object", "text"),
        ("null", "not_an_object", "null"),
        (record(title=5), "bad_field", "title is a number"),
        (record(body=["क"]), "bad_field", "body is a list"),
        (record(title=" "), "no_title", "headline"),
        (record(body=None), "no_body", "articleBody"),
    ],
)
def test_a_line_that_is_no_article_is_one_problem_and_the_rest_go_on(read, line, kind, words):
    first, problem, last = read(f"{record(id=1)}\n{line}\n{record(id=3)}\n")
    assert (first.external_id, last.external_id) == ("1", "3")
    assert (problem.kind, problem.fatal, problem.origin.line) == (kind, True, 2)
    assert words in problem.reason and problem.excerpt


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topics", 7),
        ("topics", ["क", 7]),
        ("entities", "राम"),
        ("entities", [3]),
        ("date", 20201007),
        ("id", True),
        ("author", {"name": "क"}),
        ("url", ["https://a.example"]),
    ],
)
def test_an_article_is_kept_without_a_malformed_field(read, field, value):
    problem, article = read(record(**{field: value}))
    assert (problem.kind, problem.field, problem.fatal) == ("bad_field", field, False)
    assert article.title == "नहर में पानी"


def test_halves_of_characters_are_replaced(read):
    problem, article = read('{"title": "क\\ud800ख", "body": "ग\\u0000घ"}')
    assert (problem.kind, problem.field, problem.fatal) == ("bad_characters", "title", False)
    assert (article.title, article.body) == ("क\ufffdख", "गघ")


def test_not_a_number_counts_as_missing(read):
    (article,) = read('{"title": "क", "body": "ख", "date": NaN}')
    assert article.published == ""


def test_a_line_that_is_no_utf8_names_its_byte(read):
    good = record().encode() + b"\n"
    first, problem, last = read(good + b'{"title": "\xff"}\n' + good)
    assert (problem.kind, problem.origin.line) == ("not_utf8", 2)
    assert f"Byte {len(good) + 11} " in problem.reason
    assert first.title == last.title


@pytest.mark.parametrize("length", [100, 101, 5000])
def test_a_line_too_long_is_passed_over(read, monkeypatch, length):
    monkeypatch.setattr(json_lines, "MAX_LINE", 100)
    monkeypatch.setattr(json_lines, "CHUNK", 30)
    start, end = b'{"title": "a", "body": "', b'"}'
    long = start + b"x" * (length - len(start) - len(end)) + end
    items = read(long + b"\n" + b'{"title": "b", "body": "c"}')
    assert [item.origin.line for item in items] == [1, 2]
    assert isinstance(items[0], Problem) == (length > 100)
    assert items[1].title == "b"


def test_the_last_line_may_be_too_long(read, monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_LINE", 100)
    first, problem = read('{"title": "b", "body": "c"}\n' + "x" * 500)
    assert (first.title, problem.kind, problem.origin.line) == ("b", "too_large", 2)


@pytest.mark.parametrize("layout", [{"indent": 2}, {"indent": None}])
def test_a_file_may_be_one_array(read, layout):
    articles = [json.loads(record(id=1)), 3, json.loads(record(id=2))]
    first, problem, last = read(json.dumps(articles, ensure_ascii=False, **layout))
    assert (first.external_id, problem.kind, last.external_id) == ("1", "not_an_object", "2")
    assert json.loads(last.original) == articles[2]
    assert last.origin.line == (8 if layout["indent"] else 1)


def test_a_file_may_be_one_object_over_many_lines(read):
    (article,) = read(json.dumps(json.loads(record(id=1)), indent=1))
    assert (article.external_id, article.origin.line) == ("1", 1)


def test_a_fault_in_a_file_over_many_lines_is_told_once(tmp_path):
    path = tmp_path / "one.json"
    path.write_text('{\n "title": "क",\n "body": oops\n}\n', encoding="utf-8")
    with pytest.raises(json_lines.Unreadable, match="line 3, column 10"):
        list(json_lines.read(file_member(path)))


def test_an_array_that_breaks_off_gives_what_it_holds(tmp_path):
    path = tmp_path / "many.json"
    path.write_text(f"[\n{record(id=1)},\n", encoding="utf-8")
    items = json_lines.read(file_member(path))
    assert next(items).external_id == "1"
    with pytest.raises(json_lines.Unreadable, match="not closed"):
        next(items)


def test_utf16_is_read_line_by_line(read):
    first, last = read(f"{record(id=1)}\n{record(id=2)}".encode("utf-16"))
    assert (first.external_id, last.external_id, last.origin.line) == ("1", "2", 2)
