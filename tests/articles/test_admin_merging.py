"""Merging, splitting and taking back in the admin."""

import pytest
from django.contrib.auth.models import Permission, User

from articles.models import Action, Alias, Entity, Mention
from tests import builders
from tests.articles.admin_forms import entity_data, page, path

pytestmark = pytest.mark.django_db


def merge_page(*sources, target=None, **more):
    query = "&".join(f"sources={one.pk}" for one in sources)
    return path("entity", f"merge/?{query}") + (f"&target={target.pk}" if target else "")


def merged(client, source, target):
    return client.post(path("entity", "merge/"), {"sources": source.pk, "target": target.pk})


def text(answer):
    return answer.content.decode()


def test_the_page_of_an_entity_leads_to_merging_and_splitting(admin_client, lake):
    shown = text(admin_client.get(page(lake)))
    assert merge_page(lake) in shown
    assert path("entity", f"{lake.pk}/split/") in shown


def test_a_merge_is_looked_at_before_it_is_done(admin_client, lake, town):
    assert "preview" not in (admin_client.get(merge_page(town)).context["preview"] or "")
    answer = admin_client.get(merge_page(town, target=lake))
    assert (answer.context["preview"].moved, answer.context["preview"].together) == (1, 2)
    assert "सोनपुर" in text(answer)
    assert not Action.objects.exists()


def test_a_merge_is_done_and_taken_back_from_the_page_of_what_stays(admin_client, lake, town):
    assert merged(admin_client, town, lake)["Location"] == page(lake)
    town.refresh_from_db()
    assert town.merged_into == lake
    assert f"undo/{Action.objects.get().pk}/" in text(admin_client.get(page(lake)))
    admin_client.post(path("entity", f"undo/{Action.objects.get().pk}/"))
    town.refresh_from_db()
    assert town.merged_into is None


def test_chosen_entities_are_merged_into_the_one_most_named(admin_client, lake, town):
    builders.article("तीन", entities=[town])
    chosen = {"action": "merge_chosen", "_selected_action": [lake.pk, town.pk]}
    answer = admin_client.post(path("entity"), chosen, follow=True)
    looked = answer.context["preview"]
    assert (looked.target, looked.sources) == (town, [lake])


@pytest.mark.parametrize("sources", ["", "x", "99999", "9" * 40, "\x00"])
@pytest.mark.parametrize("target", ["", "x", "99999", "9" * 40, "\x00"])
def test_nothing_that_is_sent_breaks_the_page(admin_client, lake, sources, target):
    for data in ({"sources": sources, "target": target}, {"sources": lake.pk, "target": target}):
        for ask in (admin_client.get, admin_client.post):
            assert ask(path("entity", "merge/"), data).status_code == 200
    assert not Action.objects.exists()


def test_what_makes_no_sense_says_why(admin_client, lake):
    suggested = builders.entity("रूपताल", status="suggested")
    answer = admin_client.get(merge_page(lake, target=suggested))
    assert answer.context["preview"].refusal in text(answer)
    merged(admin_client, lake, suggested)
    assert not Action.objects.exists()


def test_the_list_leaves_out_what_was_merged_unless_asked(admin_client, lake, town):
    merged(admin_client, town, lake)

    def listed(**query):
        return set(admin_client.get(path("entity"), query).context["cl"].result_list)

    assert listed() == {lake}
    assert listed(merged="yes") == {town}
    assert listed(merged="all") == {lake, town}
    assert "“सोनताल” में मिला" in text(admin_client.get(path("entity"), {"merged": "yes"}))


def test_the_list_counts_the_articles_of_a_family_once_and_leads_to_them(admin_client, lake, town):
    builders.article("तीन", entities=[lake, town])
    merged(admin_client, town, lake)
    (row,) = admin_client.get(path("entity")).context["cl"].result_list
    assert row.counted == 3
    answer = admin_client.get(path("article"), {"named": lake.pk})
    assert len(answer.context["cl"].result_list) == 3


@pytest.mark.parametrize("value", ["x", "", "\x00", "9" * 40, "-1", "99999"])
def test_no_number_of_an_entity_breaks_the_list_of_articles(admin_client, lake, value):
    assert admin_client.get(path("article"), {"named": value}).status_code in (200, 302, 400)


def test_what_was_merged_says_so_and_is_not_decided_about_by_itself(admin_client, lake, town):
    merged(admin_client, town, lake)
    shown = text(admin_client.get(page(town)))
    assert page(lake) in shown
    assert 'name="status"' not in shown
    chosen = {"action": "reject", "_selected_action": town.pk}
    answer = admin_client.post(path("entity") + "?merged=yes", chosen, follow=True)
    assert "पहले ही “सोनताल” में मिला है" in text(answer)
    town.refresh_from_db()
    assert town.status == "confirmed"


def test_only_canonical_entities_are_offered(admin_client, lake, town):
    merged(admin_client, town, lake)
    question = {"app_label": "articles", "model_name": "mention", "field_name": "entity"}
    answer = admin_client.get("/admin/autocomplete/", question | {"term": "सोन"})
    assert [row["text"] for row in answer.json()["results"]] == ["सोनताल"]


def test_a_split_is_looked_at_and_then_done(admin_client, lake):
    both = builders.article("दो", entities=[lake])
    form = {"label": "सोनताल (बाँध)", "articles": [both.pk]}
    address = path("entity", f"{lake.pk}/split/")
    assert admin_client.get(address).status_code == 200
    looked = admin_client.post(address, form | {"_preview": "1"}).context["preview"]
    assert (looked.moved, looked.both, looked.left) == (1, 0, 1)
    assert Entity.objects.count() == 1
    assert admin_client.post(address, form | {"_split": "1"})["Location"] == page(lake)
    made = Entity.objects.get(label="सोनताल (बाँध)")
    assert set(made.articles.all()) == {both}


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"label": "।", "articles": "1"},
        {"label": "नया", "aliases": "99999"},
        {"label": "नया", "articles": "\x00"},
        {"label": "नया", "aliases": "x", "articles": "9" * 40},
        {"label": "क" * 5000},
        {"label": "नया"},
    ],
)
def test_a_split_that_cannot_be_says_why(admin_client, lake, form):
    address = path("entity", f"{lake.pk}/split/")
    answer = admin_client.post(address, form | {"_split": "1"}, follow=True)
    assert answer.status_code == 200
    assert "error" in text(answer)
    assert Entity.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["merge/", "{pk}/split/", "undo/{action}/"], ids=["merge", "split", "undo"]
)
def test_who_may_only_change_names_may_not_merge(client, admin_client, lake, town, address):
    merged(admin_client, town, lake)
    user = User.objects.create_user("rupa", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_entity"))
    client.force_login(user)
    address = path("entity", address.format(pk=lake.pk, action=Action.objects.get().pk))
    assert client.post(address).status_code == 403
    assert "merge/?sources" not in text(client.get(page(lake)))


def test_an_act_is_taken_back_by_a_button_not_by_a_link(admin_client, lake, town):
    merged(admin_client, town, lake)
    address = path("entity", f"undo/{Action.objects.get().pk}/")
    assert admin_client.get(address).status_code == 405
    assert admin_client.post(path("entity", "undo/99999/")).status_code == 404
    admin_client.post(address)
    answer = admin_client.post(address, follow=True)
    assert "पहले ही वापस" in text(answer)
    assert Action.objects.count() == 2


DOUBTFUL = ["सोनपुर", "नदी", "यादव", "सोन नगर"]


@pytest.mark.parametrize("alias", DOUBTFUL)
def test_a_doubtful_alias_is_kept_only_when_the_curator_insists(admin_client, town, alias):
    person = builders.entity("रमेश यादव", kind="person")
    data = entity_data("रमेश यादव", [alias], kind="person")
    answer = admin_client.post(page(person), data)
    assert answer.status_code == 200
    assert 'name="_anyway"' in text(answer)
    assert not person.aliases.exists()
    assert admin_client.post(page(person), data | {"_anyway": "1"}).status_code == 302
    assert person.aliases.get().text == alias


def test_a_doubt_is_not_raised_again_for_what_is_stored(admin_client, town):
    person = builders.entity("रमेश यादव", kind="person", aliases=["यादव"])
    stored = {"id": person.aliases.get().pk, "entity": person.pk, "text": "यादव"}
    data = entity_data("रमेश यादव", stored=[stored], kind="person", roman="Ramesh")
    assert admin_client.post(page(person), data).status_code == 302
    assert Alias.objects.count() == 2
    assert not Mention.objects.filter(entity=person).exists()
