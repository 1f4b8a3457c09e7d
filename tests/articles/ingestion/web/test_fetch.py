"""Fetching from a server that means no good, or is merely slow and broken."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from articles.ingestion.web.failures import NotModified, Unfetched
from articles.ingestion.web.fetch import Fetcher, retry_after
from articles.ingestion.web.limits import limits

LARGEST = 100_000
PAGE = "/news/1"


@pytest.fixture
def fetcher(site):
    made = Fetcher(limits())
    yield made
    made.close()


@pytest.fixture
def refused(site, fetcher):
    """Return a function that fetches a path and returns the failure."""

    def fetch(path):
        with pytest.raises(Unfetched) as caught:
            fetcher.get(site.url(path), LARGEST)
        return caught.value

    return fetch


def test_a_page_comes_with_what_its_headers_tell(site, fetcher):
    found = fetcher.get(site.url(PAGE), LARGEST)
    assert found.data == site.pages[PAGE]
    assert (found.status, found.content_type) == (200, "text/html")
    assert found.etag
    assert site.headers[-1]["User-Agent"].startswith("NewsArchive/")


def test_what_is_known_is_not_sent_again(site, fetcher):
    found = fetcher.get(site.url(PAGE), LARGEST)
    with pytest.raises(NotModified):
        fetcher.get(site.url(PAGE), LARGEST, etag=found.etag)


def test_a_redirect_leads_to_the_page(site, fetcher):
    site.redirects["/old"] = PAGE
    assert fetcher.get(site.url("/old"), LARGEST).url == site.url(PAGE)


def test_redirects_are_counted(site, refused):
    site.redirects |= {f"/hop/{n}": f"/hop/{n + 1}" for n in range(20)}
    assert refused("/hop/0").kind == "redirects"
    assert len([path for path in site.asked if path.startswith("/hop")]) == 6


def test_a_circle_ends_at_once(site, refused):
    assert refused("/circle/a").kind == "redirects"
    assert site.asked == ["/robots.txt", "/circle/a", "/circle/b"]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://localhost:{port}/news/1", "forbidden_address"),
        ("http://[::1]:{port}/news/1", "forbidden_address"),
        ("http://169.254.169.254/latest/", "forbidden_address"),
        ("http://namuna.example:22/", "forbidden_address"),
        ("file:///etc/hosts", "bad_url"),
        ("http://[", "redirects"),
    ],
)
def test_every_redirect_is_checked_anew(site, refused, target, kind):
    site.redirects["/away"] = target.format(port=site.server.server_port)
    assert refused("/away").kind == kind
    assert site.asked[-1] == "/away"


def test_a_name_is_resolved_once_and_the_connection_goes_there(site, settings):
    """Were it resolved again after the check, a name could lead elsewhere by then."""
    settings.FETCH_HOSTS = ["namuna.example"]
    asked = []

    def resolver(name, port):
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    url = site.url(PAGE).replace("127.0.0.1", "namuna.example")
    assert Fetcher(limits(), resolver=resolver).get(url, LARGEST).data == site.pages[PAGE]
    assert asked == ["namuna.example"]
    assert site.headers[-1]["Host"].startswith("namuna.example:")


def test_without_leave_loopback_is_never_asked(site, settings):
    settings.FETCH_HOSTS = []
    settings.FETCH_PORTS = [site.server.server_port]
    with pytest.raises(Unfetched) as caught:
        Fetcher(limits()).get(site.url(PAGE), LARGEST)
    assert caught.value.kind == "forbidden_address"
    assert site.asked == []


def test_a_proxy_of_the_environment_is_not_used(site, fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert Fetcher(limits()).get(site.url(PAGE), LARGEST).status == 200


def test_a_page_that_says_it_is_too_large_is_not_read(site, refused):
    site.send("/large", b"", Content_Length=str(LARGEST + 1))
    assert refused("/large").kind == "too_large"


def test_a_page_that_does_not_say_so_is_read_no_further_than_allowed(site, refused):
    site.answers["/large"] = ({"Connection": "close"}, b"a" * (LARGEST + 1))
    assert refused("/large").kind == "too_large"


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("data", "packing"),
    [
        (BOMB, "gzip"),
        (zlib.compress(bytes(50_000_000)), "deflate"),
        (gzip.compress(bytes(60_000), mtime=0) * 3, "gzip"),
    ],
)
def test_a_bomb_is_stopped(site, refused, data, packing):
    assert len(data) < LARGEST
    site.send("/bomb", data, Content_Encoding=packing)
    assert refused("/bomb").kind == "too_large"


def test_several_gzip_members_are_one_page(site, fetcher):
    site.send("/two", gzip.compress(b"a") + gzip.compress(b"b") + bytes(8), Content_Encoding="gzip")
    assert fetcher.get(site.url("/two"), LARGEST).data == b"ab"


@pytest.mark.parametrize(
    ("data", "packing"),
    [
        (b"abc", "gzip"),
        (gzip.compress(b"abc", mtime=0)[:-5], "gzip"),
        (b"abc", "br"),
        (b"a", "gzip, gzip"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(site, refused, data, packing):
    site.send("/packed", data, Content_Encoding=packing)
    assert refused("/packed").kind == "bad_compression"


def test_a_body_that_ends_too_early_is_told(site, refused):
    site.answers["/short"] = ({"Content-Length": "10", "Connection": "close"}, b"abc")
    assert refused("/short").kind == "no_connection"


def test_a_silent_page_is_given_up(site, settings):
    settings.FETCH_TIMEOUT = 0.2
    with pytest.raises(Unfetched) as caught:
        Fetcher(limits()).get(site.url("/slow"), LARGEST)
    assert (caught.value.kind, caught.value.again) == ("timeout", True)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_page_that_trickles_in_is_given_up_too(settings, start):
    """Each byte comes in time; the whole never would."""
    settings.FETCH_HOSTS, settings.FETCH_DEADLINE = ["127.0.0.1"], 0.5
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=trickle, args=(server, start), daemon=True).start()
        begun = time.monotonic()
        fetcher = Fetcher(
            limits(), robots={f"http://127.0.0.1:{server.getsockname()[1]}": NO_RULES}
        )
        with pytest.raises(Unfetched) as caught:
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/", LARGEST)
    assert caught.value.kind == "timeout"
    assert time.monotonic() - begun < 10


class NO_RULES:
    status, text = 404, ""


def trickle(server, start):
    connection, _ = server.accept()
    with connection:
        connection.recv(1000)
        try:
            connection.sendall(start)
            for _ in range(2000):
                connection.sendall(b"a")
                time.sleep(0.01)
        except OSError:
            return


def test_a_closed_port_is_told(site, fetcher):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unfetched) as caught:
        fetcher.get(f"http://127.0.0.1:{port}/", LARGEST)
    assert (caught.value.kind, caught.value.again) == ("no_connection", True)


@pytest.mark.parametrize(
    ("status", "again"), [(404, True), (410, False), (403, False), (500, True), (204, False)]
)
def test_a_status_without_a_page_is_told(site, refused, status, again):
    site.statuses["/odd"] = status
    failure = refused("/odd")
    assert (failure.kind, failure.status, failure.again) == ("http_status", status, again)
    assert str(status) in str(failure)


def test_what_robots_may_not_have_is_not_asked_for(site, refused):
    assert refused("/closed/notice").kind == "robots"
    assert site.asked == ["/robots.txt"]


def test_a_redirect_to_what_robots_may_not_have_is_not_followed(site, refused):
    site.redirects["/open"] = "/closed/notice"
    assert refused("/open").kind == "robots"


def test_rules_for_this_archive_stand_above_those_for_all(site, fetcher):
    site.robots += "User-agent: NewsArchive\nAllow: /\n"
    site.pages["/closed/notice"] = b"a"
    assert fetcher.get(site.url("/closed/notice"), LARGEST).data == b"a"


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_host_without_rules_forbids_nothing(site, fetcher, status):
    site.statuses["/robots.txt"] = status
    assert fetcher.get(site.url("/closed/notice"), LARGEST).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_host_that_does_not_tell_its_rules_is_left_alone(site, refused, status):
    site.statuses["/robots.txt"] = status
    for _ in range(2):
        failure = refused(PAGE)
        assert (failure.kind, failure.again) == ("robots_unread", True)
    assert site.asked == ["/robots.txt"]


def test_rules_are_asked_for_once(site, fetcher):
    for path in (PAGE, "/news/2", "/news/3"):
        fetcher.get(site.url(path), LARGEST)
    assert site.asked.count("/robots.txt") == 1


def test_a_host_is_asked_at_a_polite_rate(site, settings):
    settings.FETCH_DELAY = 3
    waits = []
    fetcher = Fetcher(limits(), sleep=waits.append)
    for path in (PAGE, "/news/2"):
        fetcher.get(site.url(path), LARGEST)
    assert [round(wait) for wait in waits] == [3, 3]  # after robots.txt, and after the page


def test_a_host_may_ask_for_more_patience_within_reason(site):
    waits = []
    site.robots += "Crawl-delay: 7\n"
    fetcher = Fetcher(limits(), sleep=waits.append)
    fetcher.get(site.url(PAGE), LARGEST)
    fetcher.get(site.url("/news/2"), LARGEST)
    assert [round(wait) for wait in waits] == [7, 7]


def test_a_host_that_asks_to_be_left_alone_is(site, fetcher, refused):
    site.statuses["/busy"] = 503
    site.retry_after = "120"
    assert refused("/busy").wait == 120
    asked = len(site.asked)
    failure = refused(PAGE)
    assert failure.again and failure.wait > 100
    assert len(site.asked) == asked


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), ("9" * 40, 86400), ("", None), ("soon", None), ("-5", None)],
)
def test_the_time_to_wait_is_read(text, seconds):
    assert retry_after(text) == seconds


def test_the_time_to_wait_may_be_a_date():
    assert retry_after("Wed, 07 Oct 2020 10:27:00 GMT") == 0
