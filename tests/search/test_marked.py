"""The words of an article that the reader searched for, and their places."""

import re

import pytest
from django.test import RequestFactory

from search.marked import MOST_PLACES, marked
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def of(made, **address):
    return marked(made, RequestFactory().get("/", address))


def places(texts) -> list[tuple[str, int]]:
    pieces = [*texts.title, *texts.lead, *(piece for text in texts.paragraphs for piece in text)]
    return [(piece.text, piece.number) for piece in pieces if piece.marked]


def html(client, made, **address) -> str:
    return client.get(made.get_absolute_url(), address).content.decode()


@pytest.fixture
def made():
    (one,) = indexed(
        article("तालाब भरे", lead="तालाबों में पानी", body="पुराना तालाब सूखा था।\n\nअब तालाब भरा है।")
    )
    return one


def test_places_are_numbered_from_the_title_to_the_end(made):
    texts = of(made, q="तालाब")
    words = ["तालाब", "तालाबों", "तालाब", "तालाब"]
    assert places(texts) == list(zip(words, range(1, 5), strict=True))
    assert (texts.count, texts.last) == (4, 4)


def test_the_whole_text_is_there_in_pieces(made):
    texts = of(made, q="तालाब")
    assert "".join(piece.text for piece in texts.title) == made.title
    together = ["".join(piece.text for piece in text) for text in texts.paragraphs]
    assert together == made.paragraphs()


@pytest.mark.parametrize(
    "address", [{}, {"q": ""}, {"q": "तालाब", "mark": "0"}, {"q": "पहाड़"}, {"q": "-तालाब"}]
)
def test_nothing_is_marked_that_was_not_asked_for(made, address):
    assert (places(of(made, **address)), of(made, **address).count) == ([], 0)


def test_only_whole_words_are_marked():
    (made,) = indexed(article("जलसा और जल", body="जलपान"))
    assert places(of(made, q="जल")) == [("जल", 1)]


def test_words_in_roman_letters_are_marked_as_they_were_read(made):
    assert ("तालाब", 1) in places(of(made, q="talab"))


def test_other_names_are_marked_too():
    (made,) = indexed(article("यूएन की बैठक", body="संयुक्त राष्ट्र ने कहा।"))
    assert ("संयुक्त राष्ट्र", 2) in places(of(made, q="यूएन"))


def test_a_query_with_an_error_marks_nothing(made):
    assert places(of(made, q="स्रोत:अनजाना तालाब")) == []


def test_so_many_places_have_numbers_and_the_rest_are_marked():
    (made,) = indexed(article(body="जल, " * (MOST_PLACES + 5)))
    texts = of(made, q="जल")
    assert (texts.count, texts.last) == (MOST_PLACES + 5, MOST_PLACES)
    assert places(texts)[-1] == ("जल", 0)


def test_each_place_leads_to_the_ones_beside_it(client, made):
    page = html(client, made, q="तालाब")
    assert re.findall(r'<mark id="(m\d)">', page) == ["m1", "m2", "m3", "m4"]
    assert page.count('href="#m1"') == 2  # from the line above the text, and from the second
    assert page.count('href="#m4"') == 1
    assert 'href="#m5"' not in page
    assert "खोजे गए शब्द 4 जगह" in page


def test_a_single_place_leads_nowhere(client):
    (made,) = indexed(article("तालाब", body="पानी"))
    page = html(client, made, q="तालाब")
    assert '<mark id="m1">' in page and 'class="hop"' not in page


def test_a_marked_text_is_never_markup(client):
    (made,) = indexed(article("<b>तालाब</b>", body="<i>तालाब</i>"))
    page = html(client, made, q="तालाब")
    assert "<i>" not in page and "&lt;b&gt;<mark" in page
