"""What fetching may take and do; docs/settings.md gives the reasons."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """Times are in seconds, sizes in bytes."""

    agent: str
    timeout: float  # for a connection, and for each wait for more of an answer
    deadline: float  # for a whole answer
    page_bytes: int
    feed_bytes: int
    redirects: int
    delay: float  # between two requests to one host
    pages: int  # fetched for one input in one run
    hosts: frozenset[str]  # that may have any address and port
    ports: frozenset[int]  # of all other hosts

    @property
    def robot(self) -> str:
        """The name by which robots.txt calls this archive."""
        return self.agent.partition("/")[0].strip()


def limits() -> Limits:
    return Limits(
        agent=settings.FETCH_AGENT,
        timeout=settings.FETCH_TIMEOUT,
        deadline=settings.FETCH_DEADLINE,
        page_bytes=settings.FETCH_PAGE_BYTES,
        feed_bytes=settings.FETCH_FEED_BYTES,
        redirects=settings.FETCH_REDIRECTS,
        delay=settings.FETCH_DELAY,
        pages=settings.FETCH_PAGES,
        hosts=frozenset(host.strip().lower() for host in settings.FETCH_HOSTS),
        ports=frozenset(settings.FETCH_PORTS),
    )
