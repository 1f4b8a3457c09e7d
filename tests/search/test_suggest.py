"""Suggestions while typing: names, topics, words and headlines."""

from math import inf
from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.romanise import distance
from articles.models import Article, Entity
from search.engines.base import IndexUnavailable
from search.suggest import answer, names, sound
from search.suggest.begun import beginning_with
from search.suggest.typed import LONGEST, read, skeletons_of, sounds_of
from search.suggest.words import Context
from tests.builders import article, entity, indexed, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def group(typed: str, name: str) -> list[dict]:
    """Return the items of one group of the suggestions."""
    return next((one["items"] for one in answer(typed)["groups"] if one["name"] == name), [])


def texts(typed: str, name: str) -> list[str]:
    return [item["text"] for item in group(typed, name)]


class TestNames:
    @pytest.fixture(autouse=True)
    def three(self, index):
        lake = entity("सोनताल", aliases=["सुवर्ण झील"])
        person = entity("एस. जयशंकर", "person", roman="S. Jaishankar")
        office = entity("जल सहायता मंच", "organisation")
        indexed(
            article(entities=[lake, person]),
            article(entities=[lake]),
            article(entities=[office]),
        )

    @pytest.mark.parametrize(
        "typed, name",
        [
            ("सोन", "सोनताल"),
            ("सोनताल", "सोनताल"),
            ("सुवर्ण", "सोनताल"),
            ("झी", "सोनताल"),
            ("सुवर्ण झी", "सोनताल"),
            ("जयश", "एस. जयशंकर"),
            ("एस जय", "एस. जयशंकर"),
            ("jaish", "एस. जयशंकर"),
            ("JAISH", "एस. जयशंकर"),
            ("s jai", "एस. जयशंकर"),
            ("sont", "सोनताल"),
            ("jal sahay", "जल सहायता मंच"),
            ("सहायता म", "जल सहायता मंच"),
        ],
    )
    def test_a_name_is_found_by_the_beginning_of_any_word(self, typed, name):
        assert texts(typed, "names") == [name]

    @pytest.mark.parametrize("typed", ["नताल", "ताल", "जयशंकर एस", "सोनतालाब", "kon"])
    def test_a_name_is_not_found_by_its_middle(self, typed):
        assert texts(typed, "names") == []

    def test_a_name_comes_with_kind_count_and_its_articles(self):
        (lake,) = group("सोन", "names")
        assert (lake["kind"], lake["kind_label"], lake["count"]) == ("place", "स्थान", 2)
        assert lake["url"] == f"/search?place={quote(Entity.objects.get(label='सोनताल').slug)}"

    def test_the_address_of_a_name_finds_its_articles(self, client):
        (lake,) = group("सोन", "names")
        assert client.get(lake["url"]).context["total"] == lake["count"]

    def test_a_renamed_entity_is_found_by_its_new_name_at_once(self):
        assert texts("सोन", "names") == ["सोनताल"]
        lake = Entity.objects.get(label="सोनताल")
        lake.label = "रजतताल"
        lake.save()
        assert texts("रजत", "names") == ["रजतताल"]
        assert texts("सोन", "names") == []

    def test_a_rejected_entity_is_not_suggested(self):
        Entity.objects.get(label="सोनताल").delete()
        indexed(article(entities=[entity("सोनगढ़", status=Entity.Status.REJECTED)]))
        assert texts("सोन", "names") == []

    def test_names_without_articles_are_not_suggested(self):
        entity("सोनपुर")
        assert texts("सोन", "names") == ["सोनताल"]


def test_names_that_begin_so_come_before_those_with_such_a_word_and_then_by_count():
    inner, rare, frequent = (entity(label) for label in ("नया मोरगाँव", "मोरपुर", "मोरनगर"))
    indexed(
        *(article(entities=[inner]) for _ in range(3)),
        *(article(entities=[frequent]) for _ in range(2)),
        article(entities=[rare]),
    )
    assert texts("मोर", "names") == ["मोरनगर", "मोरपुर", "नया मोरगाँव"]


def test_no_more_than_four_names_are_suggested_each_once():
    made = [entity(f"मोरनगर {letter}", aliases=[f"मोरगढ़ {letter}"]) for letter in "कखगघचछज"]
    indexed(article(entities=made))
    found = texts("मोर", "names")
    assert len(found) == len(set(found)) == 4


def test_a_topic_comes_with_its_count_and_its_articles(client):
    topic("जलवायु")
    indexed(article(topics=["जल संरक्षण"]), article(topics=["जल संरक्षण"]))
    (only,) = group("संर", "topics")
    assert (only["text"], only["kind"], only["count"]) == ("जल संरक्षण", "topic", 2)
    assert client.get(only["url"]).context["total"] == 2
    assert texts("जलव", "topics") == []


class TestWords:
    def test_words_that_begin_so_come_by_count_as_articles_write_them(self):
        indexed(
            article(body="लॉकडाउन लगा"),
            article(body="लॉकडाउन हटा"),
            article(body="लोकसभा बैठी"),
        )
        (first, second) = group("लो", "words")
        assert (first["text"], first["count"]) == ("लॉकडाउन", 2)
        assert (second["text"], second["count"]) == ("लोकसभा", 1)
        assert first["url"] == "/search?q=" + quote("लॉकडाउन")

    @pytest.mark.parametrize("typed", ["त", "ता", "ताल", "ताला", "तालाब", "tal", "talaab", "TAL"])
    def test_beginnings_of_any_length_in_either_script(self, typed):
        indexed(article(title="कुआँ", body="तालाब भरा"))
        assert texts(typed, "words") == ["तालाब"]

    def test_of_several_forms_of_a_word_the_most_frequent_is_suggested(self):
        indexed(
            article(title="एक", body="चुनाव हुए"),
            article(title="दो", body="चुनाव टले"),
            article(title="तीन", body="चुनावों की बात"),
        )
        assert texts("चुना", "words") == ["चुनाव"]

    def test_words_that_say_little_are_not_suggested(self):
        indexed(article(title="नहर", body="उन्होंने कहा कि किसान आए"))
        assert texts("कि", "words") == ["किसान"]

    def test_after_other_words_only_what_stands_together_with_them(self):
        indexed(
            article(title="एक", body="जल संरक्षण का काम"),
            article(title="दो", body="जल संरक्षण पर बैठक"),
            article(title="तीन", body="जल संकट गहराया"),
            article(title="चार", body="संगीत सभा"),
        )
        found = [(item["text"], item["count"]) for item in group("जल सं", "words")]
        assert found == [("जल संरक्षण", 2), ("जल संकट", 1)]

    def test_what_follows_comes_before_what_is_merely_near(self):
        indexed(
            *(article(title=f"दिन {n}", body="जल संरक्षण हुआ। संगीत सभा, संस्था") for n in range(2)),
            *(article(title=f"रात {n}", body="संगीत और संगीत") for n in range(4)),
        )
        assert texts("जल सं", "words")[0] == "जल संरक्षण"

    def test_words_that_say_little_do_not_go_on_from_others(self):
        indexed(article(title="एक", body="जल सबसे पहले, जल संकट"))
        assert texts("जल स", "words") == ["जल संकट"]

    def test_of_words_that_begin_so_those_that_say_little_come_last(self):
        indexed(
            article(title="एक", body="जाता जगह जनवरी"),
            article(title="दो", body="जाता जगह"),
        )
        assert texts("ज", "words")[0] == "जनवरी"

    def test_a_whole_word_goes_on_as_articles_often_do(self):
        indexed(
            *(article(title=f"दिन {n}", body="चुनाव आयोग ने कहा") for n in range(2)),
            article(title="रात", body="चुनाव हुए"),
        )
        found = [(item["text"], item["count"]) for item in group("चुनाव", "words")]
        assert found == [("चुनाव", 3), ("चुनाव आयोग", 2)]
        assert texts("chunav", "words") == ["चुनाव", "चुनाव आयोग"]
        assert texts("चुना", "words") == ["चुनाव"]

    def test_the_shorter_of_two_forms_is_suggested_if_it_is_nearly_as_usual(self):
        indexed(
            article(title="एक", body="किसानों की बात"),
            article(title="दो", body="किसानों का किसान"),
        )
        assert texts("किसा", "words") == ["किसान"]

    def test_a_word_and_the_one_made_from_it_are_two(self):
        indexed(article(title="एक", body="सरकार का सरकारी काम"))
        assert texts("सरका", "words") == ["सरकार", "सरकारी"]

    def test_a_word_is_counted_in_all_its_forms_as_search_does(self, client):
        indexed(article(title="एक", body="चुनाव हुए"), article(title="दो", body="चुनावों की बात"))
        (only,) = group("चुना", "words")
        assert only["count"] == client.get(only["url"]).context["total"] == 2

    def test_a_number_after_a_word_is_completed(self):
        indexed(article(title="कोविड-19 की सूची", body="कोविड-19 के मरीज़"))
        assert texts("कोविड-1", "words") == ["कोविड-19"]

    def test_a_rare_companion_is_found_among_many_frequent_words(self):
        frequent = "संगीत संपर्क संस्था संसद संकेत संदेश संयंत्र संवाद संस्करण संतोष".split()
        indexed(
            *(article(title=f"दिन {n}", body=" ".join(frequent)) for n in range(2)),
            article(title="नहर", body="जल संरक्षण हुआ"),
        )
        assert texts("जल सं", "words") == ["जल संरक्षण"]

    def test_roman_words_before_are_read_as_search_reads_them(self):
        indexed(article(title="एक", body="जल संरक्षण का काम"))
        assert texts("jal sanr", "words") == ["जल संरक्षण"]
        assert texts("jal संर", "words") == ["जल संरक्षण"]

    def test_a_name_that_sounds_otherwise_in_english_is_known(self):
        indexed(article(title="एक", body="दिल्ली में मेट्रो चली"))
        assert texts("delhi", "words") == ["दिल्ली"]
        assert texts("delhi met", "words") == ["दिल्ली मेट्रो"]

    def test_latin_words_are_completed_too(self):
        indexed(article(title="एक", body="ISRO का यान"))
        assert texts("isr", "words") == ["ISRO"]

    def test_a_word_typed_up_to_its_nasal_is_completed(self):
        indexed(article(title="एक", body="हिन्दी दिवस"))
        assert read("हिन्").starts == ["हिन", "हिं"]
        assert texts("हिन्", "words") == ["हिन्दी"]

    @pytest.mark.parametrize("typed", ['"जल संर"', "-संर", "स्रोत:संर", "(संर", "जल OR संर", "संर*"])
    def test_a_query_with_operators_is_not_completed(self, typed):
        indexed(article(body="जल संरक्षण का काम"))
        assert group(typed, "words") == group(typed, "headlines") == []

    def test_nothing_is_added_to_a_long_query(self):
        indexed(article(body="जल संरक्षण का काम"))
        assert texts("जल संरक्षण का काम जल संरक्षण का काम", "words") == []

    def test_a_long_stretch_of_the_vocabulary_gives_its_most_frequent_words(self, monkeypatch):
        monkeypatch.setattr("search.suggest.begun.SMALL_RANGE", 3)
        indexed(
            article(title="एक", body="प्रदेश प्रकाश प्रयास प्रकार"), article(title="दो", body="प्रयास")
        )
        assert beginning_with("प्र")[0][0] == "प्रयास"
        assert len(beginning_with("प्र")) == 4


class TestHeadlines:
    def test_a_headline_has_all_words_the_last_as_a_beginning(self):
        wanted, _, _ = indexed(
            article(title="गाँव में जल संरक्षण शुरू", body="काम"),
            article(title="जल की बात", body="संरक्षण"),
            article(title="बात", body="जल संरक्षण"),
        )
        (only,) = group("जल संर", "headlines")
        assert only["text"] == "गाँव में जल संरक्षण शुरू"
        assert only["url"] == reverse("articles:article", args=[wanted.pk])
        assert only["count"] is None

    def test_a_number_is_looked_for_in_headlines(self):
        indexed(article(title="कोविड 19 के मरीज़", body="सूची"), article(title="19 घर", body="सूची"))
        assert texts("कोविड 19", "headlines") == ["कोविड 19 के मरीज़"]

    def test_no_more_than_three(self):
        indexed(*(article(title=f"तालाब भरा {letter}") for letter in "कखगघच"))
        assert len(texts("ताल", "headlines")) == 3

    def test_a_hidden_article_is_not_suggested(self):
        shown, hidden = indexed(article(title="तालाब एक"), article(title="तालाब दो"))
        Article.objects.filter(pk=hidden.pk).update(status=Article.Status.HIDDEN)
        assert texts("ताल", "headlines") == [shown.title]


SOUNDS = st.text("kKgcjtTdDnpbmyrlvSshaAiIuUeEoOxXN", min_size=1, max_size=9)


class TestSound:
    @given(SOUNDS, st.lists(SOUNDS, max_size=5))
    def test_beginnings_are_as_far_as_romanise_says(self, typed, words):
        lengths = range(max(1, len(typed) - 1), len(typed) + 3)
        far = [min(distance(typed, word[:length]) for length in lengths) for word in words]
        rows = sound.coded(words)[:, : len(typed) + 2]
        assert sound.beginnings(typed, rows).tolist() == pytest.approx(far)

    @pytest.mark.parametrize(
        "typed, sounds",
        [
            ("jaish", "jaySaNkar"),
            ("sanr", "saNrakSan"),
            ("vidy", "vidyAlay"),
            ("swas", "svAsTy"),
            ("mantri", "maNtrI"),
            ("sac", "sac"),
        ],
    )
    def test_a_beginning_is_near(self, typed, sounds):
        assert sound.distances(sounds_of(typed), sound.coded([sounds])) < inf

    @pytest.mark.parametrize("typed, sounds", [("koro", "kurAn"), ("bi", "beqA"), ("am", "mA")])
    def test_a_beginning_is_not_near(self, typed, sounds):
        assert sound.distances(sounds_of(typed), sound.coded([sounds])) == inf

    def test_a_c_may_go_on_as_ch(self):
        assert skeletons_of(sounds_of("sac")) == {"sk", "sc"}

    def test_vowels_alone_have_no_skeleton(self):
        assert skeletons_of(sounds_of("aai")) == set()


class Began:
    """Stands for a thread that was begun and has not run."""

    def start(self):
        pass


class TestAnswer:
    def test_groups_come_in_their_order_with_labels(self, client):
        lake = entity("तालनगर")
        indexed(article(title="तालाब भरा", entities=[lake], topics=["तालमेल"]))
        found = client.get("/suggest.json", {"q": "ताल"}).json()
        assert found["query"] == "ताल"
        named = [(one["name"], one["label"]) for one in found["groups"]]
        assert named == [
            ("names", "नाम"),
            ("topics", "विषय"),
            ("words", "शब्द"),
            ("headlines", "समाचार"),
        ]
        assert found["status"] == f"{sum(len(one['items']) for one in found['groups'])} सुझाव"

    def test_the_answer_may_be_kept_for_a_minute_by_language(self, client):
        response = client.get("/suggest.json", {"q": "ताल"})
        assert "max-age=60" in response["Cache-Control"]
        assert "public" in response["Cache-Control"]
        assert response["Vary"] == "Cookie"

    @pytest.mark.parametrize("typed", ["", "   ", "?!", "\x00", "्", "😀"])
    def test_nothing_to_go_by_gives_no_groups(self, typed):
        indexed(article())
        assert answer(typed)["groups"] == []

    def test_without_an_index_there_are_no_groups_and_no_error(self, client):
        response = client.get("/suggest.json", {"q": "ताल"})
        assert response.status_code == 200
        assert response.json()["groups"] == []

    def test_an_index_that_fails_meanwhile_is_no_error(self, monkeypatch):
        def fails():
            raise IndexUnavailable("gone")

        indexed(article())
        monkeypatch.setattr(names, "current", fails)
        assert answer("ताल")["groups"] == []

    def test_what_is_too_long_is_cut(self):
        assert len(answer("क" * 500)["query"]) == LONGEST

    @given(st.text(max_size=130) | st.text('जल संभरक्षणlaksh ्ंि"-:*()19', max_size=20))
    def test_whatever_is_typed_has_an_answer(self, text):
        found = answer(text)
        assert len(found["query"]) <= LONGEST

    @pytest.mark.parametrize("typed", ["जल", "जल सं", "jal san", "jalsan"])
    def test_a_handful_of_database_queries_is_enough(self, typed, django_assert_max_num_queries):
        indexed(article(title="जल संरक्षण", body="जल संकट"))
        names.current()
        with django_assert_max_num_queries(10):
            answer(typed)

    def test_names_that_are_old_are_read_anew_while_the_old_ones_answer(self, monkeypatch):
        begun = []
        monkeypatch.setattr(names, "Thread", lambda target, daemon: begun.append(target) or Began())
        indexed(article(entities=[entity("सोनताल")]))
        old = names.current()
        monkeypatch.setattr(names, "KEPT_SECONDS", -1)
        assert names.current() is names.current() is old
        assert len(begun) == 1
        begun[0]()
        monkeypatch.setattr(names, "KEPT_SECONDS", 30)
        assert names.current() is not old

    def test_names_that_are_much_too_old_are_waited_for(self, monkeypatch):
        indexed(article(entities=[entity("सोनताल")]))
        old = names.current()
        monkeypatch.setattr(names, "OLDEST_SECONDS", -1)
        Entity.objects.update(label="रजतताल")
        assert old.entities.names[0].text == "सोनताल"
        assert names.current().entities.names[0].text == "रजतताल"

    def test_names_are_read_once_for_many_answers(self, django_assert_num_queries):
        indexed(article(entities=[entity("सोनताल")]))
        names.current()
        with django_assert_num_queries(0):
            assert names.current().entities.names[0].text == "सोनताल"


def test_the_lead_keeps_what_was_typed_between_the_words():
    indexed(article(body="जल, संरक्षण"))
    assert Context(read("जल,  संर")).lead == "जल, "
