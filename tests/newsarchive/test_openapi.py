"""What programs are told holds: schemathesis asks whatever the description allows."""

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import Phase, settings
from openapi_spec_validator import validate
from schemathesis.checks import positive_data_acceptance

from articles.citations import STYLES
from articles.export import FORMATS
from articles.models import Article, Revision
from newsarchive.machines import OPENAPI
from search.bulk import jobs
from search.facets import FACETS
from search.filters import SearchFilter
from search.state import QueryState
from tests.builders import article, entity, indexed

schema = schemathesis.openapi.from_dict(yaml.safe_load(OPENAPI.read_text(encoding="utf-8")))
schema.app = get_wsgi_application()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
EXAMPLES = 25  # of each operation
SEARCHES = ("/search.", "/trends.")
PLAIN = {"Accept-Encoding": "identity"}  # what is packed nobody unpacks here


@pytest.fixture(autouse=True)
def one_connection():
    """Leave the transaction of a test open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def archive(index):
    """Articles with much and with little to tell, hidden and gone; returns their ids."""
    place = entity("सोनपुर", "place", roman="Sonpur", aliases=["सोन नगर"])
    full = article(
        "तालाब की सफ़ाई",
        topics=["जल"],
        entities=[place],
        published="2020-10-07T15:57+05:30",
        url="https://namuna.example/1",
        agency="परीक्षण वार्ता",
        byline="मालती अवस्थी",
        lead="पहला पैरा",
    )
    Revision.objects.create(article=full, title="तालाब", body="पहले का पाठ", content_hash="1")
    bare = article("नहर पर पुल", published=None)
    hidden = article("छिपा हुआ", status=Article.Status.HIDDEN)
    gone = article("मिटाया हुआ")
    numbers = {"full": full.pk, "bare": bare.pk, "hidden": hidden.pk, "gone": gone.pk}
    gone.delete()
    indexed()
    return numbers


def documented():
    return yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))


def test_the_description_is_valid_and_served(client):
    validate(documented())
    response = client.get("/openapi.yaml")
    assert response["Content-Type"] == "application/yaml"
    assert yaml.safe_load(response.content) == documented()
    again = client.get("/openapi.yaml", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_every_parameter_of_search_is_described():
    search = documented()["paths"]["/search.json"]
    described = search["parameters"] + search["get"]["parameters"]
    names = {one.get("name", one.get("$ref", "").rpartition("/")[2]) for one in described}
    assert names - {"page", "per", "ui", "ifNoneMatch"} == set(SearchFilter.get_filters())
    assert set(FACETS) < names


@pytest.mark.parametrize(
    "path, parameter, known",
    [
        ("/search.{format}", "format", [*FORMATS]),
        ("/articles/{id}.{style}", "style", [*STYLES]),
        ("/trends.{format}", "format", ["csv", "svg", "png"]),
    ],
)
def test_every_format_is_described(path, parameter, known):
    described = documented()["paths"][path]["get"]["parameters"]
    [formats] = [one["schema"]["enum"] for one in described if one.get("name") == parameter]
    assert formats == known


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
def test_nothing_that_the_description_allows_breaks_it(case, archive):
    # A query without meaning is a string like any other, and is refused (400) as described.
    refused = [positive_data_acceptance] if case.path.startswith(SEARCHES) else []
    case.call_and_validate(headers=PLAIN, excluded_checks=refused)


@pytest.mark.parametrize(
    "which, status", [("full", 200), ("bare", 200), ("hidden", 410), ("gone", 410)]
)
@pytest.mark.parametrize("form", ["json", "txt"])
def test_answers_of_articles_are_as_described(archive, which, status, form):
    operation = schema[f"/articles/{{id}}.{form}"]["GET"]
    case = operation.Case(path_parameters={"id": archive[which]})
    response = case.call_and_validate(headers=PLAIN)
    assert response.status_code == status


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("which, status", [("full", 200), ("bare", 200), ("gone", 410)])
def test_references_are_as_described(archive, which, status, style):
    operation = schema["/articles/{id}.{style}"]["GET"]
    case = operation.Case(path_parameters={"id": archive[which], "style": style})
    assert case.call_and_validate(headers=PLAIN).status_code == status


@pytest.mark.parametrize("name", FORMATS)
def test_files_of_results_are_as_described(archive, name):
    operation = schema["/search.{format}"]["GET"]
    case = operation.Case(path_parameters={"format": name}, query={"q": "तालाब", "topic": ["जल"]})
    response = case.call_and_validate(headers=PLAIN)
    assert (response.status_code, response.headers["x-total-count"]) == (200, ["1"])


@pytest.mark.parametrize(
    "query, status",
    [
        ({"q": ["तालाब", "नहर"], "by": "month"}, 200),
        ({"q": ["तालाब"], "split": "source"}, 200),
        ({"q": ["तालाब OR"]}, 400),
    ],
)
@pytest.mark.parametrize("name", ["json", "csv", "svg", "png"])
def test_trends_are_as_described(archive, query, status, name):
    described, which = (
        ("/trends.json", {}) if name == "json" else ("/trends.{format}", {"format": name})
    )
    case = schema[described]["GET"].Case(path_parameters=which, query=query)
    response = case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])
    assert response.status_code == status


def test_a_list_of_queries_is_answered_as_described(archive):
    key = jobs.begin(["तालाब", "तालाब OR"], QueryState()).key
    table, progress = (
        schema[f"/bulk/{{key}}/{name}"]["GET"] for name in ("table.csv", "progress.json")
    )
    asked = {"path_parameters": {"key": key}}
    assert table.Case(**asked).call_and_validate(headers=PLAIN).status_code == 302
    assert progress.Case(**asked).call_and_validate(headers=PLAIN).json()["done"] == 2
    assert table.Case(**asked).call_and_validate(headers=PLAIN).status_code == 200
