"""Lists of queries in whatever way people save them."""

import csv

import pytest

from search.bulk.lists import MOST_BYTES, MOST_QUERIES, BadList, bounded, typed, uploaded

PAIR = ["जल संरक्षण", "तालाब"]


@pytest.mark.parametrize(
    "text, queries",
    [
        ("जल संरक्षण\nतालाब", PAIR),
        ("\r\n  जल संरक्षण \r\n\r\nतालाब\r\n", PAIR),
        ("जल संरक्षण\rतालाब", PAIR),
        ('"जल संरक्षण"\n-खेल, पुल', ['"जल संरक्षण"', "-खेल, पुल"]),
        ("तालाब\nतालाब", ["तालाब", "तालाब"]),
        (" \n\t\n", []),
    ],
)
def test_each_line_is_a_query_as_it_stands(text, queries):
    assert typed(text) == queries
    if queries:
        assert uploaded(text.encode(), "सूची.txt") == queries


@pytest.mark.parametrize(
    "text, queries",
    [
        ("जल संरक्षण,5\nतालाब,3\n", PAIR),
        ("जल संरक्षण;5\nतालाब;3\n", PAIR),
        ("जल संरक्षण\t5\nतालाब\t3\n", PAIR),
        ("query,articles\r\nजल संरक्षण,5\r\nतालाब,3\r\n", PAIR),
        ("खोज\nजल संरक्षण\nतालाब", PAIR),
        ('"जल संरक्षण"\n"तालाब"\n', PAIR),
        ('"""जल संरक्षण"""\n', ['"जल संरक्षण"']),
        ('"जल\nसंरक्षण",5\n,7\n\n', ["जल संरक्षण"]),
        ("जल संरक्षण,5\rतालाब,3\r", PAIR),
        ("'-खेल\n'=1\n'तालाब'", ["-खेल", "=1", "'तालाब'"]),
    ],
)
def test_of_a_table_the_first_column_counts(text, queries):
    assert uploaded(text.encode(), "List.CSV") == queries


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_as_unicode_is_read(encoding):
    assert uploaded("जल संरक्षण\nतालाब".encode(encoding), "list.txt") == PAIR


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "ख़ाली"),
        (b" \n \n", "ख़ाली"),
        (b"PK\x03\x04\x00\x00", "टेक्स्ट की फ़ाइल नहीं"),
        (b"\x89PNG\r\n", "टेक्स्ट की फ़ाइल नहीं"),
        (b"%PDF-1.7", "टेक्स्ट की फ़ाइल नहीं"),
        ("तालाब\nपुल".encode("utf-16-le"), "टेक्स्ट की फ़ाइल नहीं"),
        (b"caf\xe9", "UTF-8"),
        ("तालाब\n".encode()[:-2], "UTF-8"),
        (b"a" * (MOST_BYTES + 1), "1 MB"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data, said):
    with pytest.raises(BadList, match=said):
        uploaded(data, "list.txt")


def test_a_table_with_an_endless_cell_is_refused():
    limit = csv.field_size_limit(1000)
    try:
        with pytest.raises(BadList, match="तालिका"):
            uploaded(b'"' + b"a" * 2000, "list.csv")
    finally:
        csv.field_size_limit(limit)


def test_a_list_has_at_least_one_query_and_a_limit():
    assert bounded(["तालाब"] * MOST_QUERIES)
    with pytest.raises(BadList, match="कम से कम एक"):
        bounded([])
    with pytest.raises(BadList, match="501 खोजें"):
        bounded(["तालाब"] * (MOST_QUERIES + 1))


def test_zero_bytes_that_are_pasted_are_left_out():
    assert typed("ताला\x00ब") == ["तालाब"]
