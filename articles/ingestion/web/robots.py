"""robots.txt: what a host lets robots fetch, and how slowly it wants it done."""

from collections.abc import Callable, MutableMapping
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from articles.ingestion.web.failures import BUSY, Unfetched

LARGEST = 512 * 1024  # bytes; RFC 9309 asks robots to read at least 500 KiB
LONGEST_DELAY = 60.0  # seconds; a host that asks for more is not worth blocking a run for


class RobotsText(NamedTuple):
    """What a host answered to the question for its robots.txt."""

    status: int
    text: str = ""


class Robots:
    """The rules of all hosts that are met in a run.

    ``kept`` maps origins to their RobotsText and may outlive the run; ``fetch``
    returns the RobotsText of an address or raises Unfetched.
    """

    def __init__(
        self,
        robot: str,
        kept: MutableMapping[str, RobotsText],
        fetch: Callable[[str], RobotsText],
    ):
        self.robot, self.kept, self.fetch = robot, kept, fetch
        self.parsed: dict[str, Protego] = {}
        self.silent: dict[str, Unfetched] = {}  # origins that did not answer in this run

    def check(self, url: str) -> None:
        """Raise Unfetched if the host forbids the address, or does not say what it allows."""
        if not self._rules(origin(url)).can_fetch(url, self.robot):
            reason = f"The site's robots.txt forbids {self.robot} to fetch this page."
            raise Unfetched("robots", reason)

    def delay(self, url: str) -> float:
        """Return how many seconds the host wants between two requests, 0 where it says none."""
        rules = self.parsed.get(origin(url))
        wanted = rules and rules.crawl_delay(self.robot)
        # What is no number compares with nothing.
        return min(wanted, LONGEST_DELAY) if wanted and wanted > 0 else 0.0

    def _rules(self, where: str) -> Protego:
        if where not in self.parsed:
            self.parsed[where] = Protego.parse(self._text(where).text)
        return self.parsed[where]

    def _text(self, where: str) -> RobotsText:
        if where in self.silent:
            raise self.silent[where]
        found = self.kept.get(where)
        if found is None:
            found = self.kept[where] = self._fetch(where)
        return found

    def _fetch(self, where: str) -> RobotsText:
        """Ask the host. Without an answer it is left alone, as RFC 9309 says."""
        try:
            return self.fetch(f"{where}/robots.txt")
        except Unfetched as failure:
            if has_none(failure):
                return RobotsText(failure.status or 404)
            self.silent[where] = unread(failure) if failure.status else failure
            raise self.silent[where] from failure


def has_none(failure: Unfetched) -> bool:
    """Return whether the host plainly has no robots.txt of use, and so forbids nothing."""
    refused = failure.status is not None and 400 <= failure.status < 500
    return (refused and failure.status not in BUSY) or failure.kind in ("too_large", "redirects")


def unread(failure: Unfetched) -> Unfetched:
    reason = (
        "The host does not say what robots may fetch: its robots.txt gives status "
        f"{failure.status}. It is tried again later."
    )
    return Unfetched("robots_unread", reason, again=True, status=failure.status, wait=failure.wait)


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
