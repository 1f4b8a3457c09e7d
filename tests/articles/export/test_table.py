"""CSV that spreadsheets read as a table of texts, whoever wrote them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.export.records import Record
from articles.export.table import BOM, COLUMNS, cell, lines, row, without_apostrophe, write
from articles.models import Article, Source

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    "text, written",
    [
        ("तालाब भरे", "तालाब भरे"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+91", "'+91"),
        ("-खेल", "'-खेल"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r\n=1+1", "'=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\x1b=1+1", "'=1+1"),
        ("जल\nसंरक्षण\r और\tतालाब", "जल संरक्षण और तालाब"),
        ("2 = 1 + 1", "2 = 1 + 1"),
        ("", ""),
        (7, "7"),
        (-7, "-7"),
    ],
)
def test_no_text_begins_a_formula_and_none_breaks_a_line(text, written):
    assert cell(text) == written


@given(st.text())
def test_whatever_is_written_it_is_no_formula(text):
    assert not cell(text).startswith(tuple(DANGEROUS))


@given(st.text())
def test_what_was_written_is_told_again_on_one_line(text):
    assert without_apostrophe(cell(text)) in (cell(text), cell(text)[1:])
    assert cell(without_apostrophe(cell(text))) == cell(text)


@given(st.lists(st.text(), min_size=1))
def test_cells_are_read_again_as_they_were_written(values):
    line = "".join(lines([values]))
    assert next(csv.reader(io.StringIO(line, newline=""))) == [cell(value) for value in values]
    assert line.count("\n") == 1


def test_each_cell_is_in_quotes_lest_a_semicolon_divide_it():
    assert "".join(lines([['जल;=1+1,"']])) == '"जल;=1+1,"""\r\n'


def record(**facts):
    made = Article(pk=7, source=Source(name="नमूना समाचार"), title="तालाब भरे", **facts)
    names = [("सोनताल", "place"), ("रमा", "person"), ("देवघाटी", "place"), ("जल पर्व", "other")]
    return Record(made, ["जल", "शहर"], names)


def test_names_stand_in_the_column_of_their_kind():
    told = dict(zip(COLUMNS, row(record(), "https://sangrah.example"), strict=True))
    assert told["places"] == "सोनताल; देवघाटी" and told["persons"] == "रमा"
    assert (told["organisations"], told["other_names"]) == ("", "जल पर्व")
    assert told["topics"] == "जल; शहर"
    assert told["archive_url"] == "https://sangrah.example/articles/7/"


def test_the_header_comes_even_where_no_article_follows():
    assert "".join(write([], "")) == BOM + ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"
