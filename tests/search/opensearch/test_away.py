"""A cluster that does not answer: readers get titles, nothing is lost, nothing is made anew."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from search import deadline, indexer, repair
from search.engines.base import IndexAway, IndexUnavailable, Request, engine
from tests.builders import article

pytestmark = pytest.mark.django_db
NOBODY = "127.0.0.1:1"  # where no program listens


@pytest.fixture(autouse=True)
def away(settings):
    settings.SEARCH_URL = f"opensearch://me:secret@{NOBODY}/news"
    engine.cache_clear()
    yield
    engine.cache_clear()


def test_it_is_told_where_nobody_answers():
    with pytest.raises(IndexAway, match=f"opensearch://{NOBODY}/news does not answer") as caught:
        engine().match(Request())
    assert "secret" not in str(caught.value)


@pytest.mark.django_db(transaction=True)
def test_a_save_is_stored_with_a_warning(caplog):
    article()
    assert (Article.objects.count(), indexer.lag() > 0) == (1, True)
    assert "does not answer" in caplog.text and "wait in the outbox" in caplog.text


def test_readers_find_titles(client):
    article("तालाब की सफ़ाई")
    answer = client.get("/search.json", {"q": "तालाब"})
    assert answer.status_code == 200
    assert [hit["title"] for hit in answer.json()["hits"]] == ["तालाब की सफ़ाई"]


def test_nothing_is_made_anew(monkeypatch, caplog, settings):
    settings.REPAIR_INDEX = True
    begun = []
    monkeypatch.setattr(repair, "rebuild_apart", lambda: begun.append(1))
    article()
    repair.Repair().begin(IndexAway("The cluster is away."))
    assert begun == []
    assert "The cluster is away. Titles" in caplog.text


@pytest.mark.parametrize("command", ["update_index", "check_index"])
def test_commands_say_so(command):
    article()
    with pytest.raises(CommandError, match="does not answer"):
        call_command(command, stdout=StringIO())


def test_healthz_says_so(client):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "does not answer" in answer.json()["index"]
    assert "secret" not in answer.content.decode()


@pytest.fixture
def answering(settings):
    """What answers everything with a status and a reason, in place of a cluster."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.dumps({"error": {"type": server.reason}, "status": server.status}).encode()
            self.send_response(server.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SEARCH_URL = f"opensearch://me:secret@127.0.0.1:{server.server_port}/news"
    engine.cache_clear()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "status, reason, kind, told",
    [
        (401, "security_exception", IndexAway, "refuses this user"),
        (403, "security_exception", IndexAway, "refuses this user"),
        (404, "index_not_found_exception", IndexUnavailable, "no search index yet"),
        (429, "rejected_execution_exception", IndexAway, "cannot answer now"),
        (503, "cluster_block_exception", IndexAway, "cannot answer now"),
        (400, "parsing_exception", IndexAway, "does not understand"),
        (400, "too_many_nested_clauses", deadline.SearchTimeout, "costs too much"),
    ],
)
def test_each_refusal_is_told_in_words(answering, status, reason, kind, told):
    answering.status, answering.reason = status, reason
    with pytest.raises(kind, match=told) as caught:
        engine().match(Request())
    assert type(caught.value) is kind and "secret" not in str(caught.value)


def test_a_search_whose_time_is_over_is_no_fault_of_the_index():
    with deadline.limited(0.000001), pytest.raises(deadline.SearchTimeout):
        engine().match(Request())
