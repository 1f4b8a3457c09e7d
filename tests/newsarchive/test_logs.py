"""The log as programs read it: JSON, a number for each request, nothing of what is searched."""

import json
import logging
import re
import sys
from io import StringIO

import pytest

from newsarchive import logs
from search import views

pytestmark = pytest.mark.django_db


def formatter(as_json: bool) -> logging.Formatter:
    """Return what turns an event into a line, as the settings make it."""
    facts = dict(logs.configured(as_json)["formatters"]["line"])
    return facts.pop("()")(**facts)


@pytest.fixture
def lines():
    """All that is logged meanwhile, each line read as JSON."""
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(formatter(as_json=True))
    root, requests = logging.getLogger(), logging.getLogger("django_structlog")
    before = requests.level
    requests.setLevel(logging.INFO)
    root.addHandler(handler)
    yield lambda: [json.loads(one) for one in handler.stream.getvalue().splitlines()]
    root.removeHandler(handler)
    requests.setLevel(before)


def finished(lines) -> dict:
    [line] = [one for one in lines() if one["event"] == "request_finished"]
    return line


def test_an_answer_is_one_line_with_its_time(client, lines):
    client.get("/help")
    line = finished(lines)
    assert (line["request"], line["code"], line["level"]) == ("GET /help", 200, "info")
    assert line["seconds"] > 0


def test_the_reader_gets_the_number_of_the_request(client, lines):
    response = client.get("/help")
    assert re.fullmatch(r"[0-9a-f-]{36}", response.headers["X-Request-ID"])
    assert finished(lines)["request_id"] == response.headers["X-Request-ID"]


def test_what_goes_wrong_meanwhile_has_the_same_number(client, lines, monkeypatch):
    def odd():
        logging.getLogger("search").warning("odd")
        return []

    monkeypatch.setattr(views, "examples", odd)
    client.get("/help")
    [told] = [one for one in lines() if one["event"] == "odd"]
    assert told["request_id"] == finished(lines)["request_id"]


def test_what_is_searched_for_is_not_logged(client, lines):
    client.get("/search?q=तालाब")
    assert finished(lines)["request"] == "GET /search"
    assert "तालाब" not in json.dumps(lines(), ensure_ascii=False)


def test_a_fault_is_told_with_its_place(lines):
    try:
        raise ValueError("कुछ टूटा")
    except ValueError:
        logging.getLogger("articles.trouble").exception("broken")
    [line] = lines()
    assert "ValueError: कुछ टूटा" in line["exception"]


@pytest.mark.parametrize("as_json", [True, False])
def test_no_values_of_variables_are_told(as_json):
    kept = "यह किसी को न बताएँ"
    try:
        raise ValueError(len(kept))
    except ValueError:
        facts = ("search", logging.ERROR, "", 0, "broken", (), sys.exc_info())
        told = formatter(as_json).format(logging.LogRecord(*facts))
    assert "ValueError: 18" in told
    assert kept not in told


def test_the_log_for_people_is_lines():
    record = logging.LogRecord("search", logging.WARNING, "", 0, "%s waits", ("one",), None)
    told = formatter(as_json=False).format(record)
    assert "one waits" in told
    assert "\n" not in told
