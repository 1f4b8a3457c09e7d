"""``manage.py search``: the same answer in the terminal."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.builders import article, entity, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(index):
    place = entity("सोनपुर", "place")
    return indexed(
        article("तालाब की सफ़ाई", topics=["जल"], entities=[place]),
        article("नहर पर पुल", source_name="मसौदा पत्रिका", published=None, body="पुल बना।"),
    )


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("search", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def as_json(*arguments):
    return json.loads(run(*arguments, "--json")[0])


def test_text_shows_each_article_and_the_sum():
    text, _ = run("पुल")
    lines = text.splitlines()
    assert "मसौदा पत्रिका" in lines[0] and "—" in lines[0]
    assert "नहर पर पुल" in lines[1]
    assert lines[-1].startswith("1 articles in ")


def test_json_is_one_object_like_that_of_the_address(client):
    from_command = as_json("तालाब")
    from_address = client.get("/search.json?q=तालाब").json()
    for given in (from_command, from_address):
        given.pop("took_ms")
    assert from_command == from_address


@pytest.mark.parametrize(
    "arguments, total",
    [
        ([], 2),
        (["तालाब"], 1),
        (["--source", "मसौदा पत्रिका"], 1),
        (["--source", "मसौदा पत्रिका", "--source", "नमूना समाचार"], 2),
        (["--not-source", "मसौदा पत्रिका"], 1),
        (["--entity", "सोनपुर"], 1),
        (["--topic", "जल", "--from", "2020", "--to", "2020"], 1),
        (["--from", "2021"], 0),
        (["--", "-तालाब"], 1),
    ],
)
def test_every_filter_of_the_page_is_an_option(arguments, total):
    assert run(*arguments)[0].splitlines()[-1].startswith(f"{total} articles")


def test_order_and_page_are_options():
    given = as_json("--sort", "oldest", "--page", "7", "--per", "50")
    assert given["query"] | {"sort": "oldest", "page": 1, "per": 50} == given["query"]


def test_what_was_not_understood_goes_to_the_error_stream():
    text, errors = run("--from", "कभी", "--topic", "अनजाना")
    assert "from: " in errors and "topic: " in errors
    assert text.startswith("0 articles")


@pytest.mark.parametrize("query", ["तालाब OR", "स्रोत:अनजाना"])
def test_a_query_without_meaning_is_an_error(query):
    with pytest.raises(CommandError):
        run(query)


@pytest.mark.embedded
def test_without_an_index_titles_are_searched_and_it_says_so(index):
    (index / "CURRENT").unlink()
    output, errors = run("तालाब")
    assert "तालाब" in output
    assert "only titles were searched" in errors
