"""Names of sources, topics and entities: one name once, in whatever spelling."""

import pytest

from articles.models import (
    Alias,
    Source,
    Topic,
)
from tests import builders
from tests.articles.admin_forms import (
    entity_data,
    page,
    path,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["हिंद नमूना", "हिन्द नमूना", "। ।", "\u200d", "क\x00", "क" * 10000, ""]
)
@pytest.mark.parametrize("model", ["source", "topic"])
def test_a_name_that_is_taken_or_none_is_a_form_error(admin_client, model, name):
    Source.objects.create(name="हिन्द नमूना")
    Topic.objects.create(name="हिन्द नमूना")
    answer = admin_client.post(path(model, "add/"), {"name": name, "homepage": ""})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["name"]


def test_a_name_may_be_respelled(admin_client):
    source = Source.objects.create(name="हिन्द नमूना")
    admin_client.post(path("source", f"{source.pk}/change/"), {"name": "हिंद नमूना"})
    source.refresh_from_db()
    assert source.name == "हिंद नमूना"


@pytest.mark.parametrize(
    "data",
    [
        entity_data(label="। ।"),
        entity_data(label="क\x00"),
        entity_data(label="क" * 10000),
        entity_data(aliases=["हिंद", "हिन्द"]),
        entity_data(aliases=["।"]),
        entity_data(aliases=["क" * 10000]),
        entity_data(kind="planet"),
    ],
)
def test_bad_names_of_entities_are_form_errors(admin_client, data):
    answer = admin_client.post(path("entity", "add/"), data)
    assert answer.status_code == 200
    assert answer.context["errors"]


@pytest.mark.parametrize("deleted", [{}, {"DELETE": "on"}])
def test_an_alias_may_not_take_the_name_of_another_one(admin_client, deleted):
    place = builders.entity(aliases=["सागर", "हिंद"])
    first, second = ({"id": alias.pk, "entity": place.pk} for alias in place.aliases.all())
    stored = [first | {"text": "हिन्द"}, second | {"text": "हिंद"} | deleted]
    answer = admin_client.post(page(place), entity_data(stored=stored))
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert Alias.objects.count() == 2


def test_an_alias_can_be_replaced_by_another_spelling(admin_client):
    place = builders.entity(aliases=["हिन्दताल"])
    stored = {"id": place.aliases.get().pk, "entity": place.pk, "text": "हिन्दताल", "DELETE": "on"}
    data = entity_data(stored=[stored], aliases=["हिंदताल"])
    assert admin_client.post(page(place), data).status_code == 302
    assert place.aliases.get().text == "हिंदताल"
