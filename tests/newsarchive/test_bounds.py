"""What one request may take: a body is bounded, and so are the searches of every page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from search.deadline import SearchTimeout
from tests.builders import article, entity, indexed, source, topic
from tests.search.saved.keeping import reader, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
HALF = 2**19  # bytes
TOO_MUCH = "a" * HALF


@pytest.fixture
def small(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = HALF


@pytest.mark.parametrize("path", ["/bulk", "/account/sign-in", "/admin/login/", "/nowhere", "/"])
def test_what_is_too_large_is_refused_with_the_limit_in_both_languages(client, small, path):
    refused = client.post(path, {"queries": TOO_MUCH})
    html = refused.content.decode()
    assert refused.status_code == 413
    assert "0.5 MB तक भेजा जा सकता है" in html and "Up to 0.5 MB can be sent" in html


def test_a_file_counts_before_a_byte_of_it_is_kept(client, small):
    file = SimpleUploadedFile("list.txt", b"a\n" * (HALF // 2))
    assert client.post("/bulk", {"file": file}).status_code == 413


def test_a_form_with_too_many_fields_is_refused_so_too(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    many = {f"field{number}": "x" for number in range(11)}
    assert client.post("/account/sign-in", many).status_code == 413


def test_programs_are_told_in_json(client, small):
    refused = client.post("/search.json", {"q": TOO_MUCH})
    assert refused.status_code == 413
    assert "larger" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("length", "status"), [("", 200), ("0", 200), ("abc", 400), ("-1", 400), ("²", 400)]
)
def test_whatever_is_told_as_the_length_has_an_answer(client, small, length, status):
    assert client.get("/search", CONTENT_LENGTH=length).status_code == status


def test_a_length_beyond_all_numbers_is_too_much(client, small):
    assert client.get("/search", CONTENT_LENGTH="9" * 30).status_code == 413


@pytest.fixture
def no_time(settings):
    """An archive with something to search, in which no search has time enough."""
    made = article(topics=["जल"], entities=[entity()])
    indexed(made)
    settings.SEARCH_TIMEOUT = 1e-9
    return made


@pytest.mark.parametrize(
    "path",
    "search.csv search.jsonl search.atom trends trends.json trends.svg trends.csv".split(),
)
def test_every_search_is_given_up_when_its_time_is_over(client, no_time, path):
    refused = client.get(f"/{path}?q=ता*")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    if path == "trends":
        html = refused.content.decode()
        assert "समय पर पूरा नहीं हुआ" in html and "This took too long" in html


def test_an_article_is_read_without_the_way_through_results_that_take_too_long(client, monkeypatch):
    def slow(*args):
        raise SearchTimeout

    made = article()
    indexed(made)
    monkeypatch.setattr("search.trail.walk", slow)
    html = client.get(f"{made.get_absolute_url()}?q=ता*&pos=1").content.decode()
    assert made.body in html


def test_new_articles_of_a_saved_search_are_given_up_too(client, no_time):
    asha = reader()
    client.force_login(asha)
    path = f"/saved/{saved(asha, 'q=ता*').pk}/new?after=0&upto=99"
    assert client.get(path).status_code == 503


@pytest.mark.parametrize("make", [source, topic, entity], ids=lambda one: one.__name__)
def test_pages_that_count_still_open_or_say_so(client, no_time, make):
    assert client.get(make().get_absolute_url()).status_code in (200, 503)
