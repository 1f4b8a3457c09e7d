"""What is known of a word: its shape, and the names of the table that stand there."""

import pytest

from articles.hindi.names.features import Features, KnownNames, read_clusters, shape_of
from articles.hindi.names.table import Row
from articles.hindi.names.words import sentences

KNOWN = KnownNames(
    [
        Row("place", "सोनपुर", "", ("नया सोनपुर नगर",)),
        Row("person", "मोहन लाल", "", ("एम. लाल",)),
        Row("organisation", "जल परिषद", "", ()),
    ]
)


@pytest.mark.parametrize(
    "words, marks",
    [
        ("सोनपुर में", "BL1 _"),
        ("नया सोनपुर नगर में", "BL3 IL IL _"),
        ("नया सोनपुर में", "_ BL1 _"),
        ("एम . लाल ने", "BP2 IP IP _"),
        ("मोहन , लाल", "_ _ _"),
        ("जल परिषद सोनपुर", "BO2 IO BL1"),
        ("", ""),
    ],
)
def test_known_names_are_marked(words, marks):
    assert [mark or "_" for mark in KNOWN.mark(words.split())] == marks.split()


@pytest.mark.parametrize(
    "written, shape",
    [("मेला", "d"), ("१२", "0"), ("12", "0"), (".", "."), ("WHO", "A"), ("Who", "Aa"), ("who", "a")],
)
def test_words_have_a_shape(written, shape):
    assert shape_of(written) == shape


def test_a_word_knows_its_neighbours():
    clusters = {"मेला": ("c1", "g0"), "में": ("c2", "g1")}
    (words,) = sentences("सोनपुर में मेला")
    first, middle, last = Features(clusters, KNOWN).of(words)
    assert {"w=सोनपुर", "m=BL1", "+1w=में", "+2c=c1", "-1=^"} <= set(first)
    assert {"c=c2", "-1w=सोनपुर", "+1w=मेला", "-m=BL1", "cc=?d|c1"} <= set(middle)
    assert {"c=c1", "g=g0", "-2w=सोनपुर", "+1=$"} <= set(last)


def test_each_word_of_the_shipped_table_is_in_one_cluster(tmp_path):
    table = tmp_path / "clusters.txt"
    table.write_text("0 मेला हाट\n0 नगर\n1 में\n", encoding="utf-8")
    assert read_clusters(table) == {
        "मेला": ("c0", "g0"),
        "हाट": ("c0", "g0"),
        "नगर": ("c1", "g0"),
        "में": ("c2", "g1"),
    }
    assert len(read_clusters()) > 30_000
