"""What programs are told holds: schemathesis asks whatever the description allows."""

import pytest
import schemathesis
import yaml
from django.core.wsgi import get_wsgi_application
from hypothesis import Phase, settings
from openapi_spec_validator import validate
from schemathesis.checks import positive_data_acceptance

from articles.models import Article, Revision
from newsarchive.machines import OPENAPI
from search.facets import FACETS
from search.filters import SearchFilter
from tests.builders import article, entity, indexed

schema = schemathesis.openapi.from_dict(yaml.safe_load(OPENAPI.read_text(encoding="utf-8")))
schema.app = get_wsgi_application()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
EXAMPLES = 25  # of each operation
PLAIN = {"Accept-Encoding": "identity"}  # what is packed nobody unpacks here


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
    described = documented()["paths"]["/search.json"]["get"]["parameters"]
    names = {one.get("name", one.get("$ref", "").rpartition("/")[2]) for one in described}
    assert names - {"page", "per", "ui", "ifNoneMatch"} == set(SearchFilter.get_filters())
    assert set(FACETS) < names


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
def test_nothing_that_the_description_allows_breaks_it(case, archive):
    # A query without meaning is a string like any other, and is refused (400) as described.
    refused = [positive_data_acceptance] if case.path == "/search.json" else []
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
