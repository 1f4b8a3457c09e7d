"""Storing: new, changed, copied and refused records, and what a curator did stays."""

from dataclasses import replace
from datetime import date

import pytest

from articles.ingestion import store as storing
from articles.ingestion.rules import Rule, Rules, index
from articles.ingestion.store import Store
from articles.models import (
    Article,
    Entity,
    IndexChange,
    IngestRun,
    Mention,
    Revision,
    Source,
    Topic,
)
from tests.builders import entity, record

pytestmark = pytest.mark.django_db
LONG = "पुराने तालाब की सफ़ाई का काम कल पूरा हुआ और मोहल्ले के लोग बहुत खुश दिखे"


def store(*records, dry_run=False):
    return Store(IngestRun.objects.create(), dry_run).write(list(records))


def counts(*records, **options):
    return dict(store(*records, **options).counts)


def numbered(number="1", **facts):
    return record(external_id=number, **facts)


class TestNew:
    def test_all_facts_are_stored(self):
        made = record(
            external_id="7",
            url="https://namuna.example/7",
            author="रमा देवी",
            agency="परीक्षण वार्ता",
            lead="छोटा उपशीर्षक",
            published="2020-10-07T00:30+05:30",
            topics=("जल", "खेल"),
            original="जैसा पढ़ा गया",
        )
        assert counts(made) == {"stored": 1}
        article = Article.objects.get()
        assert (article.source.name, article.external_id) == ("नमूना समाचार", "7")
        assert (article.url, article.byline) == ("https://namuna.example/7", "रमा देवी")
        assert (article.agency, article.lead) == ("परीक्षण वार्ता", "छोटा उपशीर्षक")
        assert (article.original, article.precision) == ("जैसा पढ़ा गया", "minute")
        assert article.published_on == date(2020, 10, 7)
        assert {topic.name for topic in article.topics.all()} == {"जल", "खेल"}
        assert article.run == IngestRun.objects.get()
        assert article.status == Article.Status.PUBLISHED

    def test_where_facts_come_from_and_what_was_cut_are_stored(self):
        rules = Rules(index([Rule.of("Facebook", "line")]))
        made = record(
            rules=rules,
            page=True,
            body=f"{LONG}।\n\nFacebook",
            published="2020-10-07",
            published_from="json-ld",
            updated="2020-10-08T10:00+05:30",
            section="शहर",
        )
        store(made)
        article = Article.objects.get()
        assert (article.published_from, article.section) == ("json-ld", "शहर")
        assert article.updated_by_source == made.updated
        assert (article.body, article.from_page) == (f"{LONG}।", True)
        assert article.cut == [{"at": 1, "text": "Facebook", "why": "line"}]

    def test_each_stored_article_is_noted_for_the_index(self):
        store(numbered("1"), numbered("2", title="और"))
        waiting = set(IndexChange.objects.values_list("article_id", flat=True))
        assert waiting == set(Article.objects.values_list("pk", flat=True))

    def test_spellings_of_one_source_and_topic_are_one(self):
        store(
            numbered("1", source="हिन्द पत्रिका", topics=("क़ानून",)),
            numbered("2", source="हिंद पत्रिका", topics=("कानून",), title="और"),
        )
        assert (Source.objects.count(), Topic.objects.count()) == (1, 1)

    def test_an_undated_article_has_no_day(self):
        store(record())
        article = Article.objects.get()
        assert (article.published_at, article.published_on, article.precision) == (None, None, "")


class TestAgain:
    def test_the_same_again_is_unchanged_and_not_indexed_again(self):
        made = record(url="https://namuna.example/7")
        store(made)
        IndexChange.objects.all().delete()
        assert counts(made) == {"unchanged": 1}
        assert (Article.objects.count(), IndexChange.objects.count()) == (1, 0)

    def test_a_change_keeps_the_text_before(self):
        store(numbered(title="पहला शीर्षक", body=LONG))
        assert counts(numbered(title="दूसरा शीर्षक", body=LONG + " कल")) == {"updated": 1}
        article, before = Article.objects.get(), Revision.objects.get()
        assert (article.title, before.title) == ("दूसरा शीर्षक", "पहला शीर्षक")
        assert (before.article, before.body) == (article, LONG)

    def test_a_change_of_other_facts_keeps_no_text(self):
        store(numbered(author="रमा"))
        assert counts(numbered(author="उमा")) == {"updated": 1}
        assert (Article.objects.get().byline, Revision.objects.count()) == ("उमा", 0)

    def test_what_the_input_no_longer_tells_stays(self):
        told = {"author": "रमा", "published": "2020-10-07", "lead": "उपशीर्षक", "section": "शहर"}
        store(numbered(**told, updated="2020-10-08", published_from="given"))
        store(numbered(title="नया शीर्षक"))
        article = Article.objects.get()
        assert (article.section, article.published_from) == ("शहर", "given")
        assert article.updated_by_source.isoformat() == "2020-10-07T18:30:00+00:00"
        assert (article.byline, article.lead) == ("रमा", "उपशीर्षक")
        assert article.published_on == date(2020, 10, 7)

    def test_a_hidden_article_stays_hidden(self):
        store(numbered())
        Article.objects.update(status=Article.Status.HIDDEN)
        store(numbered(title="नया शीर्षक"))
        assert Article.objects.get().status == Article.Status.HIDDEN

    def test_topics_of_a_curator_stay_and_new_ones_come(self):
        store(numbered(topics=("जल",)))
        Article.objects.get().topics.add(Topic.objects.create(name="मेला"))
        store(numbered(topics=("खेल",), title="नया शीर्षक"))
        assert {topic.name for topic in Article.objects.get().topics.all()} == {
            *("जल", "मेला", "खेल")
        }

    def test_an_edit_is_not_undone_by_the_same_input(self):
        made = numbered(title="पहला शीर्षक")
        store(made)
        article = Article.objects.get()
        article.title = "सुधारा हुआ शीर्षक"
        article.save()
        assert counts(made) == {"unchanged": 1}
        assert Article.objects.get().title == "सुधारा हुआ शीर्षक"


class TestTwice:
    def test_one_record_twice_in_a_run_is_a_duplicate(self):
        assert counts(numbered(), numbered()) == {"stored": 1, "duplicates": 1}

    def test_two_versions_in_one_run_are_stored_in_order(self):
        assert counts(numbered(title="पहला"), numbered(title="दूसरा")) == {
            "stored": 1,
            "updated": 1,
        }
        assert Article.objects.get().title == "दूसरा"

    def test_two_versions_in_one_file_read_again_change_nothing(self):
        versions = numbered(title="पहला"), numbered(title="दूसरा")
        store(*versions)
        store(*versions)
        assert Revision.objects.count() == 1

    def test_the_same_words_under_two_addresses_are_one_article(self):
        one, other = (record(url=f"https://namuna.example/{number}") for number in (1, 2))
        assert counts(one, other) == {"stored": 1, "duplicates": 1}
        assert counts(other) == {"duplicates": 1}

    def test_the_same_words_in_two_sources_are_two_articles(self):
        assert counts(record(), record(source="मसौदा पत्रिका")) == {"stored": 2}

    def test_a_daily_column_keeps_all_its_days_and_stories(self):
        made = [
            record(title="आज का विचार", body=f"{word} पर लंबा विचार {word} और {word}", published=day)
            for word, day in (("जल", "2020-10-07"), ("वायु", "2020-10-07"), ("भूमि", "2020-10-08"))
        ]
        assert counts(*made) == {"stored": 3}
        assert counts(*made) == {"unchanged": 3}


class TestEntities:
    def test_mentions_are_stored_with_their_counts(self):
        name = entity("सोनपुर")
        store(replace(numbered(), mentions={name.pk: 3}))
        mention = Mention.objects.get()
        assert (mention.entity, mention.count, mention.origin) == (name, 3, Mention.Origin.TEXT)

    def test_entities_of_the_input_are_linked_and_unknown_ones_suggested(self):
        name = entity("सोनपुर", aliases=["सोन नगर"])
        store(numbered(entities=(("सोन नगर", "place"), ("रमा", "person"), ("कुछ", "nonsense"))))
        assert name.articles.count() == 1
        assert Entity.objects.get(label="रमा").status == Entity.Status.SUGGESTED
        assert Entity.objects.get(label="रमा").kind == Entity.Kind.PERSON
        assert Entity.objects.get(label="कुछ").kind == Entity.Kind.OTHER
        assert set(Mention.objects.values_list("origin", flat=True)) == {Mention.Origin.INPUT}

    def test_a_rejected_entity_is_neither_linked_nor_made_again(self):
        entity("मनमौजी", status=Entity.Status.REJECTED)
        store(numbered(entities=(("मनमौजी", ""),)))
        assert (Entity.objects.count(), Mention.objects.count()) == (1, 0)

    def test_what_a_curator_linked_stays_and_the_rest_is_made_anew(self):
        found, gone, linked = entity("सोनपुर"), entity("रामगढ़"), entity("मोहन", "person")
        store(replace(numbered(), mentions={gone.pk: 1}))
        Mention.objects.create(article=Article.objects.get(), entity=linked)
        store(replace(numbered(title="नया शीर्षक"), mentions={found.pk: 2, linked.pk: 4}))
        shown = {mention.entity: mention.origin for mention in Mention.objects.all()}
        assert shown == {found: Mention.Origin.TEXT, linked: Mention.Origin.CURATOR}


class TestRefused:
    def test_what_the_database_refuses_stops_nothing_else(self, monkeypatch):
        monkeypatch.setattr(storing, "fill", refusing(storing.fill, "बुरा"))
        result = store(*(numbered(title, title=title) for title in ("एक", "बुरा", "दो")))
        assert dict(result.counts) == {"stored": 2, "failed": 1}
        assert [problem.kind for problem in result.problems] == ["refused"]
        assert {article.title for article in Article.objects.all()} == {"एक", "दो"}

    def test_a_refused_version_leaves_the_one_before(self, monkeypatch):
        store(numbered(title="पहला"))
        monkeypatch.setattr(storing, "fill", refusing(storing.fill, "बुरा"))
        assert counts(numbered(title="बुरा")) == {"failed": 1}
        assert (Article.objects.get().title, Revision.objects.count()) == ("पहला", 0)


def refusing(fill, title):
    """Return ``fill``, but that it makes an article without a body of the one with this title."""

    def fill_or_spoil(article, made, *rest):
        fill(article, made, *rest)
        if made.title == title:
            article.body = ""

    return fill_or_spoil


class TestDryRun:
    def test_all_is_decided_and_nothing_stored(self):
        store(numbered("1"))
        before = Source.objects.count(), IndexChange.objects.count(), Entity.objects.count()
        news = numbered("2", source="नया पत्र", topics=("जल",), entities=(("रमा", ""),), title="और")
        changed = numbered("1", title="बदला")
        assert counts(news, changed, dry_run=True) == {"stored": 1, "updated": 1}
        assert Article.objects.get().title != "बदला"
        assert Topic.objects.count() == Revision.objects.count() == 0
        after = Source.objects.count(), IndexChange.objects.count(), Entity.objects.count()
        assert after == before

    def test_repeats_are_seen(self):
        assert counts(numbered(), numbered(), dry_run=True) == {"stored": 1, "duplicates": 1}
