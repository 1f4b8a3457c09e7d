"""The same documents written by Whoosh's own writer and by ours are the same index."""

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import qparser
from whoosh.filedb.filestore import RamStorage
from whoosh.index import create_in, open_dir
from whoosh.scoring import BM25F

from search.analysis import PARAGRAPH
from search.engines.base import fingerprint
from search.engines.embedded.arrays import DamagedFile
from search.engines.embedded.expansions import after_all_with
from search.engines.embedded.inverting import day_of
from search.engines.embedded.lists import (
    FENCED,
    NOWHERE,
    FieldLists,
    Inverted,
    Terms,
    pack,
    together,
)
from search.engines.embedded.postings import ArrayCache, Segment
from search.engines.embedded.writing import commit, minute_of, write_segment
from search.schema import schema
from tests.builders import document

WORDS = "तालाब तालाबों नहर हिन्द हिंद क़ानून दु:ख कोविड-19 10,000 Delhi पुल, (घाट) । —".split()
TEXT = st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=40).map(" ".join)
DOCUMENTS = st.lists(st.tuples(TEXT, TEXT, st.sets(st.integers(1, 5), max_size=3)), max_size=12)
FIELDS = ("text", "stem", "pk", "source", "agency", "entity", "topic", "day")


def documents_of(facts):
    return [
        document(
            10 * number + 7,
            body,
            2000 + number % 3,
            title=" ".join(title.split()),
            source=1 + number % 2,
            agency="भाषा" if number % 3 else "",
            entities=tuple(entities),
            topics=tuple(sorted(entities)[:1]),
        )
        for number, (title, body, entities) in enumerate(facts)
    ]


def values_of(one):
    """Return what Whoosh is given for a document."""
    text = PARAGRAPH.join((one.title, one.body))
    return {
        "pk": str(one.pk),
        "text": text,
        "stem": text,
        "source": str(one.source),
        "agency": one.agency or None,
        "entity": " ".join(map(str, one.entities)) or None,
        "topic": " ".join(map(str, one.topics)) or None,
        "day": day_of(one.minute) or None,
        "number": one.pk,
        "version": fingerprint(one),
        "minute": minute_of(one),
    }


def by_whoosh(documents):
    index = RamStorage().create_index(schema())
    writer = index.writer()
    for one in documents:
        writer.add_document(**values_of(one))
    writer.commit()
    return index


def by_us(folder, documents):
    index = create_in(folder, schema())
    commit(index, [write_segment(str(folder), documents).segment], ())
    return open_dir(folder)


def content(reader):
    """Return every term of an index with its postings, positions and frequencies."""
    found = {}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        rows = []
        while matcher.is_active():
            places = matcher.value_as("positions") if field == "text" else None
            rows.append((matcher.id(), matcher.weight(), places))
            matcher.next()
        numbers = reader.doc_frequency(field, term), reader.frequency(field, term)
        found[field, term] = rows, *numbers
    return found


@settings(max_examples=60)
@given(DOCUMENTS)
def test_terms_postings_positions_and_lengths_are_those_of_whoosh(tmp_path_factory, facts):
    documents = documents_of(facts)
    ours = by_us(tmp_path_factory.mktemp("index"), documents).reader()
    theirs = by_whoosh(documents).reader()
    assert content(ours) == content(theirs)
    for number in range(len(documents)):
        for field in ("text", "stem"):
            lengths = [one.doc_field_length(number, field) or 0 for one in (ours, theirs)]
            assert lengths[0] == lengths[1]
    assert [ours.field_length(field) for field in FIELDS[:2]] == [
        theirs.field_length(field) for field in FIELDS[:2]
    ]


QUERIES = (
    "तालाब",
    "stem:तालाब",
    "तालाब हिंद",
    "तालाब OR नहर",
    "तालाब NOT पुल",
    '"तालाब हिंद"',
    "ताल*",
    "त?लाब",
    "तलाब~",
    "entity:3",
    "day:[20000101 TO 20010101]",
)


@settings(max_examples=25)
@given(DOCUMENTS)
def test_whooshs_own_searcher_and_parser_find_the_same(tmp_path_factory, facts):
    documents = documents_of(facts)
    indexes = by_us(tmp_path_factory.mktemp("index"), documents), by_whoosh(documents)
    parser = qparser.QueryParser("text", schema(), plugins=None)
    parser.add_plugin(qparser.FuzzyTermPlugin())
    for text in QUERIES:
        query, answers = parser.parse(text), []
        for index in indexes:
            with index.searcher(weighting=BM25F()) as searcher:
                hits = searcher.search(query, limit=None)
                answers.append(sorted((hit.docnum, round(hit.score, 6)) for hit in hits))
        assert answers[0] == answers[1], text


def lists(draw_lists):
    """Return the lists of a field by term, and the same inverted."""
    terms = sorted(draw_lists)
    starts, documents, weights, place_starts, places = [0], [], [], [0], []
    for term in terms:
        for number, found in sorted(draw_lists[term].items()):
            documents.append(number)
            weights.append(sum(found) % 300 + 1)
            places += sorted(found)
            place_starts.append(len(places))
        starts.append(len(documents))
    arrays = [np.array(one, np.int64) for one in (starts, documents, weights, place_starts, places)]
    return terms, Inverted([term.encode() for term in terms], *arrays)


LISTS = st.dictionaries(
    st.text("कखab\uffff", min_size=1, max_size=4),
    st.dictionaries(
        st.integers(0, 2**31 - 1),
        st.sets(st.integers(0, 2**20), min_size=1, max_size=4),
        min_size=1,
    ),
    max_size=8,
)


@given(LISTS)
def test_lists_are_read_as_they_were_packed_whatever_their_widths(drawn):
    terms, inverted = lists(drawn)
    field = FieldLists(pack(inverted))
    assert field.terms.all() == list(field.terms) == inverted.terms
    for row, term in enumerate(terms):
        assert field.terms.find(term.encode()) == row
        documents, weights = field.postings(row)
        assert documents.tolist() == sorted(drawn[term])
        found = [drawn[term][number] for number in sorted(drawn[term])]
        assert weights.tolist() == [sum(places) % 300 + 1 for places in found]
        positions = field.positions(row)
        cut = np.split(positions.places, positions.starts[1:-1])
        assert [one.tolist() for one in cut] == [sorted(places) for places in found]


@given(LISTS, st.text("कखab", min_size=1, max_size=2))
def test_terms_are_found_by_their_beginning(drawn, prefix):
    terms, inverted = lists(drawn)
    field = FieldLists(pack(inverted))
    found = [field.terms[row].decode() for row in rows_with(field, prefix.encode())]
    assert found == [term for term in terms if term.startswith(prefix)]
    assert field.terms.find(b"absent") is None
    some = {term.encode(): len(drawn[term]) for term in terms[:1]}
    assert {k: v for k, v in field.frequencies(list(some)).items() if k in some} == some


def bytes_of(documents):
    return len(pack(lists({"a": {one: {1} for one in documents}})[1])["documents.pool"])


def rows_with(field, prefix):
    return field.terms.between(prefix, after_all_with(prefix))


def test_a_list_takes_as_few_bits_as_suit_it_and_one_large_gap_costs_little():
    assert bytes_of(range(1000)) == 0
    assert bytes_of(range(0, 2000, 2)) <= 1000 * 2 / 8
    assert bytes_of(range(0, 100_000, 100)) <= 1000
    assert bytes_of([*range(0, 50_000, 50), 1_000_000]) <= 2000


@given(LISTS, st.integers(0, 8), st.integers(0, 8))
def test_several_lists_are_read_at_once(drawn, first, number):
    terms, inverted = lists(drawn)
    field, rows = FieldLists(pack(inverted)), range(len(terms))[first : first + number]
    counts, documents = field.documents_of(rows)
    assert counts.tolist() == [len(drawn[terms[row]]) for row in rows]
    assert documents.tolist() == [one for row in rows for one in sorted(drawn[terms[row]])]


@given(LISTS, LISTS)
def test_lists_of_several_fields_are_read_together(one, other):
    drawn = [one, other]
    fields = [FieldLists(pack(lists(each)[1])) for each in drawn]
    wanted = [
        (field, each[term], term)
        for field, each in zip(fields, drawn, strict=True)
        for term in each
    ]
    listed = [field.listed([term.encode()])[0] for field, _, term in wanted]
    if listed:
        counts, postings = together(listed)
        assert counts.tolist() == [len(each) for _, each, _ in wanted]
        assert postings.documents.tolist() == [n for _, each, _ in wanted for n in sorted(each)]
        weights = [sum(each[n]) % 300 + 1 for _, each, _ in wanted for n in sorted(each)]
        assert postings.weights.tolist() == weights
    assert fields[0].listed([b"absent"]) == [NOWHERE]


@given(st.sets(st.binary(min_size=1, max_size=2), max_size=4 * FENCED), st.binary(max_size=3))
def test_a_term_is_found_among_any_number_of_others(words, sought):
    ordered = sorted(words)
    starts = np.cumsum([0, *map(len, ordered)]).astype(np.uint32)
    terms = Terms(np.frombuffer(b"".join(ordered), np.uint8), starts)
    assert terms.place(sought) == bisect_left(ordered, sought)
    for term in {sought, *ordered}:
        assert terms.find(term) == (ordered.index(term) if term in words else None)


def test_a_segment_that_whoosh_wrote_tells_how_many_have_a_term():
    reader = by_whoosh([document(1, "तालाब नहर"), document(2, "तालाब")]).reader()
    terms = [word.encode() for word in ("तालाब", "नहर", "पुल")]
    found = Segment(reader, ArrayCache()).listed("text", terms)
    assert [(one.count, one.lists) for one in found] == [(2, None), (1, None), (0, None)]


def test_matchers_tell_values_and_skip_as_whooshs_do(tmp_path):
    documents = [document(pk, "तालाब नहर तालाब" if pk % 3 else "पुल") for pk in range(40)]
    for index in (by_us(tmp_path, documents), by_whoosh(documents)):
        reader = index.reader()
        matcher = reader.postings("text", "तालाब")
        matcher.skip_to(6)
        assert (matcher.id(), matcher.value_as("positions")) == (7, [50, 52])
        assert matcher.value_as("frequency") == 2
        assert list(matcher.all_ids())[:3] == [7, 8, 10]
        assert reader.postings("pk", "7").value() in (b"", None)
        assert reader.postings("source", "1").value_as("frequency") == 1
        assert reader.first_id("text", "पुल") == 0
        cursor = reader.cursor("text")
        assert (cursor.text(), cursor.find("प"), cursor.next()) == ("तालाब", "पुल", None)


class TestDamage:
    @pytest.fixture
    def written(self, tmp_path):
        index = by_us(tmp_path, [document(1, "तालाब भरा"), document(2, "नहर खुली")])
        return index, next(tmp_path.glob("*.arrays"))

    @pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
    def test_a_file_that_was_cut_off_is_found_at_open(self, written, share):
        index, path = written
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
        with pytest.raises(DamagedFile, match=r"cut off|not readable"):
            index.reader()

    def test_an_altered_directory_is_found_at_open(self, written):
        index, path = written
        content = bytearray(path.read_bytes())
        content[40] ^= 1
        path.write_bytes(content)
        with pytest.raises(DamagedFile, match="directory"):
            index.reader()

    def test_altered_values_are_found_by_verifying(self, written):
        index, path = written
        segment = Segment(index.reader(), ArrayCache())
        segment.verify()
        content = bytearray(path.read_bytes())
        at = content.rindex("नहर".encode())
        content[at] ^= 1
        path.write_bytes(content)
        with pytest.raises(DamagedFile, match="altered"):
            Segment(index.reader(), ArrayCache()).verify()
