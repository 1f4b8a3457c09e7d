"""The queue of suggested entities."""

import pytest
from django.contrib.auth.models import Group, Permission

from articles.curation import alike, merging, waiting
from articles.ingestion import gazetteer, suggestions
from articles.models import Action, Alias, Entity, Evidence, Mention, Suggestion
from tests import builders

pytestmark = pytest.mark.django_db
QUEUE = "/admin/articles/entity/suggestions/"
UNDO = f"{QUEUE}undo/"


def suggested(label, articles=1, confidence=0.9, kind="place", sentence=""):
    """Return a suggestion that is named in so many new articles."""
    entity = builders.entity(label, kind=kind, status="suggested", shown=False)
    row = Suggestion.objects.create(entity=entity, key=label)
    for _ in range(articles):
        article = builders.article()
        Mention.objects.create(
            article=article, entity=entity, origin="model", confidence=confidence
        )
    if sentence:
        Evidence.objects.create(suggestion=row, article=article, sentence=sentence)
    suggestions.weigh([entity.pk])
    entity.refresh_from_db()
    return entity


def cards(answer):
    return [card["entity"].label for card in answer.context["cards"]]


def act(client, entity, **sent):
    return client.post(QUEUE, {"chosen": entity.pk} | sent)


def status(entity):
    return Entity.objects.get(pk=entity.pk).status


# What waits


def test_the_weightiest_come_first(admin_client):
    suggested("रूपताल", articles=1, confidence=0.9)
    suggested("सोनताल", articles=3, confidence=0.6)
    suggested("मोतीताल", articles=2, confidence=0.95)
    assert cards(admin_client.get(QUEUE)) == ["मोतीताल", "सोनताल", "रूपताल"]


def test_what_is_decided_or_merged_does_not_wait(admin_client):
    for state in ("confirmed", "rejected"):
        builders.entity(state, status=state)
    target = builders.entity("सोनताल")
    builders.entity("सोन ताल", status="suggested", merged_into=target)
    assert cards(admin_client.get(QUEUE)) == []


def test_the_queue_is_narrowed_to_a_kind_and_read_on(admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.suggestions.PER_PAGE", 2)
    for number in range(3):
        suggested(f"ताल {number}", articles=3 - number)
    suggested("आशा वर्मा", kind="person", articles=4)
    first = admin_client.get(QUEUE, {"kind_only": "place"})
    assert cards(first) == ["ताल 0", "ताल 1"]
    assert cards(admin_client.get(first.context["older"])) == ["ताल 2"]


def test_suggestions_of_one_weight_are_all_reached(admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.suggestions.PER_PAGE", 1)
    for number in range(3):
        suggested(f"ताल {number}")
    url, seen = QUEUE, []
    while url:
        answer = admin_client.get(url)
        seen += cards(answer)
        url = answer.context["older"]
    assert seen == ["ताल 0", "ताल 1", "ताल 2"]


def test_a_card_shows_why(admin_client):
    entity = suggested("सोनताल", articles=2, confidence=0.8, sentence="लोग सोनताल गए।")
    (card,) = admin_client.get(QUEUE).context["cards"]
    assert (card["entity"], card["count"], card["percent"]) == (entity, 2, 80)
    ((parts, article),) = card["evidence"]
    assert [part.text for part in parts if part.marked] == ["सोनताल"]
    assert article in entity.articles.all()


@pytest.mark.parametrize(
    ("sentence", "name", "found"),
    [
        ("श्री पन्त और पंत जी आए।", "पंत", ["पन्त", "पंत"]),
        ("नगर निगम, रूपपुर में।", "नगर निगम रूपपुर", ["नगर निगम, रूपपुर"]),
        ("सोनतालपुर दूर है।", "सोनताल", []),
        ("कुछ नहीं।", "", []),
    ],
)
def test_the_name_is_marked_in_any_spelling(sentence, name, found):
    parts = waiting.marked(sentence, name)
    assert "".join(part.text for part in parts) == sentence
    assert [part.text for part in parts if part.marked] == found


@pytest.mark.parametrize("name", ["kind_only", "after", "focus", "done"])
@pytest.mark.parametrize("value", ["x", "\x00", "9" * 40, "-1", "nan:1", "1e999:3", "1:x", "²", ""])
def test_no_parameter_breaks_the_queue(admin_client, name, value):
    suggested("सोनताल")
    assert admin_client.get(QUEUE, {name: value}).status_code == 200


@pytest.mark.parametrize("name", ["chosen", "label", "kind", "into", "act", "after"])
@pytest.mark.parametrize("value", ["x", "\x00", "9" * 40, "-1", "क" * 5000, ""])
def test_nothing_that_is_sent_breaks_the_queue(admin_client, name, value):
    entity = suggested("सोनताल")
    sent = {"chosen": entity.pk, "act": "accept", name: value}
    assert admin_client.post(QUEUE, sent).status_code == 302


# Weight


def test_what_a_source_names_is_sure(admin_client):
    entity = builders.entity(status="suggested")
    Mention.objects.create(article=builders.article(), entity=entity, origin="input")
    suggestions.weigh([entity.pk])
    entity.refresh_from_db()
    assert entity.weight == 1


def test_what_is_decided_is_not_weighed():
    entity = builders.entity()
    Mention.objects.create(article=builders.article(), entity=entity)
    suggestions.weigh([entity.pk])
    entity.refresh_from_db()
    assert entity.weight == 0


# Which entity it may be


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("आशा वर्मा", ["आशा वर्मा"]),
        ("श्री आशा वर्मा", ["आशा वर्मा"]),
        ("वर्मा", ["आशा वर्मा"]),
        ("ऊषा पंत", ["उषा पन्त"]),
        ("सोन सरोवर", ["सोनताल"]),  # by another name of it
        ("मोतीताल", []),
        ("मोहन वर्मा", []),  # whose surname alone is the same
        ("ए वर्मा", ["आशा वर्मा"]),
    ],
)
def test_likely_entities_are_offered(label, expected):
    builders.entity("आशा वर्मा", kind="person")
    builders.entity("उषा पन्त", kind="person")
    builders.entity("सोनताल", aliases=["सोन सरोवर"])
    builders.entity("मोतीताल", status="rejected")
    entity = builders.entity(label, status="suggested", kind="person")
    assert [one.label for one in alike.likely([entity])[entity.pk]] == expected


def test_what_was_merged_stands_for_its_target():
    target = builders.entity("सोनताल")
    builders.entity("बड़ा सरोवर", merged_into=target)
    entity = builders.entity("बड़ा सरोवर", status="suggested")
    assert alike.likely([entity]) == {entity.pk: [target]}


def test_names_that_are_written_in_bulk_are_heard_too():
    gazetteer.load()
    unheard = Entity.objects.filter(first_sound="") | Entity.objects.filter(last_sound="")
    assert [entity for entity in unheard if alike.sounds_of(entity.label)] == []
    assert not Alias.objects.filter(first_sound="").exclude(text="").exists()


def test_likely_entities_of_many_take_few_questions(django_assert_max_num_queries):
    several = [builders.entity(f"ताल {number}", status="suggested") for number in range(5)]
    builders.entity("ताल")
    with django_assert_max_num_queries(7):
        alike.likely(several)


# Acts


def test_a_suggestion_is_accepted_and_the_next_has_the_focus(admin_client, admin_user):
    first, second = suggested("सोनताल", articles=2), suggested("रूपताल")
    answer = act(admin_client, first, act="accept", label="सोनताल", kind="place")
    assert (status(first), status(second)) == ("confirmed", "suggested")
    page = admin_client.get(answer.url)
    assert page.context["focus"] == second.pk
    action = Action.objects.get()
    assert (action.kind, action.who, page.context["done"]) == (
        "confirm",
        admin_user.username,
        str(action.pk),
    )


def test_it_is_accepted_under_another_label_and_kind(admin_client):
    entity = suggested("सोनताल ने", kind="person")
    act(admin_client, entity, act="accept", label=" सोनताल ", kind="place")
    entity.refresh_from_db()
    assert (entity.label, entity.kind, entity.status) == ("सोनताल", "place", "confirmed")
    assert [alias.text for alias in entity.aliases.all()] == ["सोनताल ने"]
    assert sorted(one.kind for one in Action.objects.all()) == ["change", "change", "confirm"]


def test_all_of_that_is_undone_at_once(admin_client):
    entity = suggested("सोनताल ने", kind="person")
    answer = act(admin_client, entity, act="accept", label="सोनताल", kind="place")
    done = admin_client.get(answer.url).context["done"]
    back = admin_client.post(UNDO, {"done": done})
    entity.refresh_from_db()
    assert (entity.label, entity.kind, entity.status) == ("सोनताल ने", "person", "suggested")
    assert not entity.aliases.exists()
    assert admin_client.get(back.url).context["focus"] == entity.pk


def test_it_is_merged_and_that_is_undone(admin_client):
    entity, target = suggested("सोन ताल"), builders.entity("सोनताल")
    answer = act(admin_client, entity, into=target.pk)
    entity.refresh_from_db()
    assert entity.merged_into == target
    admin_client.post(UNDO, {"done": admin_client.get(answer.url).context["done"]})
    entity.refresh_from_db()
    assert entity.merged_into is None


def test_a_merge_is_undone_only_with_the_right_to_merge(client, django_user_model):
    staff = django_user_model.objects.create_user("asha", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="change_entity"))
    entity, target = suggested("सोन ताल"), builders.entity("सोनताल")
    action = merging.merge([entity], target, "someone")
    client.force_login(staff)
    assert client.post(UNDO, {"done": action.pk}).status_code == 403
    entity.refresh_from_db()
    assert entity.merged_into == target


def test_it_is_rejected(admin_client):
    entity = suggested("सोनताल")
    act(admin_client, entity, act="reject")
    assert status(entity) == "rejected"
    assert cards(admin_client.get(QUEUE)) == []


@pytest.mark.parametrize(("name", "state"), [("accept", "confirmed"), ("reject", "rejected")])
def test_several_are_decided_at_once_and_undone(admin_client, name, state):
    several, other = [suggested("सोनताल"), suggested("रूपताल")], suggested("मोतीताल")
    sent = {"chosen": [one.pk for one in several], "act": name, "label": "x"}
    answer = admin_client.post(QUEUE, sent)
    assert [status(one) for one in (*several, other)] == [state, state, "suggested"]
    admin_client.post(UNDO, {"done": admin_client.get(answer.url).context["done"]})
    assert {status(one) for one in several} == {"suggested"}


@pytest.mark.parametrize(
    "sent",
    [{"act": "accept", "label": "। ।"}, {"into": "999"}, {"act": "nonsense"}, {}],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(admin_client, sent):
    entity = suggested("सोनताल")
    answer = act(admin_client, entity, **sent)
    page = admin_client.get(answer.url)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert page.context["focus"] == entity.pk
    assert not Action.objects.exists()


def test_what_another_curator_decided_meanwhile_is_told(admin_client):
    entity = suggested("सोनताल")
    Entity.objects.filter(pk=entity.pk).update(status="rejected")
    page = admin_client.get(act(admin_client, entity, act="accept").url)
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    assert status(entity) == "rejected"


@pytest.mark.parametrize(("role", "state"), [("editor", "suggested"), ("curator", "confirmed")])
def test_who_may_decide(client, django_user_model, role, state):
    user = django_user_model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    entity = suggested("सोनताल")
    assert client.get(QUEUE).status_code == 200
    act(client, entity, act="accept")
    assert status(entity) == state
    if role == "editor":
        assert act(client, entity, into=builders.entity("रूपताल").pk).status_code == 403
        assert client.post(UNDO, {"done": "1"}).status_code == 403


def test_the_queue_asks_as_many_questions_for_many_as_for_few(
    admin_client, django_assert_max_num_queries
):
    for number in range(12):
        suggested(f"गाँव {number}", sentence="गाँव में मेला लगा।")
    with django_assert_max_num_queries(45):
        assert len(cards(admin_client.get(QUEUE))) == 10
