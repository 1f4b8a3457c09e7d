"""The pages of saved searches: each reader's own, exact, and nothing changed by looking."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from search.models import SavedSearch
from search.saved import searches
from search.saved.news import latest
from tests.builders import article, entity, indexed, topic
from tests.search.saved.keeping import reader, saved, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def asha(client):
    indexed(article(title="पहला समाचार", body="बहुत पुराना पाठ।"))
    user = reader()
    client.force_login(user)
    return user


def counted(client) -> list[int]:
    rows = client.get("/saved/").context["rows"]
    return [len(row.news.stories) for row in rows]


def test_saving_asks_for_signing_in_and_comes_back(client, asha):
    client.logout()
    path = "/saved/save?q=%E0%A4%9C%E0%A4%B2&source=a"
    answer = client.get(path)
    assert answer.status_code == 302
    asked = client.get(answer["Location"])
    given = {"username": "ASHA@example.org", "password": "बहुत-लंबा-शब्द"}
    assert client.post(answer["Location"], given)["Location"] == path
    assert asked.context["next"] == path


def test_looking_saves_nothing_and_shows_what_would_be_saved(client, asha):
    indexed(article(), article())
    page = client.get("/saved/save", {"q": "तालाब", "from": "2020"})
    text = page.content.decode()
    assert SavedSearch.objects.count() == 0
    assert "तालाब" in text and "2020" in text
    assert "<b>2</b> नए समाचार" in text


def test_posting_saves_and_says_so(client, asha):
    answer = client.post("/saved/save?q=तालाब&sort=newest&per=50&page=3", {"digest": "weekly"})
    assert answer["Location"] == "/saved/"
    kept = SavedSearch.objects.get()
    assert (kept.name, kept.pairs, kept.digest) == ("तालाब", [["q", "तालाब"]], "weekly")
    assert "खोज सहेजी गई: तालाब" in client.get("/saved/").content.decode()


@pytest.mark.parametrize(
    "again",
    [
        "q=तालाब&source=ख&source=क",
        "q=+तालाब+&source=क&source=ख&sort=newest",
        "page=2&source=ख&q=तालाब&source=क&per=50&find_source=x&more=source",
    ],
)
def test_the_same_search_is_kept_once(client, asha, again):
    client.post("/saved/save?q=तालाब&source=क&source=ख", {"name": "अपनी"})
    assert "पहले से सहेजी हुई" in client.get(f"/saved/save?{again}").content.decode()
    client.post(f"/saved/save?{again}", {"name": "दूसरी"})
    assert [one.name for one in SavedSearch.objects.all()] == ["अपनी"]


def test_two_clicks_at_once_save_it_once(asha, monkeypatch):
    first = saved(asha)
    monkeypatch.setattr(searches, "saved_already", lambda user, state: None)  # as both found it
    assert saved(asha) == first and SavedSearch.objects.count() == 1


def test_another_reader_may_save_the_same(client, asha):
    saved(reader("ravi@example.org"))
    client.post("/saved/save?q=तालाब")
    assert SavedSearch.objects.count() == 2


def test_a_reader_keeps_no_more_than_allowed(client, asha, settings):
    settings.SAVED_SEARCHES = 1
    client.post("/saved/save?q=एक")
    answer = client.post("/saved/save?q=दो")
    assert answer.status_code == 400
    assert "1 खोजें सहेजी जा सकती हैं" in answer.content.decode()
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "q=(",
        "q=विषय:कोई-नहीं",
        "q=x&from=कभी",
        "q=" + "क " * 6000,
        "&".join(["org=%d", "place=%d", "not_org=%d"] * 40),
    ],
)
def test_what_cannot_be_saved_is_told(client, asha, address):
    path = f"/saved/save?{address}"
    if "%d" in path:
        path %= tuple(range(120))
    assert client.get(path).status_code in (200, 302)
    answer = client.post(path)
    assert answer.status_code in (200, 400)
    assert SavedSearch.objects.count() == 0


def test_a_long_name_is_refused_and_an_odd_one_made_one_line(client, asha):
    assert client.post("/saved/save?q=क", {"name": "x" * 121}).status_code == 400
    client.post("/saved/save?q=तालाब", {"name": " दो \r\n शब्द "})
    assert SavedSearch.objects.get().name == "दो शब्द"


def test_without_an_address_no_mails_are_offered(client, asha):
    client.force_login(reader("ravi", email=""))
    page = client.get("/saved/save?q=तालाब")
    assert "digest" not in page.context["form"].fields
    client.post("/saved/save?q=तालाब", {"digest": "daily"})
    assert SavedSearch.objects.get().digest == "none"


def test_what_came_in_since_counts_until_it_was_looked_at(client, asha):
    saved(asha)
    assert counted(client) == [0]
    indexed(article(published="1999-01-01"))
    assert counted(client) == counted(client) == [1]
    (row,) = client.get("/saved/").context["rows"]
    indexed(article())  # after the list was made
    page = client.get(row.new_url)
    assert len(page.context["hits"]) == 1
    assert counted(client) == [1]  # that one is still new
    assert len(client.get(row.new_url).context["hits"]) == 1  # and the address shows the same


def test_the_bare_address_of_news_leads_to_a_lasting_one(client, asha):
    search = saved(asha)
    (one,) = indexed(article())
    answer = client.get(reverse("saved:new", args=[search.pk]))
    assert answer["Location"] == f"/saved/{search.pk}/new?after={search.seen_upto}&upto={one.pk}"
    assert counted(client) == [1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_a_browser_that_fetches_ahead_is_no_visit(client, asha, headers):
    saved(asha)
    indexed(article())
    (row,) = client.get("/saved/").context["rows"]
    client.get(row.new_url, headers=headers)
    client.head(row.new_url)
    assert counted(client) == [1]


@pytest.mark.parametrize(
    "query",
    ["after=x&upto=3", "after=-1&upto=3", "upto=5", "after=१&upto=२", "after=&upto="],
)
def test_an_address_of_news_that_makes_no_sense_leads_to_the_right_one(client, asha, query):
    search = saved(asha)
    answer = client.get(f"/saved/{search.pk}/new?{query}")
    assert "after=" in answer["Location"]


def test_no_address_marks_more_as_seen_than_there_is(client, asha):
    search = saved(asha)
    assert client.get(f"/saved/{search.pk}/new?after=0&upto={'9' * 40}").status_code == 200
    indexed(article())
    assert counted(client) == [1]
    client.get(f"/saved/{search.pk}/new?after=0&upto=0")
    assert counted(client) == [1]


def test_all_that_the_list_showed_is_taken_as_seen(client, asha):
    saved(asha)
    saved(asha, "q=सफ़ाई")
    indexed(article())
    upto = client.get("/saved/").context["upto"]
    indexed(article())
    client.post("/saved/seen", {"after": 0, "upto": upto})
    assert counted(client) == [1, 1]
    assert client.get("/saved/seen").status_code == 405


def test_pages_of_news_go_on(client, asha):
    search = saved(asha)
    indexed(*(article() for _ in range(25)))
    address = f"/saved/{search.pk}/new?after={search.seen_upto}&upto={latest()}"
    first = client.get(address)
    second = client.get(first.context["next_url"])
    assert (len(first.context["hits"]), len(second.context["hits"])) == (20, 5)
    assert client.get(address + "&page=99").context["hits"] == second.context["hits"]


def test_a_search_is_renamed_and_its_mails_set(client, asha):
    search = saved(asha, digest="none")
    path = f"/saved/{search.pk}/change"
    assert client.post(path, {"name": ""}).status_code == 400
    client.post(path, {"name": "नया नाम", "digest": "weekly", "paused": "on"})
    search.refresh_from_db()
    assert (search.name, search.digest, search.paused) == ("नया नाम", "weekly", True)


def test_deleting_asks_first(client, asha):
    search = saved(asha)
    path = f"/saved/{search.pk}/delete"
    assert client.get(path).status_code == 200
    assert SavedSearch.objects.exists()
    client.post(path)
    assert not SavedSearch.objects.exists()


PAGES = ["new", "change", "delete"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_searches_of_others_are_not_there(client, asha, page, method):
    other = saved(reader("ravi@example.org"))
    before = SavedSearch.objects.values().get()
    answer = getattr(client, method)(f"/saved/{other.pk}/{page}?after=0&upto=9", {"name": "x"})
    assert answer.status_code == 404
    client.post("/saved/seen", {"after": 0, "upto": 99})
    assert SavedSearch.objects.values().get() == before
    assert client.get("/saved/").context["rows"] == []


@pytest.mark.parametrize("page", ["", "save", "1/new", "1/change", "1/delete"])
def test_nobody_sees_them_without_signing_in(client, page):
    answer = client.get(f"/saved/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in?next=/saved/")


@pytest.mark.parametrize("path", ["save?q=तालाब", "seen", "{pk}/change", "{pk}/delete"])
def test_no_other_site_can_post(asha, path):
    search = saved(asha, "q=सफ़ाई")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(asha)
    before = list(SavedSearch.objects.values())
    given = {"name": "x", "after": 0, "upto": 99}
    assert strict.post(f"/saved/{path.format(pk=search.pk)}", given).status_code == 403
    assert list(SavedSearch.objects.values()) == before


def test_the_pages_are_kept_by_nobody_and_in_no_search_engine(client, asha):
    search = saved(asha)
    for path in ("", "save?q=क", f"{search.pk}/change", f"{search.pk}/new?after=0&upto=1"):
        page = client.get(f"/saved/{path}")
        assert "no-store" in page["Cache-Control"] and "private" in page["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_a_search_that_cannot_be_read_any_more_says_so_in_the_list(client, asha):
    search = saved(asha)
    search.pairs = [["q", "विषय:अब-नहीं"]]
    search.save()
    assert "अब-नहीं" in client.get("/saved/").content.decode()
    assert client.get(f"/saved/{search.pk}/new?after=0&upto=9").status_code == 200


@pytest.mark.embedded
def test_while_there_is_no_index_the_list_says_so(client, asha, index):
    search = saved(asha)
    (index / "CURRENT").unlink()
    for path in ("", f"{search.pk}/new?after=0&upto=9", "save?q=तालाब"):
        page = client.get(f"/saved/{path}")
        assert page.status_code == 200
        assert "खोज की सूची अभी बन रही है" in page.content.decode()
    given = {"name": "x", "digest": "none"}
    assert client.post(f"/saved/{search.pk}/change", given).status_code in (302, 400)


def test_names_of_searches_are_text(client, asha):
    saved(asha, name="<script>x</script>")
    assert "<script>x" not in client.get("/saved/").content.decode()


def test_the_search_page_offers_to_save_just_this_search(client):
    indexed(article())
    page = client.get("/search", {"q": "तालाब", "source": "नमूना समाचार"}).content.decode()
    assert 'href="/saved/save?q=%E0%A4%A4' in page


def test_the_words_of_a_search_name_what_it_narrows(client, asha):
    name = entity("सोनताल")
    topic("खेल")
    query = {"q": "जल", "place": name.slug, "not_topic": "खेल", "to": "2021"}
    lines = client.get("/saved/save", query).context["lines"]
    assert [(line.label, line.values) for line in lines] == [
        ("शब्द", ["जल"]),
        ("स्थान", ["सोनताल"]),
        ("विषय, ये नहीं", ["खेल"]),
        ("कब तक", ["2021"]),
    ]


def test_a_deleted_reader_takes_his_searches_along(asha):
    saved(asha)
    asha.delete()
    assert not SavedSearch.objects.exists()
    assert Article.objects.exists()


def test_sources_and_topics_are_kept_by_what_does_not_change(asha):
    article(source_name="पहला पत्र", topics=["जल और नदी"])
    assert state("source=पहला पत्र&topic=जल और नदी").pairs == (
        ("source", "पहला-पत्र"),
        ("topic", "जल-और-नदी"),
    )
