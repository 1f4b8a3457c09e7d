"""Counts and lists for the pages of the archive, from the index: see ``articles.tallies``."""

from articles import tallies
from articles.tallies import CannotTell, Tally, Teller
from search.engines.base import MONTH, NEWEST, IndexUnavailable, Matches, Request, engine
from search.minute import kept
from search.tree import Everything, Field

KEPT = 16  # tallies that are kept for a minute


def connect() -> None:
    tallies.connect(Teller(tally, newest))


def newest(kind: str, ids: tuple[int, ...], start: int, stop: int) -> list[int]:
    try:
        return [pk for pk, score in matches(kind, ids).page(start, stop)]
    except IndexUnavailable as error:
        raise CannotTell from error


def tally(kind: str, ids: tuple[int, ...]) -> Tally:
    try:
        return of_state(kind, ids, engine().state())
    except IndexUnavailable as error:
        raise CannotTell from error


@kept(KEPT)
def of_state(kind: str, ids: tuple[int, ...], state: str) -> Tally:
    """Count as the index stands; the counts of all articles are asked for with every page."""
    found = matches(kind, ids)
    return Tally(
        found.total,
        found.periods(MONTH),
        found.counts("source"),
        found.counts("topic"),
        found.counts("entity"),
        found.span(),
        found.total,
    )


def matches(kind: str, ids: tuple[int, ...]) -> Matches:
    query = Field(kind, "", ids) if kind else Everything()
    return engine().match(Request(query=query, sort=NEWEST))
