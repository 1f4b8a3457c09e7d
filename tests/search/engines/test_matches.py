"""Requests against the engine find, order and count as a look at every document would."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import DAY, MONTH, NEWEST, OLDEST, RELEVANCE, YEAR, Filter, Request
from search.engines.embedded.engine import WhooshEngine
from search.histogram import period_of
from search.query import parse
from tests.builders import document

WORDS = "जल नहर घाट पुल मेला".split()
MINUTE = timedelta(minutes=1)
FIRST = date(2020, 1, 1)
SORTS = (RELEVANCE, NEWEST, OLDEST)


def made(pk: int, random: Random):
    minute = (datetime(2020, 1, 1) - datetime(1970, 1, 1)) // MINUTE + 720 * random.randrange(20)
    text = " ".join(random.choices(WORDS, [9, 5, 3, 2, 1], k=random.randint(1, 6)))
    return document(
        pk,
        text,
        source=random.randint(1, 3),
        agency=random.choice(["", "क", "ख"]),
        entities=tuple(random.sample(range(1, 8), random.randint(0, 4))),
        topics=tuple(random.sample(range(1, 4), random.randint(0, 2))),
    )._replace(minute=random.choice([minute, minute, minute, None]))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An engine of several segments with deletions, and the documents that it should hold."""
    engine = WhooshEngine(str(tmp_path_factory.mktemp("matches")))
    return engine, filled(engine)


def filled(engine) -> dict:
    """Make an index and change it three times; returns the documents that it should hold."""
    random = Random(3)
    held = {pk: made(pk, random) for pk in range(1, 120)}
    engine.rebuild(iter(held.values()), lambda: ([], []))
    for _ in range(3):
        fresh = {pk: made(pk, random) for pk in random.sample(range(1, 140), 15)}
        gone = set(random.sample(range(1, 120), 8)) - set(fresh)
        engine.write(fresh.values(), gone)
        held = {pk: one for pk, one in (held | fresh).items() if pk not in gone}
    return held


QUERIES = {
    "": lambda words: True,
    "जल": lambda words: "जल" in words,
    "पुल OR मेला": lambda words: "पुल" in words or "मेला" in words,
    "जल नहर": lambda words: "जल" in words and "नहर" in words,
    "जल -घाट": lambda words: "जल" in words and "घाट" not in words,
    "न*": lambda words: "नहर" in words,
    "पानी": lambda words: False,
}
days = st.none() | st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n))
filters = st.one_of(
    st.tuples(st.just("source"), st.just("source"), st.sets(st.integers(1, 4), min_size=1)),
    st.tuples(st.just("agency"), st.just("agency"), st.sets(st.sampled_from("कखग"), min_size=1)),
    st.tuples(st.just("topic"), st.just("topic"), st.sets(st.integers(1, 3), min_size=1)),
    st.tuples(st.sampled_from(["place", "org"]), st.just("entity"), st.sets(st.integers(1, 8))),
)
filters = st.builds(lambda found, exclude: Filter(*found, exclude), filters, st.booleans())
requests = st.builds(
    lambda text, filters, first, last, sort: (
        text,
        Request(parse(text), filters, first, last, sort),
    ),
    st.sampled_from(list(QUERIES)),
    st.lists(filters, max_size=3).map(tuple),
    days,
    days,
    st.sampled_from(SORTS),
)


def values(one, column):
    plural = {"entity": one.entities, "topic": one.topics, "source": (one.source,)}
    return plural.get(column, (one.agency,) if one.agency else ())


def day(one):
    return None if one.minute is None else (datetime(1970, 1, 1) + one.minute * MINUTE).date()


def passes(one, request, without):
    for each in request.filters:
        has = any(value in each.values for value in values(one, each.column))
        if each.name != without and has == each.exclude:
            return False
    dated = request.first or request.last
    if without == "date" or not dated:
        return True
    first, last = request.first or date.min, request.last or date.max
    return one.minute is not None and first <= day(one) <= last


def expected(held, text, request, without=""):
    matching = [one for one in held.values() if QUERIES[text](one.body.split())]
    return [one for one in matching if passes(one, request, without)]


def order(sort, scores):
    if sort == OLDEST:
        return lambda one: (one.minute is None, one.minute or 0, one.pk)
    if sort == NEWEST:
        return lambda one: (one.minute is None, -(one.minute or 0), -one.pk)
    return lambda one: (-scores[one.pk], one.minute is None, -(one.minute or 0), -one.pk)


@settings(max_examples=200)
@given(asked=requests, start=st.integers(0, 130), length=st.integers(1, 40))
def test_pages_have_what_was_asked_for_in_order(archive, asked, start, length):
    engine, held = archive
    text, request = asked
    matches, wanted = engine.match(request), expected(held, text, request)
    assert matches.total == len(wanted)
    ranked = engine.match(Request(request.query, request.filters, request.first, request.last))
    scores = dict(ranked.page(0, 1000))
    wanted.sort(key=order(request.sort, scores))
    page = matches.page(start, start + length)
    assert [pk for pk, _ in page] == [one.pk for one in wanted[start : start + length]]
    assert dict(page) == pytest.approx({pk: scores[pk] for pk, _ in page})


@given(asked=requests, after=st.integers(0, 150), upto=st.none() | st.integers(0, 150))
def test_between_two_moments_is_found_what_came_then(archive, asked, after, upto):
    engine, held = archive
    text, request = asked
    found = engine.match(replace(request, after=after, upto=upto))
    most = 150 if upto is None else upto
    wanted = [one.pk for one in expected(held, text, request) if after < one.pk <= most]
    assert sorted(found.ids()) == sorted(wanted)
    assert found.total == len(wanted)


@settings(max_examples=200)
@given(asked=requests)
def test_each_facet_is_counted_without_its_own_filter(archive, asked):
    engine, held = archive
    text, request = asked
    matches = engine.match(request)
    facets = [(name, name) for name in ("source", "agency", "topic")]
    for column, name in [*facets, ("entity", "place"), ("entity", "org"), ("entity", "")]:
        others = expected(held, text, request, name)
        counted = Counter(value for one in others for value in values(one, column))
        assert matches.counts(column, name) == counted
    days = [found for one in expected(held, text, request, "date") if (found := day(one))]
    for unit in (YEAR, MONTH, DAY):
        assert matches.periods(unit) == Counter(period_of(one, unit).first for one in days)
    assert matches.span() == ((min(days), max(days)) if days else None)
