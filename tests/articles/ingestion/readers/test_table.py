import csv
import io

import pytest

from articles.ingestion.problems import KINDS
from articles.ingestion.readers import Wanted, rows
from articles.ingestion.records import Problem
from tests.articles.ingestion.readers.packing import items_of, kinds, titles

HEADER = ["title", "body", "date", "url", "id"]
ROWS = [
    ["पहला पुल", "पुल बना।\n\nलोग आए, बैठे और गए।", "2023-03-05", "https://namuna.example/1", "1"],
    ["दूसरा पुल", 'उन्होंने कहा, "अच्छा है"।', "2023-03-06", "https://namuna.example/2", "2"],
    ["तीसरा; पुल", "टैब\tऔर | भी।", "2023-03-07", "https://namuna.example/3", "3"],
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "articles.csv"


def written(rows=ROWS, header=HEADER, **dialect) -> str:
    out = io.StringIO()
    csv.writer(out, **dialect).writerows([header, *rows])
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_tables_of_any_dialect_are_read(file, delimiter, quoting, end):
    text = written(delimiter=delimiter, quoting=quoting, lineterminator=end)
    items = items_of(file, text.encode())
    assert [[one.title, one.body, one.published, one.url, one.external_id] for one in items] == ROWS
    assert [one.origin.line for one in items] == [2, 5, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_marks_that_excel_writes_are_no_text(file, encoding):
    data = written(delimiter="\t").encode(encoding)
    assert titles(items_of(file, data)) == [row[0] for row in ROWS]


def test_excel_may_say_what_the_delimiter_is(file):
    data = ("sep=;\r\n" + written(delimiter=";")).encode()
    items = items_of(file, data)
    assert titles(items) == [row[0] for row in ROWS] and items[0].origin.line == 3


def test_lines_may_end_as_on_old_systems(file):
    text = "title,body\rपुल,पुल बना।\rनहर,नहर बनी।\r"
    items = items_of(file, text.encode())
    assert titles(items) == ["पुल", "नहर"] and items[1].origin.line == 3


def test_zeros_are_dropped(file):
    data = written().encode().replace("पुल बना".encode(), "पुल\0 बना".encode(), 1)
    article = items_of(file, data)[0]
    assert article.body == ROWS[0][1] and "\0" not in article.original
    (problem,) = items_of(file, 'title,body\nपुल,"ब\0ना" और\n'.encode())
    assert "\0" not in problem.excerpt


@pytest.mark.parametrize(
    "header",
    [
        "Headline,Text",
        "शीर्षक,पाठ",
        "TITLE , Body",
        "id,headline,x,Article Body".replace("Article Body", "articleBody"),
        "शीर्षक;समाचार",
    ],
)
def test_columns_have_their_usual_names(tmp_path, header):
    delimiter = ";" if ";" in header else ","
    row = delimiter.join(["पुल"] * (header.count(delimiter) + 1))
    (article,) = items_of(tmp_path / "without-a-name", f"{header}\n{row}\n".encode())
    assert (article.title, article.body) == ("पुल", "पुल")


def test_every_fact_may_have_a_column(file):
    header = "शीर्षक,पाठ,स्रोत,तारीख़,पता,लेखक,एजेंसी,विषय,entities,क्रमांक,सारांश"
    row = 'पुल,बना,नमूना,2023-03-05,https://namuna.example/1,क ख,भाषा,"जल, नगर",नमूनापुर|सोनताल,7,छोटा'
    (article,) = items_of(file, f"{header}\n{row}\n".encode())
    assert (article.source, article.published, article.author) == ("नमूना", "2023-03-05", "क ख")
    assert (article.topics, article.external_id) == (("जल", "नगर"), "7")
    assert article.entities == (("नमूनापुर", ""), ("सोनताल", ""))
    assert (article.agency, article.lead) == ("भाषा", "छोटा")
    assert article.original == row


def test_a_column_named_section_gives_topics_and_another_name_the_section(file):
    data = "title,body,section,खंड,modified\nपुल,पुल बना।,खेल,शहर,2023-03-06\n"
    (article,) = items_of(file, data.encode())
    assert (article.topics, article.section) == (("खेल",), "शहर")
    assert article.updated == "2023-03-06"


def test_columns_may_be_named(file):
    text = "Überschrift,title,Inhalt\nपुल,कुछ और,पुल बना।\n"
    wanted = Wanted(columns={"title": "überschrift", "body": "Inhalt"})
    (article,) = items_of(file, text.encode(), wanted)
    assert (article.title, article.body) == ("पुल", "पुल बना।")


@pytest.mark.parametrize(
    ("text", "columns", "words"),
    [
        ("क,ख\n1,2\n", {}, "क, ख"),
        ("title,x\n1,2\n", {}, "the body"),
        ("title,body\n1,2\n", {"date": "Datum"}, "Datum"),
    ],
)
def test_a_table_without_its_columns_says_which_it_has(file, text, columns, words):
    (problem,) = items_of(file, text.encode(), Wanted(columns=columns))
    assert (
        problem.kind == "no_columns" and words in problem.reason and "--columns" in problem.reason
    )


BROKEN = {
    "a quotation mark in a quoted cell": 'टूटी,"उन्होंने "हाँ" कहा",2023-03-05,,9\n',
    "a quotation mark never closed": 'टूटी,"उन्होंने हाँ कहा,2023-03-05,,9\n',
    "one in many lines": 'टूटी,"पहला\n\nदूसरा "हाँ", तीसरा\nचौथा, पाँचवाँ",2023-03-05,,9\n',
    "too many cells": "टूटी,एक, दो, तीन, चार, पाँच, छह, सात\n",
    "no text": "टूटी,,2023-03-05,,9\n",
    "no UTF-8": b"\xff\xfe,x,2023-03-05,,9\n",
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_broken_row_is_one_problem_and_costs_no_other(file, name, place):
    rows_before = written(ROWS[:place], lineterminator="\n")
    rows_after = written(ROWS[place:], lineterminator="\n").partition("\n")[2]
    broken = BROKEN[name] if isinstance(BROKEN[name], bytes) else BROKEN[name].encode()
    items = items_of(file, rows_before.encode() + broken + rows_after.encode())
    assert titles(one for one in items if not isinstance(one, Problem)) == [row[0] for row in ROWS]
    (problem,) = (one for one in items if isinstance(one, Problem))
    assert problem.kind in KINDS and problem.origin.line == rows_before.count("\n") + 1


def test_a_row_without_end_is_given_up_at_a_limit(file, monkeypatch):
    monkeypatch.setattr(rows, "LONGEST_ROW", 500)
    text = 'title,body\nपुल,बना\n"' + "x\n" * 1000 + "नहर,बनी\n"
    assert kinds(items_of(file, text.encode())) == ["", "bad_row", ""]


def test_empty_rows_and_missing_last_cells_are_nothing(file):
    items = items_of(file, "title,body,date\n\n,,\nपुल,बना\n \n".encode())
    assert titles(items) == ["पुल"]


def test_a_table_of_nothing_but_its_header_gives_nothing(file):
    assert items_of(file, b"title,body\n") == []


def test_a_header_may_take_two_lines(file):
    text = '"title","body","और\nकुछ"\nपुल,बना,x\n'
    (article,) = items_of(file, text.encode())
    assert (article.title, article.origin.line) == ("पुल", 3)


def test_a_text_with_commas_is_no_table(tmp_path):
    text = "पुल, नहर और तालाब\n\nपुल बना, नहर खुली, तालाब भरा।\n"
    (article,) = items_of(tmp_path / "page", text.encode())
    assert article.title == "पुल, नहर और तालाब"
