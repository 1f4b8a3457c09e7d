"""Saved searches from the first visit to the last, in a real browser."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from tests.builders import article, indexed
from tests.search.saved.keeping import all_due, reader, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "तालाब-किनारे-42"


@pytest.fixture(autouse=True)
def archive(index):
    return indexed(article("तालाब भरा", body="पानी आया।"), article("नहर पर पुल", body="पुल बना।"))


@pytest.fixture
def asha(page, live_server):
    """A reader with a saved search, signed in in the browser."""
    user = reader()
    saved(user, "q=तालाब", "पानी की ख़बरें")
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    return user


def link_in(mail) -> str:
    """Return the path of the last link in a mail."""
    return re.findall(r"https://archive\.example(/\S+)", mail.body)[-1]


def stops(mail) -> tuple[str, str]:
    """Return the links of a mail that stop those of its first search, and all mails."""
    of_search = re.search(r"https://archive\.example/saved/stop/\S+", mail.body)[0]
    return of_search, mail.extra_headers["List-Unsubscribe"].strip("<>")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def shows(page, text: str) -> None:
    page.get_by_text(text).wait_for()
    assert fits(page)


def row(page) -> str:
    page.goto("/saved/")
    assert fits(page)
    return page.locator("table.saved tbody tr").inner_text()


def test_a_stranger_signs_up_on_the_way_to_saving_a_search(page, mailoutbox):
    page.goto("/search?q=तालाब")
    page.get_by_role("link", name="सहेजें", exact=True).click()
    page.get_by_role("link", name="खाता बनाएँ").first.click()
    page.get_by_label("ई-मेल").fill("asha@example.org")
    page.locator("main form button").click()
    shows(page, "asha@example.org")
    page.goto(link_in(mailoutbox[0]))
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/saved/save?*")
    page.get_by_label("नाम", exact=True).fill("पानी की ख़बरें")
    page.get_by_label("नए समाचार मेल से").select_option("daily")
    assert fits(page)
    page.get_by_role("button", name="खोज सहेजें").click()
    shows(page, "खोज सहेजी गई: पानी की ख़बरें")
    assert "हर दिन" in row(page)


def test_what_is_new_is_told_until_it_was_looked_at(page, asha):
    assert re.search(r"\b0\b", row(page))
    indexed(article("तालाब छलका", body="बारिश हुई।"))
    assert re.search(r"\b1\b", row(page))
    page.locator("table.saved td a").first.click()
    shows(page, "1 नए")
    assert page.locator(".result-list h2, .result-list h3").all_inner_texts() == ["तालाब छलका"]
    assert re.search(r"\b0\b", row(page))


def test_mails_are_changed_and_stopped_by_their_own_links(page, asha, mailoutbox):
    row(page)
    page.get_by_role("link", name="बदलें").click()
    page.get_by_label("नए समाचार मेल से").select_option("weekly")
    page.get_by_role("button", name="बदलाव सहेजें").click()
    page.wait_for_url("**/saved/")
    assert "हर हफ़्ते" in row(page)

    all_due()
    indexed(article("तालाब छलका", body="बारिश हुई।"))
    call_command("send_digests")
    one, every = (link.replace("https://archive.example", "") for link in stops(mailoutbox[0]))
    page.goto(one)
    page.get_by_role("button", name="मेल बंद करें").click()
    shows(page, "मेल बंद कर दिए गए")
    assert "कभी नहीं" in row(page)
    page.request.post(every, form={"List-Unsubscribe": "One-Click"})  # as mail programs do
    page.reload()
    shows(page, "सहेजी खोजों के मेल बंद हैं")


def test_a_search_is_deleted_once_that_is_confirmed(page, asha):
    row(page)
    page.get_by_role("link", name="हटाएँ").click()
    page.get_by_role("button", name="हटाएँ").click()
    shows(page, "सहेजी खोज हटाई गई: पानी की ख़बरें")
    shows(page, "अभी कोई खोज सहेजी हुई नहीं है")
