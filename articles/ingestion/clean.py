"""From an article as found to one that can be stored: texts normalised, facts checked."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from articles.hindi.dates import Moment, find_moment, parse_moment
from articles.hindi.fold import GROWTH, fold
from articles.hindi.normalise import normalise
from articles.hindi.tokens import fold_words, tokenise
from articles.ingestion.addresses import canonical, host, is_address
from articles.ingestion.agencies import agency_named, tag_at_end
from articles.ingestion.boilerplate import cut
from articles.ingestion.dateline import dateline
from articles.ingestion.records import (
    LONGEST_EXCERPT,
    ArticleRecord,
    Problem,
    RawArticle,
)
from articles.ingestion.rules import NO_RULES, Rules

UNKNOWN_SOURCE = "अज्ञात स्रोत"
DATES_UNDERSTOOD = "2020-10-07, 2020-10-07T15:57+05:30, 7 अक्टूबर 2020 (15:57 IST), 07/10/2020"
# How long each text may be; the columns of the database hold no more.
LONGEST = {
    "title": 1000,
    "url": 1000,
    "external_id": 200,
    "source": 200,
    "byline": 300,
    "agency": 60,
    "place": 120,
    "section": 200,
    "topics": 200,
    "entities": 200,
}


class Fault(NamedTuple):
    """Why a fact cannot be stored: the kind of problem, the reason, and the text found."""

    kind: str
    reason: str
    found: str


class Checks:
    """The checks of one article, and the problems that they found."""

    def __init__(self, raw: RawArticle):
        self.raw = raw
        self.problems: list[Problem] = []

    def report(self, field: str, fault: Fault, fatal: bool = False) -> None:
        outcome = "" if fatal else " The article is kept without it."
        problem = Problem(
            self.raw.origin,
            fault.kind,
            fault.reason + outcome,
            field=field,
            excerpt=fault.found.replace("\x00", "")[:LONGEST_EXCERPT],
            fatal=fatal,
        )
        self.problems.append(problem)

    def fits(self, field: str, text: str, fatal: bool = False) -> bool:
        """Return whether the column of the field can hold the text and its fold."""
        limit, length = LONGEST[field], len(text)
        if length <= limit < length * GROWTH:  # else its fold fits for certain
            length = max(length, len(fold(text)))
        if length > limit:
            reason = f"The field {field} has {length} characters; at most {limit} can be stored."
            self.report(field, Fault("too_long", reason, text), fatal)
        return length <= limit

    def text(self, field: str, text: str) -> str:
        """Return the text on one line, or "" if it is too long for its field."""
        clean = one_line(text)
        return clean if self.fits(field, clean) else ""


def clean(
    raw: RawArticle, default_source: str = "", rules: Rules = NO_RULES
) -> tuple[ArticleRecord | None, list[Problem]]:
    """Return the article ready to be stored, or None, and the problems found.

    ``default_source`` names the source of an article that does not tell its own;
    ``rules`` say which lines of its body are none of it. Only an article without
    a title or a body, or with a title too long, is lost.
    """
    checks = Checks(raw)
    title, whole = one_line(raw.title), normalise(raw.body)
    url = checked_url(checks, raw.url)
    source = pick_source(checks, [raw.source, default_source, host(url)])
    body, removed = cut(whole, rules.marks(source, raw.page, links_of(raw)))
    if not can_be_stored(checks, title, body):
        return None, [problem for problem in checks.problems if problem.fatal]
    found = dateline(body)
    agency = one_line(raw.agency) or tag_at_end(body) or found.agency
    published = checked_date(checks, "published", raw.published)
    record = ArticleRecord(
        origin=raw.origin,
        source=source,
        title=title,
        body=body,
        original=raw.original,
        lead=normalise(raw.lead),
        published=published,
        url=url,
        byline=checks.text("byline", raw.author),
        agency=checks.text("agency", agency_named(agency) or agency),
        place=checks.text("place", found.place),
        external_id=checks.text("external_id", raw.external_id),
        topics=tuple(checked_names(checks, "topics", raw.topics)),
        entities=checked_entities(checks, raw.entities),
        content_hash=content_hash(title, body),
        heading_hash=heading_hash(source, title, published),
        published_from=raw.published_from if published else "",
        updated=updated(checks, raw.updated),
        section=checks.text("section", raw.section),
        cut=removed,
        uncut=whole if removed else "",
        page=raw.page,
    )
    return record, checks.problems


def links_of(raw: RawArticle) -> frozenset[str] | None:
    """Return the lines of the body, normalised as that is, that are nothing but links."""
    return None if raw.links is None else frozenset(map(normalise, raw.links))


def one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def can_be_stored(checks: Checks, title: str, body: str) -> bool:
    """Report what makes the article worthless, and return whether nothing does."""
    if not title:
        checks.report("title", Fault("no_title", "The title is empty.", checks.raw.title), True)
    elif not any(True for _ in tokenise(body)):
        checks.report("body", Fault("no_body", why_empty(checks.raw), checks.raw.body), True)
    else:
        checks.fits("title", title, fatal=True)
    return not any(problem.fatal for problem in checks.problems)


def why_empty(raw: RawArticle) -> str:
    if not fold_words(raw.body):
        return "The body holds not a single word."
    return "Nothing of the text is left once lines of the site are cut. Look through the rules."


def checked_url(checks: Checks, text: str) -> str:
    """Return the address in its canonical form if it is one of the web, else ""."""
    url = canonical(text)
    if not url or is_address(url):
        return url if checks.fits("url", url) else ""
    reason = "The address is none of the web: it must begin with http:// or https://."
    checks.report("url", Fault("bad_url", reason, url))
    return ""


def checked_date(checks: Checks, field: str, text: str) -> Moment | None:
    """Return the moment of a date, or of a line with one, or None."""
    text = one_line(text)
    moment = text and (parse_moment(text) or find_moment(text))
    if text and not moment:
        reason = f"The date is not understood. Write it like one of: {DATES_UNDERSTOOD}."
        checks.report(field, Fault("bad_date", reason, text))
    return moment or None


def updated(checks: Checks, text: str) -> datetime | None:
    moment = checked_date(checks, "updated", text)
    return moment and moment.moment


def pick_source(checks: Checks, names: Iterable[str]) -> str:
    """Return the first name that can be stored and found again."""
    for name in names:
        source = checks.text("source", name)
        if fold(source).strip():
            return source
    return UNKNOWN_SOURCE


def checked_names(checks: Checks, field: str, names: Iterable[str]) -> list[str]:
    """Return the names that can be stored, each once, whatever its spelling."""
    found = {}
    for name in names:
        text = checks.text(field, name)
        if fold(text).strip():
            found.setdefault(fold(text), text)
    return list(found.values())


def checked_entities(checks: Checks, pairs) -> tuple[tuple[str, str], ...]:
    kinds = {fold(one_line(name)): kind for name, kind in reversed(pairs)}
    names = checked_names(checks, "entities", (name for name, _ in pairs))
    return tuple((name, one_line(kinds.get(fold(name), ""))) for name in names)


def content_hash(title: str, body: str) -> str:
    """Return the SHA-256, in hex, of the folded words of an article."""
    return sha256(" ".join(fold_words(f"{title}\n{body}")))


def heading_hash(source: str, title: str, published: Moment | None) -> str:
    """Return the SHA-256, in hex, of what tells one headline from another: source, words, day."""
    day = published.moment.date().isoformat() if published else ""
    return sha256("\n".join((fold(source), " ".join(fold_words(title)), day)))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
