"""What those who watch the archive are told: healthz, readyz and metrics."""

import re

import pytest
from django.db import DatabaseError
from prometheus_client.parser import text_string_to_metric_families

from articles.models import IndexChange, IngestRun
from newsarchive import health
from search import indexer
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
TOKEN = "a-token-of-the-tests"


def down(*args):
    raise DatabaseError("the disk is gone")


class TestHealth:
    def test_all_is_well(self, client):
        indexed(article())
        response = client.get("/healthz")
        assert (response.status_code, response.json()["status"]) == (200, "ok")
        assert response.json()["waiting"] == 0

    def test_changes_that_wait_are_counted(self, client):
        indexed(article())
        article()
        assert client.get("/healthz").json()["waiting"] > 0

    def test_a_missing_index_is_told(self, client):
        response = client.get("/healthz")
        assert response.status_code == 503
        assert "update_index" in response.json()["index"]

    def test_a_database_that_is_away_is_told(self, client, monkeypatch):
        indexed(article())
        monkeypatch.setattr(indexer, "lag", down)
        response = client.get("/healthz")
        assert response.status_code == 503
        assert response.json()["database"] == "the disk is gone"

    def test_the_answer_is_never_kept(self, client):
        assert "no-store" in client.get("/healthz").headers["Cache-Control"]


class TestReadiness:
    def test_an_archive_with_all_it_needs_is_ready(self, client):
        indexed(article())
        response = client.get("/readyz")
        assert response.status_code == 200, response.json()
        assert response.json() == {
            "status": "ready",
            "database": "ok",
            "index": "ok",
            "lag": "ok",
            "disk": "ok",
        }

    def test_a_missing_index_keeps_readers_away(self, client):
        response = client.get("/readyz")
        assert (response.status_code, response.json()["status"]) == (503, "waiting")
        assert "update_index" in response.json()["index"]

    def test_an_index_far_behind_keeps_readers_away(self, client, settings):
        settings.READY_WAITING = 1
        indexed(article())
        waiting = IndexChange(article_id=1), IndexChange(article_id=2)
        IndexChange.objects.bulk_create(waiting)
        assert client.get("/readyz").json()["lag"] == "2 changes wait to be indexed, more than 1"

    def test_a_full_disk_keeps_readers_away(self, client, settings):
        settings.READY_DISK = 10**9
        indexed(article())
        response = client.get("/readyz")
        assert response.status_code == 503
        assert re.fullmatch(r"\d+ MB free in .+, less than 1000000000", response.json()["disk"])

    def test_a_database_of_an_older_version_keeps_readers_away(self, client, monkeypatch):
        indexed(article())
        monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one"])
        assert "manage.py migrate" in client.get("/readyz").json()["database"]

    @pytest.mark.parametrize("check", ["database", "lag"])
    def test_a_database_that_is_away_is_told(self, client, monkeypatch, check):
        monkeypatch.setattr(health, "MigrationExecutor", down)
        monkeypatch.setattr(indexer, "lag", down)
        assert client.get("/readyz").json()[check] == "the disk is gone"


def figures(client) -> dict:
    """Return what ``/metrics`` tells: by name and labels."""
    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


class TestMetrics:
    @pytest.mark.parametrize("header", ["", "Bearer ", "Bearer other", TOKEN])
    def test_others_see_nothing(self, client, settings, header):
        settings.METRICS_TOKEN = TOKEN
        assert client.get("/metrics", headers={"Authorization": header}).status_code == 404

    def test_without_a_token_nobody_sees_anything(self, client, settings):
        settings.METRICS_TOKEN = ""
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404

    def test_index_outbox_ingests_and_disk(self, client, settings):
        settings.METRICS_TOKEN = TOKEN
        indexed(article())
        IndexChange.objects.create(article_id=1)
        for stored, failed in ((3, 0), (2, 1)):
            status = IngestRun.Status.FINISHED
            IngestRun.objects.create(status=status, read=9, stored=stored, failed=failed)
        told = figures(client)
        assert told["newsarchive_index_articles",] == 1
        assert told["newsarchive_outbox_waiting",] == 1
        assert told["newsarchive_ingest_records_total", "stored"] == 5
        assert told["newsarchive_ingest_records_total", "failed"] == 1
        assert told["newsarchive_ingest_runs", "finished"] == 2
        assert told["newsarchive_ingest_runs", "running"] == 0
        assert told["newsarchive_disk_free_bytes",] > 0

    def test_an_index_that_cannot_be_read_has_no_number(self, client, settings):
        settings.METRICS_TOKEN = TOKEN
        size = figures(client)["newsarchive_index_articles",]
        assert size != size  # not a number

    def test_searches_and_pages_are_timed(self, client, settings):
        settings.METRICS_TOKEN = TOKEN
        indexed(article())
        before = figures(client)
        client.get("/search?q=जल")
        after = figures(client)
        for name in (
            ("newsarchive_engine_seconds_count", "match"),
            ("newsarchive_engine_seconds_count", "page"),
            (
                "django_http_requests_latency_seconds_by_view_method_count",
                "GET",
                "search:search",
            ),
        ):
            assert after[name] > before.get(name, 0), name
