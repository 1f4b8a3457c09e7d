"""Why an address gave nothing."""

from dataclasses import replace

from articles.ingestion.records import Unreadable

WORDS = {
    401: "It asks for a password. Leave the address out, or ask the site for a feed.",
    403: "The site refuses this archive. Ask its owner, or leave the address out.",
    404: "There is no such page. Check the address.",
    410: "The page was taken away for good.",
    429: "The site asks for fewer requests. It is tried again later.",
    451: "The page is blocked for legal reasons.",
}
BUSY = (429, 503)
GONE = 410


class Unfetched(Unreadable):
    """An address that gave nothing: a kind of problem, the reason, and whether to try again.

    ``status`` is the last HTTP status, if there was an answer; ``wait`` is how many
    seconds the host asks to be left alone.
    """

    def __init__(self, kind, reason, *, again=False, status=None, wait=None):
        super().__init__(kind, reason)
        self.again, self.status, self.wait = again, status, wait

    def problem(self, origin):
        """Return the problem; what robots.txt forbids is left out on purpose."""
        return replace(super().problem(origin), skipped=self.kind == "robots")


class NotModified(Exception):
    """The address gives what it gave the last time."""


def refused_by_status(status: int, wait: float | None) -> Unfetched:
    """Return the failure that an HTTP status other than success stands for."""
    words = WORDS.get(status, "The site has a fault of its own. It is tried again later.")
    if status < 500 and status not in WORDS:
        words = "This is no answer to a plain request. Check the address in a browser."
    reason = f"The server answers with status {status}. {words}"
    again = status >= 500 or status in (404, 408, 425, 429)
    return Unfetched("http_status", reason, again=again, status=status, wait=wait)
