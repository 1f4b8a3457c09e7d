"""Runs and their problems in the admin."""

import pytest
from django.contrib.auth.models import Permission

from articles.admin import runs
from articles.ingestion import places
from articles.models import IngestProblem, IngestRun
from tests.articles.admin_forms import a_little_of_everything, path
from tests.builders import json_record, write_lines

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


@pytest.fixture
def failed(tmp_path):
    """A run of which one record failed; it is there to be read again."""
    file = tmp_path / "a.jsonl"
    write_lines(file, json_record(id="1"))
    run = IngestRun.objects.create(inputs=[str(file)], read=90, seconds=30, status="finished")
    stamp = places.stamp(str(file), "")
    IngestProblem.objects.create(
        run=run,
        kind="killed",
        path=str(file),
        line=1,
        reason="?",
        at=[0, 0, 1],
        lost=True,
        stamp=stamp,
    )
    return run


class TestRetry:
    def url(self, run):
        return path("ingestrun", f"{run.pk}/retry/")

    def page(self, client, run):
        return client.get(path("ingestrun", f"{run.pk}/change/")).content.decode()

    def test_a_button_tries_again_and_leads_to_the_new_run(self, admin_client, failed):
        assert self.url(failed) in self.page(admin_client, failed)
        answer = admin_client.post(self.url(failed), follow=True)
        run = IngestRun.objects.get(retry_of=failed)
        assert (run.who, run.stored) == ("admin", 1)
        assert answer.redirect_chain[-1][0] == path("ingestrun", f"{run.pk}/change/")
        assert "1 फिर पढ़े गए, 0 विफल रहे" in answer.content.decode()
        page = self.page(admin_client, failed)
        assert str(run) in page and self.url(failed) not in page

    def test_what_is_mended_already_is_said(self, admin_client, failed):
        admin_client.post(self.url(failed))
        answer = admin_client.post(self.url(failed), follow=True)
        assert "No record" in answer.content.decode()

    @pytest.mark.parametrize("reason", ["many", "fetched", "whole file"])
    def test_much_is_tried_in_a_process_of_its_own(self, admin_client, failed, reason, monkeypatch):
        problem = failed.problems.get()
        if reason == "many":
            problems = [
                IngestProblem(run=failed, path=problem.path, at=[0, 5, n], lost=True)
                for n in range(50)
            ]
            IngestProblem.objects.bulk_create(problems)
        if reason == "fetched":
            failed.problems.update(path="https://namuna.example/1")
        if reason == "whole file":
            failed.problems.update(at=[0])
        begun = []
        monkeypatch.setattr(runs.subprocess, "Popen", lambda command, **kw: begun.append(command))
        answer = admin_client.post(self.url(failed), follow=True)
        assert begun[0][2:] == ["ingest", "--retry", str(failed.pk), "--who", "admin"]
        assert "कोशिश शुरू हुई" in answer.content.decode()
        assert not failed.retries.exists()

    def test_to_look_changes_nothing(self, admin_client, failed):
        admin_client.get(self.url(failed))
        assert not failed.retries.exists()
        assert admin_client.post(path("ingestrun", "999/retry/")).status_code == 404

    def test_one_must_be_allowed_to_add_articles(self, client, failed, django_user_model):
        user = django_user_model.objects.create_user("sita", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="view_ingestrun"))
        client.force_login(user)
        assert self.url(failed) not in self.page(client, failed)
        assert client.post(self.url(failed)).status_code == 403
        assert not failed.retries.exists()

    def test_the_pace_is_shown(self, admin_client, failed):
        assert "3.0 प्रति सेकंड" in self.page(admin_client, failed)
