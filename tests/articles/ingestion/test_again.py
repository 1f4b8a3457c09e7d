"""Stored articles are cleaned again: cut, put back, kept as revisions."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.ingestion.again import clean_again, clean_for
from articles.models import Article, BoilerplateRule, IndexChange, Mention, Revision
from tests import builders

pytestmark = pytest.mark.django_db
LINE = "सोनताल ऐप की पेशकश"
BODY = f"{builders.BODY}\n\n{LINE}\n\nलोग ख़ुश हैं।"


@pytest.fixture
def rule():
    return BoilerplateRule.objects.create(text=LINE, source=builders.source())


def again(**options):
    return clean_again(Article.objects.all(), **options)[:2]


def test_a_new_rule_cuts_from_stored_articles_and_keeps_the_text_before(rule):
    article = builders.article(body=BODY)
    IndexChange.objects.all().delete()
    assert again() == (1, 1)
    article.refresh_from_db()
    assert article.body == f"{builders.BODY}\n\nलोग ख़ुश हैं।"
    assert article.cut == [{"at": 1, "text": LINE, "why": "line"}]
    assert Revision.objects.get().body == BODY
    assert set(IndexChange.objects.values_list("article_id", flat=True)) == {article.pk}
    assert again() == (1, 0)


def test_what_a_rejected_rule_had_cut_comes_back(rule):
    article = builders.article(body=BODY)
    again()
    BoilerplateRule.objects.update(status="rejected")
    assert again() == (1, 1)
    article.refresh_from_db()
    assert (article.body, article.cut) == (BODY, [])
    assert again() == (1, 0)


def test_the_same_input_is_unchanged_afterwards(rule, tmp_path):
    path = builders.write_lines(tmp_path / "एक.jsonl", builders.json_record(body=BODY))
    BoilerplateRule.objects.update(status="rejected")
    call_command("ingest", path)
    BoilerplateRule.objects.update(status="confirmed")
    assert again() == (1, 1)
    call_command("ingest", path)
    assert Revision.objects.count() == 1 and LINE not in Article.objects.get().body


def test_names_that_stood_in_what_was_cut_are_no_longer_mentioned(rule):
    place = builders.entity("सोनताल")
    article = builders.article(body=BODY)
    Mention.objects.create(article=article, entity=place, origin=Mention.Origin.TEXT)
    again()
    assert not Mention.objects.exists()


def test_a_dry_run_counts_and_changes_nothing(rule):
    builders.article(body=BODY)
    assert again(dry_run=True) == (1, 1)
    assert Article.objects.get().body == BODY and not Revision.objects.exists()


def test_an_article_that_is_nothing_but_the_line_stays(rule):
    builders.article(body=LINE)
    assert again() == (1, 0)


def test_shipped_rules_are_for_articles_of_whole_pages():
    BoilerplateRule.objects.create(text="Facebook", origin="shipped")
    body = f"{builders.BODY}\n\nFacebook"
    builders.article(body=body, from_page=True)
    builders.article(body=body)
    assert again() == (2, 1)


def test_a_request_cleans_no_more_than_its_limit(rule):
    for _ in range(3):
        builders.article(body=BODY)
    assert clean_for(BoilerplateRule.objects.all(), 2) == (2, 2, False)
    assert clean_for(BoilerplateRule.objects.all(), 3) == (3, 1, True)


def test_the_command_tells_what_it_did(rule, capsys):
    builders.article(body=BODY)
    builders.article(body=BODY, source_name="मसौदा पत्रिका")
    call_command("clean_again", "--source", "नमूना  समाचार", "--json")
    assert json.loads(capsys.readouterr().out) == {"seen": 1, "changed": 1}
    call_command("clean_again")
    assert capsys.readouterr().out == "seen 2, changed 0\n"


def test_the_command_knows_no_other_source():
    with pytest.raises(CommandError, match="no source"):
        call_command("clean_again", "--source", "अनजाना")
