"""``manage.py ingest`` with addresses: pages, feeds, sitemaps, lists."""

import gzip
import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, FetchedPage, IngestRun, RobotsFile
from tests import builders
from tests.articles.ingestion.web.site import STORIES, page, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive():
    return builders.entity("सोनपुर")


def ingest(*arguments):
    out = StringIO()
    with suppress(CommandError):  # some records failed, which the summary tells
        call_command("ingest", "--json", *map(str, arguments), stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def kinds(summary):
    return [problem["kind"] for problem in summary["problems"]]


def sitemap(site, *paths):
    urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
    return f"<urlset>{urls}</urlset>".encode()


def test_a_page_is_taken_in_and_the_second_time_unchanged(site):
    url = site.url(STORIES[0].path)
    assert ingest(url)["stored"] == 1
    assert ingest(f"{url}?utm_source=x#top")["unchanged"] == 1
    assert Article.objects.get().url == url
    assert IngestRun.objects.first().inputs == [f"{url}?utm_source=x#top"]


def test_a_changed_page_is_a_revision(site):
    ingest(site.url("/news/1"))
    site.pages["/news/1"] = site.pages["/news/1"].replace("घोषणा".encode(), "तैयारी".encode())
    assert ingest(site.url("/news/1"))["updated"] == 1
    assert Article.objects.get().revisions.count() == 1


def test_a_feed_is_read_without_being_stored(site):
    site.items = [one.path for one in STORIES[:3]]
    assert ingest(site.url())["stored"] == 3
    site.asked.clear()
    assert ingest(site.url())["unchanged"] == 3
    assert site.asked == ["/feed.xml"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_is_read(site, packed):
    data = sitemap(site, "/news/1", "/news/2", "/gone")
    site.send("/sitemap.xml.gz", gzip.compress(data) if packed else data)
    summary = ingest(site.url("/sitemap.xml.gz"))
    assert (summary["stored"], kinds(summary)) == (2, ["http_status"])


def test_a_packed_sitemap_may_not_grow_too_large(site, settings):
    settings.FETCH_FEED_BYTES = 10_000
    site.send("/sitemap.xml.gz", gzip.compress(bytes(1_000_000)))
    assert kinds(ingest(site.url("/sitemap.xml.gz"))) == ["too_large"]


def test_a_list_in_a_file_is_followed_and_goes_on_where_it_stopped(site, tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("\n".join(site.url(one.path) for one in STORIES[:3]), encoding="utf-8")
    FetchedPage.objects.all().delete()
    assert ingest(path)["stored"] == 3
    path.write_text(path.read_text() + "\n" + site.url("/news/9") + "\n", encoding="utf-8")
    summary = ingest(path)
    assert (summary["stored"], summary["unchanged"]) == (1, 3)


def test_a_list_on_the_web_is_followed(site):
    text = "\n".join(site.url(one.path) for one in STORIES[:2])
    site.send("/list.txt", text.encode(), Content_Type="text/plain")
    assert ingest(site.url("/list.txt"))["stored"] == 2


def test_an_address_twice_in_a_list_is_fetched_once(site, tmp_path):
    path = tmp_path / "list.txt"
    url = site.url("/news/1")
    path.write_text(f"{url}\n{url}?utm_source=b\n{url}\n", encoding="utf-8")
    summary = ingest(path)
    assert (summary["stored"], summary["unchanged"]) == (1, 2)
    assert site.asked.count("/news/1") == 1


def test_files_and_addresses_go_together(site, tmp_path):
    file = builders.write_lines(tmp_path / "a.jsonl", builders.json_record(id="1"))
    assert ingest(file, site.url("/news/1"))["stored"] == 2


def test_a_dry_run_remembers_nothing(site):
    assert ingest("--dry-run", site.url("/news/1"))["stored"] == 1
    for model in (Article, FetchedPage, RobotsFile):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("नमस्ते".encode(), "bad_feed"),
        (b"\x89PNG", "bad_feed"),
        (b"<html></html>", "no_title"),
        ("<h1>बस चली</h1>".encode(), "no_body"),
        (b"<font face='Kruti Dev 010'>uxj ifj</font>", "legacy_font"),
    ],
)
def test_what_gives_no_article_is_one_problem_with_its_address(site, data, kind):
    site.send("/odd", data, Content_Type="text/html")
    (problem,) = ingest(site.url("/odd"))["problems"]
    assert (problem["kind"], problem["path"]) == (kind, site.url("/odd"))


def test_a_page_that_leads_to_the_front_page_is_gone(site):
    site.redirects["/old"] = "/"
    site.pages["/"] = page(story(50)).encode()
    assert kinds(ingest(site.url("/old"))) == ["redirects"]


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        ("/news/1?id=7", "/news/1?id=7"),
        ("https://elsewhere.example/taken", "/copy"),
        ("/", "/copy"),
        ("http://[", "/copy"),
        ("", "/copy"),
    ],
)
def test_a_page_speaks_for_its_own_site_only(site, canonical, kept):
    link = f"<head><link rel='canonical' href='{canonical}'>"
    site.pages["/copy"] = page(story(5)).replace("<head>", link, 1).encode()
    assert ingest(site.url("/copy"))["stored"] == 1
    assert Article.objects.get().url == site.url(kept)


def test_broken_bytes_are_told_and_the_article_is_kept(site):
    site.pages["/news/1"] = site.pages["/news/1"].replace(
        "घोषणा".encode(), "घोष".encode() + b"\xe0"
    )
    summary = ingest(site.url("/news/1"))
    assert (summary["stored"], kinds(summary)) == (1, ["bad_characters"])


def test_rules_of_robots_are_kept_for_a_day(site):
    ingest(site.url("/news/1"))
    ingest(site.url("/news/2"))
    assert site.asked.count("/robots.txt") == 1
    assert RobotsFile.objects.get().status == 200


def test_hidden_addresses_are_refused_and_told(settings):
    (problem,) = ingest("http://169.254.169.254/latest/meta-data/")["problems"]
    assert problem["kind"] == "forbidden_address"
