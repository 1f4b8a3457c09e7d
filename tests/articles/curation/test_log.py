"""The log of curation."""

from datetime import UTC, datetime

import pytest

from articles.curation import log
from articles.models import Action
from tests import builders

pytestmark = pytest.mark.django_db


def test_an_action_tells_who_did_what_to_what():
    entity = builders.entity("सोनताल")
    log.record(
        "asha", Action.Kind.CONFIRM, entity, {"status": "suggested"}, {"status": "confirmed"}
    )
    action = log.history_of(entity).get()
    assert (action.who, action.kind, action.label) == ("asha", "confirm", "सोनताल")
    assert (action.before, action.after) == ({"status": "suggested"}, {"status": "confirmed"})


def test_the_latest_comes_first_and_only_of_that_row():
    first, other = builders.entity("सोनताल"), builders.entity("रूपताल")
    for entity, kind in [(first, "confirm"), (other, "reject"), (first, "change")]:
        log.record("asha", kind, entity)
    assert [action.kind for action in log.history_of(first)] == ["change", "confirm"]


def test_rows_and_moments_are_kept_as_json():
    entity, moment = builders.entity(), datetime(2020, 10, 7, 15, 57, tzinfo=UTC)
    action = log.record("asha", "change", entity, {"entity": entity, "at": moment, "none": None})
    action.refresh_from_db()
    assert action.before == {"entity": entity.pk, "at": "2020-10-07T15:57:00Z", "none": None}


def test_a_foreign_key_is_kept_as_its_id():
    article = builders.article()
    kept = log.values_of(article, ["title", "source"])
    assert kept == {"title": article.title, "source": article.source_id}


def test_many_rows_have_an_action_each():
    one, two = builders.article(), builders.article()
    log.record_many("asha", "hide", [(row, {"status": "published"}, {}) for row in (one, two)])
    assert list(Action.objects.values_list("object_id", flat=True)) == [two.pk, one.pk]


def test_a_long_title_is_cut_in_the_log():
    article = builders.article(title="तालाब " * 150)
    assert len(log.record("asha", "hide", article).label) == log.LONGEST_LABEL
