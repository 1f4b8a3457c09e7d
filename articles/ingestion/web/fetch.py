"""Fetch an address: politely, within limits, and never from inside a network."""

import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore
import httpx

from articles.ingestion.web import inflate
from articles.ingestion.web.addresses import Resolver, check, resolve
from articles.ingestion.web.connections import CheckedBackend, CheckedTransport, Deadline
from articles.ingestion.web.failures import BUSY, NotModified, Unfetched, refused_by_status
from articles.ingestion.web.limits import Limits
from articles.ingestion.web.robots import LARGEST, Robots, RobotsText, origin

SUCCESS = (200, 203)
REDIRECTS = (301, 302, 303, 307, 308)
CONDITIONS = ("If-None-Match", "If-Modified-Since")
LONGEST_WAIT = 24 * 3600  # seconds for which a host may ask to be left alone
ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True)
class Fetched:
    """What an address gave. ``url`` is where it was found, after all redirects."""

    url: str
    status: int
    data: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


class Fetcher:
    """Fetches one address at a time; remembers for each host when it was last asked."""

    def __init__(
        self,
        limits: Limits,
        robots: MutableMapping[str, RobotsText] | None = None,
        resolver: Resolver = resolve,
        sleep=time.sleep,
    ):
        self.limits, self.sleep = limits, sleep
        self.deadline = Deadline(limits.deadline)
        self.transport = CheckedTransport(CheckedBackend(limits, self.deadline, resolver))
        self.client = httpx.Client(
            transport=self.transport,
            timeout=limits.timeout,
            headers={"User-Agent": limits.agent, "Accept-Encoding": "gzip"},
            trust_env=False,  # a proxy would connect to addresses that nobody checked
        )
        self.robots = Robots(limits.robot, {} if robots is None else robots, self._robots_text)
        self.asked: dict[str, float] = {}  # origin → when it was last asked
        self.resting: dict[str, float] = {}  # origin → until when it wants to be left alone

    def get(self, url: str, largest: int, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what an address gives, of at most ``largest`` bytes.

        Raises Unfetched; with an ``etag`` or ``last_modified`` of an earlier answer
        also NotModified. Redirects are followed, and each is checked anew.
        """
        condition = zip(CONDITIONS, (etag, last_modified), strict=True)
        headers = {name: value for name, value in condition if value}
        return self._follow(url, largest, {"Accept": ACCEPTED} | headers, self.robots.check)

    def close(self) -> None:
        self.client.close()

    def _follow(self, url, largest, headers, permit) -> Fetched:
        self.client.cookies.clear()
        visited = []
        while len(visited) <= self.limits.redirects:
            url = urldefrag(url).url
            if url in visited:
                raise Unfetched("redirects", "The page redirects in a circle.")
            visited.append(url)
            check(url, self.limits)
            permit(url)
            found = self._ask(url, largest, headers)
            if isinstance(found, Fetched):
                return found
            url = found
        reason = f"The page redirects more than {self.limits.redirects} times."
        raise Unfetched("redirects", reason)

    def _ask(self, url, largest, headers) -> Fetched | str:
        """Return what one request gives, or the address that it is sent on to."""
        self._wait_for(url)
        with translated(url), self.client.stream("GET", url, headers=headers) as answer:
            if answer.status_code == 304 and headers.keys() & set(CONDITIONS):
                raise NotModified
            if answer.status_code in REDIRECTS:
                return self._next(url, answer)
            if answer.status_code not in SUCCESS:
                raise self._refused(url, answer)
            return Fetched(
                url=url,
                status=answer.status_code,
                data=body(answer, largest),
                content_type=answer.headers.get("Content-Type", ""),
                etag=answer.headers.get("ETag", ""),
                last_modified=answer.headers.get("Last-Modified", ""),
            )

    def _wait_for(self, url: str) -> None:
        """Wait until the host may be asked again. Raises Unfetched if that is far away."""
        where, now = origin(url), time.monotonic()
        if (left := self.resting.get(where, 0) - now) > 0:
            reason = "The host asked to be left alone for a while. It is tried again later."
            raise Unfetched("http_status", reason, again=True, wait=left)
        delay = max(self.limits.delay, self.robots.delay(url))
        if (left := self.asked.get(where, now - delay) + delay - now) > 0:
            self.sleep(left)
        self.asked[where] = time.monotonic()
        self.deadline.start()

    def _next(self, url: str, answer: httpx.Response) -> str:
        try:
            return urljoin(url, answer.headers["Location"].strip().replace(" ", "%20"))
        except (KeyError, ValueError) as error:
            reason = "The page redirects, but to no address. It is tried again later."
            raise Unfetched("redirects", reason, again=True) from error

    def _refused(self, url: str, answer: httpx.Response) -> Unfetched:
        wait = retry_after(answer.headers.get("Retry-After", ""))
        failure = refused_by_status(answer.status_code, wait)
        if answer.status_code in BUSY and wait:
            self.resting[origin(url)] = time.monotonic() + wait
        return failure

    def _robots_text(self, url: str) -> RobotsText:
        """Return what a host's robots.txt says. Raises Unfetched."""
        found = self._follow(url, LARGEST, {}, permit=lambda url: None)
        return RobotsText(found.status, found.data.decode("utf-8", "replace").replace("\x00", ""))


def body(answer: httpx.Response, largest: int) -> bytes:
    """Return the body, unpacked, of at most ``largest`` bytes. Raises Unfetched."""
    length = answer.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and int(length[:20]) > largest:
        raise inflate.too_large(largest)
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in ("gzip", "x-gzip", "deflate"):
        return inflate.inflated(answer.iter_raw(), largest)
    if packing not in ("identity", ""):
        reason = f"The answer is packed as {packing[:40]}, which was not asked for."
        raise Unfetched("bad_compression", reason)
    return inflate.joined(answer.iter_raw(), largest)


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn what can go wrong with a connection into Unfetched, in words for an operator."""
    name = urlsplit(url).hostname
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        detail = f": {error}" if str(error) else ""
        reason = f"The host {name} does not answer in time{detail}. It is tried again later."
        raise Unfetched("timeout", reason, again=True) from error
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol) as error:
        raise Unfetched("bad_url", f"This is no address: {error}.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError) as error:
        detail = str(error) or type(error).__name__
        reason = f"The connection to {name} fails: {detail}. It is tried again later."
        raise Unfetched("no_connection", reason, again=True) from error


def retry_after(text: str) -> float | None:
    """Return how many seconds a Retry-After asks for, or None where it says nothing useful."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return min(int(text[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        return min(max(moment.timestamp() - time.time(), 0), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None
