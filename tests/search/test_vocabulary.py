"""The words of the index are kept level with it."""

import pytest

from search import indexer, vocabulary
from search.models import Word
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def words():
    return dict(Word.objects.values_list("text", "count"))


@pytest.fixture
def two():
    return indexed(article("नहर", body="लॉकडाउन लगा।"), article("नहर", body="लोकडाउन"))


def test_words_are_counted_by_articles_and_written_as_first_seen(two):
    assert words() == {"नहर": 2, "लोकडाउन": 2, "लगा": 1}
    assert Word.objects.get(text="लोकडाउन").written == "लॉकडाउन"


def test_new_articles_add_to_the_count_and_bring_new_words(two):
    indexed(article("पुल", body="लगा"))
    assert words() == {"नहर": 2, "लोकडाउन": 2, "लगा": 2, "पुल": 1}


def test_a_rebuild_takes_out_words_that_no_article_has_any_longer(two):
    two[0].delete()
    indexer.rebuild()
    assert words() == {"नहर": 1, "लोकडाउन": 1}


def test_a_rebuild_makes_anew_what_is_known_of_a_word(two, monkeypatch):
    Word.objects.update(sounds="x", skeleton="x", written="x", count=9)
    monkeypatch.setattr(vocabulary, "BATCH", 2)
    indexer.rebuild()
    assert words() == {"नहर": 2, "लोकडाउन": 2, "लगा": 1}
    assert Word.objects.get(text="नहर").sounds == "nahar"
    assert Word.objects.get(text="लोकडाउन").written == "लॉकडाउन"


def test_numbers_and_single_letters_are_no_words_of_it():
    indexed(article("2020", body="क 10,000 मेला X ISRO"))
    assert words() == {"मेला": 1, "isro": 1}
