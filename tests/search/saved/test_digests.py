"""Mails of what is new: one a reader, every article at most once, whatever breaks."""

import json
import re
from datetime import date
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.locks import held
from articles.models import Article, Cluster
from search.models import Reader, SavedSearch, Sent
from search.saved import sending
from search.saved.digests import due, first_day
from search.saved.listing import changed
from tests.builders import article, indexed
from tests.search.saved.keeping import Failing, all_due, reader, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
FAILING = "tests.search.saved.keeping.Failing"


@pytest.fixture(autouse=True)
def begun(index):
    """The archive has something before anybody saves a search."""
    indexed(article(title="पहला समाचार", body="बहुत पुराना पाठ।"))


@pytest.fixture
def failing(settings, monkeypatch):
    settings.EMAIL_BACKEND = FAILING
    monkeypatch.setattr(Failing, "errors", {})
    return Failing


def sent_articles(mailoutbox) -> list[int]:
    """Return the articles that the mails link to, in order, those of a text part each once."""
    return [int(pk) for mail in mailoutbox for pk in re.findall(r"/articles/(\d+)", mail.body)]


def headers(mail):
    return message_from_bytes(mail.message().as_bytes(), policy=policy.default)


@pytest.mark.parametrize(
    "digest, today, expected",
    [
        ("daily", date(2026, 3, 4), date(2026, 3, 4)),
        ("weekly", date(2026, 3, 4), date(2026, 3, 2)),  # Wednesday: the Monday before
        ("weekly", date(2026, 3, 2), date(2026, 3, 2)),
        ("weekly", date(2026, 3, 1), date(2026, 2, 23)),
    ],
)
def test_a_period_begins_with_a_day_or_with_monday(digest, today, expected):
    assert first_day(digest, today) == expected


@pytest.mark.parametrize(
    "facts, is_due",
    [
        ({}, True),
        ({"digest": "weekly"}, True),
        ({"digest": "none"}, False),
        ({"paused": True}, False),
        ({"mailed_at": timezone.now()}, False),
        ({"user.is_active": False}, False),
        ({"user.email": ""}, False),
        ({"user.reader.mails": False}, False),
    ],
)
def test_who_gets_mails(facts, is_due):
    search = saved(reader())
    for path, value in facts.items():
        row = search
        *way, name = path.split(".")
        for step in way:
            row = getattr(row, step)
        setattr(row, name, value)
        row.save()
    assert bool(due()) is is_due


def test_one_mail_has_all_searches_of_a_reader_and_no_article_twice(mailoutbox):
    asha = reader()
    saved(asha, "q=तालाब", "तालाब")
    saved(asha, "q=सफ़ाई", "सफ़ाई")
    pond, street = indexed(
        article(title="तालाब की सफ़ाई"), article(title="गली की सफ़ाई", body="गली साफ़ हुई।")
    )
    sending.send()
    (mail,) = mailoutbox
    assert mail.to == ["asha@example.org"]
    assert mail.subject == "2 नए समाचार: तालाब, सफ़ाई"
    assert sorted(sent_articles(mailoutbox)) == sorted([pond.pk, street.pk])


def test_nothing_new_is_no_mail_and_counts_from_now(mailoutbox):
    search = saved(reader())
    summary = sending.send()
    assert mailoutbox == []
    assert summary.readers == {"nothing_new": 1}
    search.refresh_from_db()
    assert timezone.localdate(search.mailed_at) == timezone.localdate()


def test_what_was_sent_is_never_sent_again(mailoutbox):
    asha = reader()
    saved(asha)
    (one,) = indexed(article())
    sending.send()
    SavedSearch.objects.update(mailed_upto=0)
    all_due()
    (copy,) = indexed(article())
    Article.objects.filter(pk__in=[one.pk, copy.pk]).update(cluster=Cluster.objects.create())
    sending.send()
    assert sent_articles(mailoutbox) == [one.pk]


def test_a_search_that_several_save_is_asked_once(mailoutbox, monkeypatch):
    for name in ("asha@example.org", "ravi@example.org"):
        saved(reader(name))
    indexed(article())
    calls, real = [], sending.Composer.__init__.__globals__["news_of"]

    def counting(*args):
        calls.append(args)
        return real(*args)

    monkeypatch.setattr("search.saved.digests.news_of", counting)
    sending.send()
    assert (len(mailoutbox), len(calls)) == (2, 1)


def test_a_refused_address_stops_no_other_and_is_tried_again(mailoutbox, failing):
    for name in ("asha@example.org", "ravi@example.org", "zoya@example.org"):
        saved(reader(name))
    (one,) = indexed(article())
    failing.errors["ravi@example.org"] = SMTPRecipientsRefused({"ravi@example.org": (550, b"no")})
    summary = sending.send()
    assert [mail.to for mail in mailoutbox] == [["asha@example.org"], ["zoya@example.org"]]
    assert summary.as_dict() | {"problems": []} == {
        "sent": 2,
        "nothing_new": 0,
        "refused": 1,
        "uncertain": 0,
        "articles": 2,
        "problems": [],
    }
    assert "ravi" not in "".join(summary.problems)
    failing.errors.clear()
    sending.send()
    assert mailoutbox[-1].to == ["ravi@example.org"]
    assert sent_articles(mailoutbox) == [one.pk] * 3


def test_a_mail_that_may_have_gone_out_is_not_sent_again(mailoutbox, failing):
    saved(reader())
    indexed(article())
    failing.errors["asha@example.org"] = SMTPServerDisconnected("gone")
    assert sending.send().readers == {"uncertain": 1}
    failing.errors.clear()
    all_due()
    sending.send()
    assert mailoutbox == []


def test_a_process_that_dies_before_the_mail_sends_nothing_twice(mailoutbox, failing):
    search = saved(reader())
    indexed(article())
    failing.errors["asha@example.org"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        sending.send()
    failing.errors.clear()
    (later,) = indexed(article())
    sending.send()
    assert sent_articles(mailoutbox) == [later.pk]
    search.refresh_from_db()
    assert search.seen_upto < later.pk  # the lost one still counts as new in the list


def test_a_process_that_dies_after_the_mail_sends_nothing_twice(mailoutbox, monkeypatch):
    saved(reader())
    (one,) = indexed(article())

    def dies(letter):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(sending, "settle", dies)
        sending.send()
    sending.send()
    assert sent_articles(mailoutbox) == [one.pk]


def test_an_unreachable_server_leaves_all_as_it_was(mailoutbox, failing, monkeypatch):
    saved(reader())
    indexed(article())
    monkeypatch.setattr(failing, "unreachable", True)
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("send_digests")
    assert Sent.objects.count() == 0
    monkeypatch.setattr(failing, "unreachable", False)
    call_command("send_digests")
    assert len(mailoutbox) == 1


def test_a_long_digest_is_cut_and_links_to_the_rest(mailoutbox, settings, client):
    settings.DIGEST_ARTICLES = 4
    asha = reader()
    search = saved(asha, "q=तालाब", "तालाब")
    saved(asha, "q=पुस्तकालय", "पुस्तकालय")
    indexed(*(article() for _ in range(5)), article(title="पुस्तकालय", body="नई किताबें।"))
    sending.send()
    (mail,) = mailoutbox
    assert len(sent_articles(mailoutbox)) == 3
    assert "और 3 नए समाचार यहाँ:" in mail.body
    (address,) = re.findall(r"https://archive.example(/saved/\S+after\S+)", mail.body)
    client.force_login(asha)
    assert len(client.get(address).context["news"].stories) == 5
    assert f"/saved/{search.pk}/" in address


def test_mails_begin_with_what_comes_after_they_were_asked_for(mailoutbox):
    search = saved(reader(), digest="none")
    indexed(article())
    changed(search, search.name, "daily")
    all_due()
    (later,) = indexed(article())
    sending.send()
    assert sent_articles(mailoutbox) == [later.pk]


def test_mails_go_on_after_a_pause_with_what_comes_then(mailoutbox):
    search = saved(reader())
    changed(search, search.name, "daily", paused=True)
    indexed(article())
    changed(search, search.name, "daily", paused=False)
    all_due()
    (later,) = indexed(article())
    sending.send()
    assert sent_articles(mailoutbox) == [later.pk]


def test_a_search_that_cannot_be_read_any_more_stops_no_other(mailoutbox):
    asha = reader()
    saved(asha)
    broken = saved(asha, "q=बावड़ी", "टूटी")
    broken.pairs = [["q", "विषय:जो-नहीं-है"]]
    broken.save()
    (one,) = indexed(article())
    sending.send()
    assert sent_articles(mailoutbox) == [one.pk]


def test_a_mail_has_the_digits_of_the_archive(mailoutbox, settings):
    settings.DIGITS = "devanagari"
    saved(reader())
    (made,) = indexed(article())
    sending.send()
    (mail,) = mailoutbox
    assert mail.subject.startswith("१ नया समाचार")
    assert made.get_absolute_url() in mail.body


@pytest.mark.parametrize(
    "language, subject, day, stop",
    [
        ("hi", "1 नया समाचार: तालाब", "7 अक्टूबर 2020", "सभी मेल बंद करें"),
        ("en", "1 new article: तालाब", "7 October 2020", "Stop all mails"),
    ],
)
def test_a_mail_speaks_the_language_of_its_reader(mailoutbox, language, subject, day, stop):
    asha = reader()
    saved(asha)
    Reader.objects.update(language=language)
    indexed(article())
    sending.send()
    (mail,) = mailoutbox
    html = mail.alternatives[0].content
    assert mail.subject == subject
    assert day in mail.body and day in html
    assert stop in mail.body and stop in html
    assert f'<html lang="{language}">' in html


def test_a_mail_says_how_it_is_stopped_by_one_click(mailoutbox):
    saved(reader())
    indexed(article())
    sending.send()
    said = headers(mailoutbox[0])
    assert said["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = said["List-Unsubscribe"].strip()
    assert re.fullmatch(r"<https://archive\.example/saved/stop/\S+>", address)
    assert said["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("name", ["a\nBcc: x@example.org", "a\r\nb", "x" * 120, "a\u2028b", "<b>&"])
def test_no_name_writes_a_header_or_markup(mailoutbox, name):
    search = saved(reader())
    SavedSearch.objects.filter(pk=search.pk).update(name=name)
    indexed(article(title="<script>तालाब"))
    sending.send()
    (mail,) = mailoutbox
    assert headers(mail)["Bcc"] is None
    assert "\n" not in mail.subject
    assert "<script>" not in mail.alternatives[0].content
    assert "<b>&" not in mail.alternatives[0].content


def test_a_dry_run_tells_and_changes_nothing(mailoutbox, capsys):
    saved(reader(), name="तालाब")
    indexed(article())
    before = list(SavedSearch.objects.values())
    call_command("send_digests", dry_run=True)
    assert "1 articles: तालाब (1)" in capsys.readouterr().out
    assert (mailoutbox, Sent.objects.count()) == ([], 0)
    assert list(SavedSearch.objects.values()) == before


def test_the_command_tells_programs_what_it_did(capsys, mailoutbox):
    saved(reader())
    indexed(article())
    call_command("send_digests", json=True)
    assert json.loads(capsys.readouterr().out) == {
        "sent": 1,
        "nothing_new": 0,
        "refused": 0,
        "uncertain": 0,
        "articles": 1,
        "problems": [],
    }


def test_two_do_not_send_at_once():
    with (
        held("digests"),
        pytest.raises(CommandError, match="Another process"),
    ):
        call_command("send_digests")


def test_without_the_address_of_the_site_nothing_is_sent(settings, mailoutbox):
    settings.SITE_URL = ""
    saved(reader())
    indexed(article())
    with pytest.raises(CommandError, match="NEWSARCHIVE_URL"):
        call_command("send_digests")
    assert Sent.objects.count() == 0


@pytest.mark.embedded
def test_without_an_index_nothing_is_sent(index, mailoutbox):
    from search.engines.base import engine

    saved(reader())
    (index / "CURRENT").unlink()
    engine.cache_clear()
    with pytest.raises(CommandError):
        call_command("send_digests")
    assert mailoutbox == []
