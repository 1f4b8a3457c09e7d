"""Entities are found again in stored articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.fold import fold
from articles.hindi.normalise import normalise
from articles.ingestion import retag as module
from articles.ingestion.entities import Gazetteer
from articles.ingestion.retag import retag, steady_parts
from articles.models import IndexChange, Mention
from tests import builders


def counts():
    return dict(Mention.objects.values_list("article__title", "count"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("हिंद प्रशांत", "हिन्द प्रशान्त"),
        ("चाँदपोखर", "चांदपोखर"),
        ("ज़फ़रगंज", "जफरगञ्ज"),
        ("दुःखहरण", "दु:खहरण"),
        ("कॉफ़ीबाग", "कोफीबाग"),
        ("नई बस्ती", "नयी बस्ती"),
        ("जगत् ताल", "जगत ताल"),
        ("NITI मंच", "NITI मंच"),
        ("Café घर", "Café घर"),
        ("५ नंबर", "5 नम्बर"),
        ("यूएन", "यूएन"),
    ],
)
def test_the_parts_of_a_name_stand_in_every_spelling(name, text):
    text = normalise(text)
    assert Gazetteer([(1, name)]).count(text) == {1: 1}
    assert all(part.lower() in text.lower() for part in steady_parts(name))


# Pieces of words, each in two spellings.
PIECES = [(piece, piece) for piece in "कगजडनमयरसतपहअइईउएआओिीुेोैौ़्ंः "] + [
    ("न्द", "ंद"),
    ("म्प", "ंप"),
    ("चाँ", "चां"),
    ("ज़", "ज"),
    ("ड़ी", "डी"),
    ("कॉ", "को"),
    ("अाम", "आम"),
    ("काेश", "कोश"),
    ("नई ", "नयी "),
    ("पए ", "पये "),
    ("जाएगा ", "जायेगा "),
    ("त् ", "त "),
    ("५", "5"),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_texts_alike_in_their_fold_hold_the_parts_of_one_another(pieces):
    one, other = (normalise("".join(spelling)) for spelling in zip(*pieces, strict=True))
    assert all(part in one for part in steady_parts(one))
    if fold(one) == fold(other):
        assert all(part in other for part in steady_parts(one))
        assert all(part in one for part in steady_parts(other))


@pytest.mark.django_db
def test_articles_that_name_an_entity_get_a_mention():
    builders.article("एक", body="हिन्दताल भर गया। हिंदताल में नाव चली।")
    builders.article("दो", body="कुछ और हुआ।")
    builders.article("तीन", lead="हिंदताल", status="hidden")
    assert retag(builders.entity("हिंदताल")) == (2, True)
    assert counts() == {"एक": 2, "तीन": 1}


@pytest.mark.django_db
def test_names_are_matched_as_at_ingest():
    builders.entity("नया सोनताल")
    builders.article("एक", body="नया सोनताल भरा।")
    builders.article("दो", body="सोनतालपुर में मेला लगा।")
    assert retag(builders.entity("सोनताल")) == (0, True)


@pytest.mark.django_db
def test_a_mention_that_no_name_supports_any_more_goes():
    place = builders.entity("सोनताल")
    builders.article("एक", entities=[place])
    builders.article("दो", entities=[place])
    Mention.objects.filter(article__title="एक").update(origin="text")
    assert retag(place).changed == 1
    assert counts() == {"दो": 1}


@pytest.mark.django_db
def test_doing_it_twice_changes_nothing_and_tells_the_index_nothing():
    place = builders.entity("सोनताल")
    builders.article("एक", body="सोनताल भरा।")
    assert retag(place) == (1, True)
    IndexChange.objects.all().delete()
    assert retag(place) == (0, True)
    assert not IndexChange.objects.exists()


@pytest.mark.django_db
def test_the_index_hears_of_every_change():
    article = builders.article("एक", body="सोनताल भरा।")
    place = builders.entity("सोनताल")
    IndexChange.objects.all().delete()
    retag(place)
    assert set(IndexChange.objects.values_list("article_id", flat=True)) == {article.pk}


@pytest.mark.django_db
def test_it_stops_at_a_limit_and_says_so(monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 2)
    place = builders.entity("सोनताल")
    for title in ("एक", "दो", "तीन"):
        builders.article(title, body="सोनताल भरा।")
    assert retag(place) == (2, False)
    assert counts() == {"दो": 1, "तीन": 1}
    retag(place)
    assert len(counts()) == 3
