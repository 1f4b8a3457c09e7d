"""Runs and their problems in the admin."""

import pytest

from articles.models import (
    IngestProblem,
    IngestRun,
)
from tests.articles.admin_forms import (
    a_little_of_everything,
    path,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return a_little_of_everything()


def test_a_run_shows_its_first_problems_and_leads_to_all(admin_client, archive):
    run = IngestRun.objects.get()
    IngestProblem.objects.bulk_create(
        IngestProblem(run=run, kind="bad_date", path="नमूना", line=n, reason="?") for n in range(150)
    )
    page = admin_client.get(path("ingestrun", f"{run.pk}/change/"))
    assert len(page.context["inline_admin_formsets"][0].formset.forms) == 100
    link = path("ingestproblem", f"?run={run.pk}")
    assert f'href="{link}">151<' in page.content.decode()
    assert admin_client.get(link).context["cl"].result_count == 151


def test_problems_are_narrowed_by_kind_and_searched_by_path(admin_client, archive):
    run = IngestRun.objects.get()
    IngestProblem.objects.create(run=run, kind="bad_date", path="दूसरी.jsonl", reason="?")
    for query in ({"kind": "bad_date"}, {"q": "दूसरी"}):
        (problem,) = admin_client.get(path("ingestproblem"), query).context["cl"].result_list
        assert problem.kind == "bad_date"
    assert "तारीख़ समझ में नहीं आई" in admin_client.get(path("ingestproblem")).content.decode()


@pytest.mark.parametrize(("word", "found"), [("एक.jsonl", 1), ("नमूना/", 1), ("दो", 0)])
def test_runs_are_searched_by_what_they_read(admin_client, archive, word, found):
    page = admin_client.get(path("ingestrun"), {"q": word})
    assert page.context["cl"].result_count == found
