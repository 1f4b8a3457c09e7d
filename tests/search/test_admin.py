"""Saved searches in the admin: what curators see of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Source
from search import admin
from search.models import Reader, SavedSearch
from tests.builders import article, entity, indexed
from tests.search.saved.keeping import reader, saved, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
LIST = "/admin/search/savedsearch/"
NONE, DAILY, WEEKLY = SavedSearch.Digest.values


@pytest.fixture
def client(admin_client):
    indexed(article("तालाब भरा", topics=["जल"], entities=[entity("सोनपुर", roman="sonpur")]))
    return admin_client


@pytest.fixture
def asha():
    return reader()


def listed(client, **parameters) -> list[str]:
    page = client.get(LIST, parameters)
    assert page.status_code == 200
    return sorted(row.name for row in page.context["cl"].result_list)


def mailed(made: SavedSearch, days: int) -> None:
    """Let the mail of a search have been made so many days ago."""
    made.created_at = timezone.now() - timedelta(days=100)
    made.mailed_at = timezone.now() - timedelta(days=days)
    made.save()


def test_searches_are_found_by_their_name_and_their_reader(client, asha):
    saved(asha, "q=तालाब", "पानी")
    saved(reader("uma@example.org"), "q=तालाब", "खेत")
    assert listed(client) == ["खेत", "पानी"]
    assert listed(client, q="पानी") == listed(client, q="asha@") == ["पानी"]


def test_a_search_is_told_in_words_with_a_way_to_its_results(client, asha):
    made = saved(asha, "q=तालाब&topic=जल&from=2020", "पानी")
    page = client.get(f"{LIST}{made.pk}/change/").content.decode()
    for told in ("शब्द: तालाब", "विषय: जल", "asha@example.org", state("q=तालाब").url()):
        assert told in page


@pytest.mark.parametrize(
    "address",
    [
        "q=तालाब",
        "topic=जल",
        "place=sonpur",
        "not_source=कोई नहीं",
        "topic=अनजाना&topic=जल",
        "from=2020",
        'q="तालाब भरा" -सूखा',
    ],
)
def test_nothing_is_wrong_with_what_can_find_something(client, asha, address):
    made = saved(asha, address, "पानी")
    assert listed(client, trouble="broken") == []
    assert admin.trouble_with(admin.state_of(made)) == ""


@pytest.mark.parametrize(
    "pairs, told",
    [
        ([("q", "तालाब OR")], "OR"),
        ([("from", "कभी")], "कभी"),
        ([("q", "तालाब"), ("source", "गया हुआ")], "गया हुआ"),
        ([("q", "विषय:अनजाना")], "अनजाना"),
    ],
)
def test_what_finds_nothing_any_longer_is_listed_with_the_reason(client, asha, pairs, told):
    saved(asha, "q=तालाब", "ठीक")
    broken = saved(asha, "q=नहर", "टूटी")
    broken.pairs = pairs
    broken.save()
    assert listed(client, trouble="broken") == ["टूटी"]
    assert told in client.get(f"{LIST}{broken.pk}/change/").content.decode()


def test_a_search_breaks_with_the_source_it_is_narrowed_to(client, asha):
    saved(asha, "source=नमूना समाचार", "स्रोत")
    assert listed(client, trouble="broken") == []
    Source.objects.get().articles.all().delete()
    Source.objects.get().delete()
    assert listed(client, trouble="broken") == ["स्रोत"]


@pytest.mark.parametrize(
    "digest, days, is_late",
    [(DAILY, 1, False), (DAILY, 3, True), (WEEKLY, 15, True), (NONE, 90, False)],
)
def test_mails_that_are_late_are_seen(client, asha, digest, days, is_late):
    mailed(saved(asha, "q=तालाब", "पानी", digest), days)
    assert (listed(client, trouble="overdue") == ["पानी"]) is is_late


def test_mails_that_nobody_wants_are_never_late(client, asha):
    mailed(saved(asha, "q=तालाब", "पानी"), 9)
    Reader.objects.update(mails=False)
    assert listed(client, trouble="overdue") == []


def test_it_is_told_when_a_mail_was_last_made(client, asha):
    made = saved(asha, "q=तालाब", "पानी")
    mailed(made, 1)
    never = saved(asha, "q=नहर", "नहर", NONE)
    last_sent = admin.SavedSearchAdmin(SavedSearch, None).last_sent
    assert (last_sent(made), last_sent(never)) == (made.mailed_at, None)


@pytest.mark.parametrize("parameters", [{"trouble": "x"}, {"digest__exact": "x"}, {"q": "\x00"}])
def test_no_parameter_breaks_the_list(client, parameters):
    assert client.get(LIST, parameters).status_code in (200, 302)


def test_of_very_many_the_newest_are_looked_at(client, asha, monkeypatch):
    monkeypatch.setattr(admin, "LOOKED_AT", 1)
    for number in range(3):
        made = saved(asha, f"q=तालाब{number}", str(number))
        made.pairs = [("q", "तालाब OR")]
        made.save()
    assert listed(client, trouble="broken") == ["2"]
