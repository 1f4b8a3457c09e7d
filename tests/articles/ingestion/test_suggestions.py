"""Suggested entities: from an article into the database, to the readers, and never back."""

import pytest

from articles.ingestion import gazetteer, pipeline, suggestions
from articles.ingestion.pipeline import ingest
from articles.models import Article, Entity, Mention
from articles.naming import free_slugs
from tests.builders import entity, json_record, write_lines

pytestmark = pytest.mark.django_db
NAME = "रमेश पंचोली"
BODY = "सोनपुर के विधायक रमेश पंचोली ने कहा कि पुराना पुल जल्द बनेगा।"


@pytest.fixture
def take_in(tmp_path, settings):
    settings.INGEST_WORKERS = 1
    entity("सोनपुर")

    def ingested(*bodies, **facts):
        titles = [facts.pop("title", "पुल बनेगा")] * len(bodies)
        records = [
            json_record(**{"id": f"{body[:9]}{n}", "title": title, "body": body} | facts)
            for n, (title, body) in enumerate(zip(titles, bodies, strict=True))
        ]
        return ingest([write_lines(tmp_path / f"{Article.objects.count()}.jsonl", *records)])

    return ingested


def found():
    return Entity.objects.get(label=NAME)


def sentences(one):
    return [evidence.sentence for evidence in one.suggestion.evidence.all()]


def test_an_unknown_name_becomes_a_suggestion_with_its_evidence(take_in):
    take_in(BODY)
    one = found()
    assert (one.kind, one.status, one.shown) == ("person", Entity.Status.SUGGESTED, False)
    assert sentences(one) == [BODY]
    mention = one.mentions.get()
    assert mention.origin == Mention.Origin.MODEL
    assert 0.5 <= mention.confidence <= 1


def test_a_suggestion_keeps_sentences_of_a_few_articles(take_in):
    others = [BODY.replace("पुराना", word) for word in ("नया", "छोटा", "बड़ा")]
    take_in(BODY)
    take_in(f"कल की बात। {BODY}", *others)
    assert sentences(found()) == [BODY, *others[:2]], "a sentence once, of three articles"
    assert len({one.article_id for one in found().suggestion.evidence.all()}) == 3


def test_an_article_that_changes_takes_its_sentence_along(take_in):
    take_in(BODY, id="क")
    take_in(BODY.replace("पुराना", "नया"), id="क")
    assert sentences(found()) == [BODY.replace("पुराना", "नया")]
    Article.objects.all().delete()
    assert sentences(found()) == []


def test_readers_see_it_once_enough_articles_name_it(take_in, settings, monkeypatch):
    settings.SUGGEST_ARTICLES, settings.SUGGEST_CONFIDENCE = 3, 0.5
    take_in(BODY, f"{BODY} यह तय है।")
    assert not found().shown
    first, queued = set(Article.objects.values_list("pk", flat=True)), set()
    monkeypatch.setattr(suggestions.outbox, "add", queued.update)
    take_in(f"कल की बात। {BODY}")
    assert found().shown
    assert Entity.objects.filter(label=NAME).count() == 1
    assert first < queued, "the earlier articles have to be indexed again"


def test_they_do_not_where_the_model_is_not_sure(take_in, settings):
    settings.SUGGEST_ARTICLES, settings.SUGGEST_CONFIDENCE = 1, 1
    take_in(BODY)
    assert not found().shown


def test_a_rejected_one_never_returns_in_any_spelling(take_in):
    take_in(BODY)
    Entity.objects.filter(pk=found().pk).update(status=Entity.Status.REJECTED, label="कोई और")
    before = Entity.objects.count()
    take_in("कल की बात। " + BODY.replace("पंचोली", "पन्चोली"))
    assert Entity.objects.count() == before
    assert Mention.objects.filter(origin=Mention.Origin.MODEL).count() == 1


def test_a_confirmed_one_is_found_as_known_ones_are(take_in):
    take_in(BODY)
    one = found()
    one.status = Entity.Status.CONFIRMED
    one.save()
    assert one.shown
    take_in(f"कल की बात। {BODY}")
    assert set(one.mentions.values_list("origin", flat=True)) == {"model", "text"}


def test_initials_of_a_known_person_are_not_suggested(take_in):
    known = entity(NAME, "person")
    take_in(BODY.replace("रमेश", "आर."))
    assert known.mentions.get().origin == Mention.Origin.TEXT
    assert not Entity.objects.filter(suggestion__isnull=False, label__endswith="पंचोली").exists()


def test_what_was_merged_is_found_as_what_it_went_into_and_not_suggested(take_in):
    take_in(BODY)
    one, target = found(), entity("रमेश चंद्र पंचोली", "person")
    Entity.objects.filter(pk=one.pk).update(merged_into=target)
    count = Entity.objects.count()
    take_in(f"कल की बात। {BODY}")
    assert set(one.mentions.values_list("origin", flat=True)) == {"model", "text"}
    assert Entity.objects.count() == count


def test_what_is_only_suggested_is_left_to_the_model(take_in):
    take_in(BODY)
    assert gazetteer.current().count(NAME) == {}


def test_a_source_that_names_it_is_proof(take_in):
    take_in(BODY)
    take_in("मेला लगा।", entities=[NAME])
    assert found().shown


def test_the_gazetteer_alone_suggests_nothing(take_in, settings):
    settings.NAMES = "gazetteer"
    take_in(BODY)
    assert not Entity.objects.filter(label=NAME).exists()
    assert suggestions.suggester() is None


def test_a_dry_run_suggests_nothing(take_in, tmp_path):
    path = write_lines(tmp_path / "dry.jsonl", json_record(body=BODY))
    pipeline.ingest([path], dry_run=True)
    assert not Entity.objects.filter(label=NAME).exists()


def test_the_same_article_again_doubles_nothing(take_in):
    take_in(BODY)
    take_in(BODY, title="पुल जल्द बनेगा")
    assert found().mentions.count() == 1


def test_addresses_are_free():
    entity("सोनताल")
    first, second, third = free_slugs(Entity, ["सोनताल", "जलताल", "जलताल"])
    assert len({"सोनताल", first, second, third}) == 4
    assert second == "जलताल"
