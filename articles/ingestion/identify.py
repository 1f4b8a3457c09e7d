"""Tell whether a record is a new article, a known one, or a known one that changed."""

import hashlib
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from articles.hindi.tokens import fold_words
from articles.ingestion.clean import content_hash
from articles.ingestion.records import ArticleRecord

SHINGLE = 3  # words
SAME_STORY = 0.5  # share of the shorter text's shingles found in the longer one
# What a record's hash is made of. The database holds such hashes: with another list, or
# another order, every article would count as changed. None and the like stand for what
# the input does not say but once was part of it.
HASHED = (
    "origin source title body original lead published url byline agency place external_id "
    "topics entities content_hash heading_hash mentions"
).split()
UNSAID = {"origin": None, "original": "", "mentions": {}}
ADDED = ("updated", "section")  # not hashed where they are empty, so that earlier hashes stay


class Verdict(Enum):
    """What becomes of a record."""

    NEW = "stored"
    CHANGED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"


class Known(NamedTuple):
    """What the decision needs to know of a stored article."""

    pk: int
    source: int
    identity: str
    record_hash: str
    content_hash: str
    body: str
    run: int | None = None  # that stored it, or changed it the last time
    earlier: frozenset[str] = frozenset()  # record hashes of its replaced versions


def digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()


def record_hash(record: ArticleRecord) -> str:
    """Return a hash of all that the input says, before anything of it is cut.

    Where it was read does not count, nor which rules there were.
    """
    if record.uncut:
        whole = content_hash(record.title, record.uncut)
        record = replace(record, body=record.uncut, content_hash=whole)
    return hash_of(record)


def hash_of(record: ArticleRecord) -> str:
    said = (repr(UNSAID[name] if name in UNSAID else getattr(record, name)) for name in HASHED)
    added = (f"{name}={getattr(record, name)!r}" for name in ADDED if getattr(record, name))
    return digest(*said, *added)


def said_before(record: ArticleRecord, match: "Known") -> bool:
    """Return whether an article, or a replaced version of it, came from the same input.

    Earlier releases hashed what was left after cutting.
    """
    hashes = {match.record_hash, *match.earlier}
    return record_hash(record) in hashes or (bool(record.uncut) and hash_of(record) in hashes)


def identities(record: ArticleRecord) -> list[str]:
    """Return the identities under which the record's article may be stored, the best first.

    The source's own number is the surest, then the address. With neither, the
    headline of one day in one source is an identity; as two articles can share
    one (a daily column), the text's own hash tells those apart.
    """
    if record.external_id:
        return [f"id:{digest(record.source)[:16]}:{record.external_id}"]
    if record.url:
        return [f"url:{digest(record.url)}"]
    heading = f"heading:{record.heading_hash}"
    return [f"{heading}:{record.content_hash[:16]}", heading]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the folded word 3-shingles of ``text``."""
    words = fold_words(text)
    return {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def same_story(one: str, other: str) -> bool:
    """Return whether two texts are versions of one story, not merely under one headline."""
    first, second = shingles(one), shingles(other)
    return len(first & second) >= SAME_STORY * min(len(first), len(second))


def decide(record: ArticleRecord, known: dict[str, Known], copy: Known | None):
    """Return the verdict, the identity, and the known article or None.

    ``known`` maps identities to stored articles; ``copy`` is an article of the
    same source with the same words, if there is one.
    """
    options = identities(record)
    for identity in options:
        match = known.get(identity)
        if match is None:
            continue
        if said_before(record, match):
            return Verdict.UNCHANGED, identity, match
        if len(options) == 1 or same_story(record.body, match.body):
            return Verdict.CHANGED, identity, match
    if copy and not record.external_id:
        return Verdict.DUPLICATE, copy.identity, copy
    taken = options[-1] in known
    return Verdict.NEW, options[0 if taken else -1], None
