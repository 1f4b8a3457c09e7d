"""The evaluator finds what Whoosh's own searcher finds, with the same scores."""

import os
from datetime import datetime
from random import Random

import numpy as np
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.analysis import SimpleAnalyzer
from whoosh.fields import DATETIME, ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.query.terms import MultiTerm
from whoosh.scoring import BM25F

from search.engines.embedded.engine import WhooshEngine
from search.engines.embedded.evaluate import Evaluator
from search.engines.embedded.postings import ArrayCache, Segment
from search.engines.embedded.scoring import Statistics
from tests.builders import document
from tests.search.engines.mended import mended

EXAMPLES = int(os.environ.get("IDENTITY_EXAMPLES", "300"))
WORDS = "अगर आम कमल कमरा कम कल काम नदी नहर नगर पुल पानी".split()
WEIGHTS = [12, 9, 7, 5, 4, 3, 3, 2, 2, 1, 1, 1]
YEARS = range(2010, 2016)
BOOSTS = st.sampled_from([1.0, 1.0, 0.5, 2.5])


def text(random: Random) -> str:
    return " ".join(random.choices(WORDS, WEIGHTS, k=random.randint(1, 14)))


def row(number: int, random: Random) -> dict:
    """Return the values of a document of the simple schema, some of which may be missing."""
    values = {"pk": str(number), "body": text(random), "tags": " ".join(random.sample(WORDS, 2))}
    if random.random() < 0.7:
        values["title"] = text(random)
        values["year"] = random.choice(YEARS)
        values["moment"] = datetime(random.choice(YEARS), 1, random.randint(1, 28))
    return values


def simple_index(folder):
    """Return an index of Whoosh's own codec: several segments, some documents deleted."""
    analyzer = SimpleAnalyzer(r"\S+")
    schema = Schema(
        pk=ID(unique=True),
        title=TEXT(analyzer=analyzer, field_boost=2.0),
        body=TEXT(analyzer=analyzer),
        tags=KEYWORD,
        year=NUMERIC(bits=32),
        moment=DATETIME,
    )
    index, random = create_in(folder, schema), Random(5)
    for first in range(0, 160, 40):
        writer = index.writer(compound=False)
        for number in range(first, first + random.randint(5, 40)):
            writer.add_document(**row(number, random))
        writer.commit(merge=False)
    writer = index.writer(compound=False)
    for number in random.sample(range(160), 40):
        writer.delete_by_term("pk", str(number))
    writer.commit(merge=False)
    return index


def product_index(folder):
    """Return an index as the archive writes it, from several writes with changes and removals."""
    engine, random = WhooshEngine(str(folder)), Random(6)

    def documents(count):
        for _ in range(count):
            pk = random.randint(1, 150)
            tags = tuple(random.sample(range(1, 9), 2))
            yield document(pk, text(random), title=text(random), source=pk % 3, entities=tags)

    engine.rebuild(iter({one.pk: one for one in documents(90)}.values()), lambda: ([], []))
    for count in (30, 5, 1):
        engine.write({one.pk: one for one in documents(count)}.values(), [count, count + 1])
    return engine.storage.open(engine.storage.current())


class Both:
    """An index asked by Whoosh's searcher and by the evaluator: scores by document number."""

    def __init__(self, index, **parameters):
        self.searcher = index.searcher(weighting=BM25F(**parameters))
        statistics, cache = Statistics(self.searcher), ArrayCache()
        self.parts = [
            (offset, Evaluator(leaf, Segment(leaf.reader(), cache), statistics))
            for leaf, offset in self.searcher.leaf_searchers()
        ]

    def whoosh(self, query) -> dict[int, float]:
        results = self.searcher.search(query, limit=None)
        return {number: score for score, number in results.top_n}

    def ours(self, query, scored=True) -> dict[int, float]:
        found = {}
        for offset, evaluator in self.parts:
            part = (evaluator if scored else evaluator.unscored()).found(query)
            scores = part.scores if scored else np.zeros(len(part.rows))
            found |= zip((part.rows + offset).tolist(), scores.tolist(), strict=True)
        return found


@pytest.fixture(scope="module")
def simple(tmp_path_factory):
    return Both(simple_index(tmp_path_factory.mktemp("simple")))


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    return Both(product_index(tmp_path_factory.mktemp("product")), B=0.75, K1=0.9)


def words():
    return st.sampled_from([*WORDS, "कुछनहीं"])


def terms(fields):
    return st.builds(whoosh.Term, st.sampled_from(fields), words(), boost=BOOSTS)


def phrases(field):
    several = st.lists(words(), min_size=1, max_size=3)
    return st.builds(whoosh.Phrase, st.just(field), several, st.integers(1, 4), boost=BOOSTS)


def constant(query):
    """Return the query in which all that stands for many terms scores alike, as ours does."""
    alike = getattr(query, "constantscore", False) and isinstance(query, MultiTerm)
    return whoosh.ConstantScoreQuery(query, query.boost) if alike else query


def expanding(field):
    """Return queries that stand for many terms."""
    start = st.sampled_from(["क", "कम", "न", "अ", "ब"])
    patterns = st.sampled_from(["क*ल", "न?र", "*म", "*", "[कन]*"])
    expressions = st.sampled_from(["क.*ल", "नह?र", ".*", "(आम|काम)$"])
    ends = st.none() | words()
    flags = st.booleans()
    return st.one_of(
        st.builds(whoosh.Prefix, st.just(field), start, boost=BOOSTS),
        st.builds(whoosh.Wildcard, st.just(field), patterns, boost=BOOSTS),
        st.builds(whoosh.Regex, st.just(field), expressions, boost=BOOSTS),
        st.builds(whoosh.FuzzyTerm, st.just(field), words(), boost=BOOSTS),
        st.builds(whoosh.TermRange, st.just(field), ends, ends, flags, flags, boost=BOOSTS),
    )


def scored_by_terms(field):
    """Return queries that stand for many terms of which each counts."""
    start = st.sampled_from(["क", "कम", "न"])
    return st.one_of(
        st.builds(whoosh.Prefix, st.just(field), start, boost=BOOSTS, constantscore=st.just(False)),
        st.builds(whoosh.Variations, st.just(field), words(), boost=BOOSTS),
    )


years = st.none() | st.integers(YEARS.start - 1, YEARS.stop)
days = st.none() | st.datetimes(datetime(2009, 1, 1), datetime(2017, 1, 1))
numeric = st.builds(
    whoosh.NumericRange, st.just("year"), years, years, st.booleans(), st.booleans(), boost=BOOSTS
) | st.builds(whoosh.DateRange, st.just("moment"), days, days, boost=BOOSTS)


def left_to_whoosh(field):
    """Return queries that the evaluator does not know."""
    several = st.lists(terms([field]), min_size=2, max_size=3)
    return st.one_of(
        st.builds(whoosh.Sequence, several),
        st.builds(whoosh.Otherwise, terms([field]), terms([field])),
    )


def leaves(fields, *others):
    every = st.builds(whoosh.Every, st.sampled_from([None, *fields]), boost=BOOSTS)
    unknown = st.just(whoosh.Term("unknown", "कल")) | st.just(whoosh.NullQuery)
    found = terms(fields)
    return st.one_of(found, found, found, phrases(fields[0]), every, unknown, *others)


def compounds(parts):
    several = st.lists(parts, min_size=1, max_size=4)
    negated = st.lists(parts.map(whoosh.Not), max_size=2)
    both = st.builds(lambda some, away: whoosh.And(some + away), several, negated)
    return st.one_of(
        both,
        st.builds(whoosh.And, several, boost=BOOSTS),
        st.builds(whoosh.Or, several, boost=BOOSTS),
    )


def all_compounds(parts):
    several = st.lists(parts, min_size=1, max_size=4)
    pairs = [whoosh.AndNot, whoosh.AndMaybe, whoosh.Require]
    return st.one_of(
        compounds(parts),
        st.builds(whoosh.DisjunctionMax, several, boost=BOOSTS),
        st.builds(whoosh.ConstantScoreQuery, parts, st.sampled_from([0.0, 1.0, 3.0])),
        st.builds(whoosh.Not, parts),
        *(st.builds(kind, parts, parts) for kind in pairs),
    )


def trees(leaf, combined=all_compounds):
    return st.recursive(leaf, combined, max_leaves=8)


SIMPLE = leaves(
    ["body", "title", "tags"],
    expanding("body"),
    scored_by_terms("body"),
    left_to_whoosh("body"),
)
PRODUCT = leaves(["text", "stem"], expanding("text"))


def assert_same(both, query):
    note(query)
    assert both.ours(query) == pytest.approx(
        both.whoosh(query.accept(constant)), rel=1e-6, abs=1e-9
    )
    assert both.ours(query, scored=False).keys() == both.ours(query).keys()


@settings(max_examples=EXAMPLES)
@given(query=trees(SIMPLE | numeric, compounds))
def test_whoosh_as_it_is_finds_the_same(simple, query):
    assert_same(simple, query)


@settings(max_examples=EXAMPLES)
@given(query=trees(SIMPLE | numeric))
def test_all_trees_find_the_same_where_whoosh_is_mended(simple, query):
    with mended():
        assert_same(simple, query)


@settings(max_examples=EXAMPLES)
@given(query=trees(PRODUCT))
def test_the_archives_own_index_answers_as_whoosh_would(product, query):
    with mended():
        assert_same(product, query)


def test_a_bonus_for_matching_several_terms_is_left_to_whoosh(simple):
    """Its scores change in Whoosh when one of the terms is used up, so they are not compared."""
    query = whoosh.Or([whoosh.Term("body", "कमल"), whoosh.Term("body", "नदी")], scale=0.5)
    assert simple.ours(query).keys() == simple.whoosh(query).keys() != set()
