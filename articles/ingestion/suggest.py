"""Names that the model finds in an article and the gazetteer does not know."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from articles.hindi.names import features
from articles.hindi.names.forms import bare, key_of, may_be_name
from articles.hindi.names.initials import initial_forms
from articles.hindi.names.recogniser import Found, Recogniser
from articles.hindi.tokens import Token, fold_words, tokenise

LEAST = 0.7  # confidence of what is looked at all: below, little more than half is right
LONGEST_EVIDENCE = 300  # characters
LONGEST_NAME = 100  # characters; the key of a longer one could not be stored
SURNAME = "kPl"  # of a word: the last of a known person's name
JOINED = re.compile(r"\s+[-–—]\s+|[,;:()\[\]\"'“”‘’|/]")
BRACKET = re.compile(r"\s*\(\s*")
STOP = re.compile("[।?!\n]")


class Suggested(NamedTuple):
    """A name that may be an entity's: what its spellings have in common, and where it stands."""

    key: str
    label: str
    kind: str
    count: int
    confidence: float  # the mean of its places, 0 to 1
    evidence: str  # a sentence


class Place(NamedTuple):
    """One place where a name stands, without titles."""

    kind: str
    words: tuple[str, ...]
    start: int
    end: int
    confidence: float
    key: str


class Suggester:
    """Finds what ``known`` names (keys, see ``key_of``) do not hold. Can be pickled."""

    def __init__(self, known: Iterable[str], recogniser: Recogniser | None = None):
        self.known = frozenset(known)
        self.recogniser = recogniser or Recogniser()

    def unknown_in_each(self, texts: list[str]) -> list[tuple[Suggested, ...]]:
        """Return the names to suggest of each text; several at a time take less time."""
        found = self.recogniser.find_each(texts, LEAST)
        return [self.unknown(text, names) for text, names in zip(texts, found, strict=True)]

    def unknown(self, text: str, names: list[Found]) -> tuple[Suggested, ...]:
        """Return those to suggest of the names found in a text.

        Short forms count for the full name that stands before.
        """
        found = [place for one in names for place in places(text, one)]
        full = full_names(text, found)
        groups: dict[str, list[Place]] = defaultdict(list)
        for place in found:
            groups[full.get(place.key, place.key)].append(place)
        return tuple(
            suggested(key, several, text)
            for key, several in groups.items()
            if key not in self.known and not self._joined(key) and not surname(several[0])
        )

    def _joined(self, key: str) -> bool:
        """Return whether a key is known names beside one another: भारत जापान."""
        words = key.split()
        return any(
            " ".join(words[:cut]) in self.known and " ".join(words[cut:]) in self.known
            for cut in range(1, len(words))
        )


def surname(place: Place) -> bool:
    """Return whether a name is one that many persons have: alone it says nothing."""
    words = place.words
    parts = features.shipped().known.parts.get(words[0], ())
    return place.kind == "person" and len(words) == 1 and SURNAME in parts


def known_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of names as they are written."""
    return {key_of(words) for words in map(fold_words, names) if words}


def places(text: str, found: Found) -> list[Place]:
    """Return the names in what was found, one or those that signs hold apart."""
    made, start = [], found.start
    written = text[found.start : found.end]
    for piece in JOINED.split(written):
        start = text.index(piece, start)
        place = placed(found, [*tokenise(piece)], start)
        if place:
            made.append(place)
        start += len(piece)
    return made


def placed(found: Found, tokens: list[Token], start: int) -> Place | None:
    words = [token.folded for token in tokens]
    first, end = bare(words) if found.kind == "person" else (0, len(words))
    if (
        not may_be_name(words[first:end])
        or tokens[end - 1].end - tokens[first].start > LONGEST_NAME
    ):
        return None
    return Place(
        found.kind,
        tuple(words[first:end]),
        start + tokens[first].start,
        start + tokens[end - 1].end,
        found.confidence,
        key_of(words[first:end]),
    )


def full_names(text: str, found: list[Place]) -> dict[str, str]:
    """Return which full name each short form stands for, by key.

    A person's first or last name, or initials with the last, once the full one was written;
    letters in brackets after an organisation's name. Headlines may have the short form first.
    """
    full: dict[str, str] = {}
    for place, following in pairwise([*found, None]):
        if place.kind == "person" and len(place.words) > 1:
            full.setdefault(key_of(place.words[-1:]), place.key)
            full.setdefault(key_of(place.words[:1]), place.key)
            for form in initial_forms(place.words):
                full.setdefault(key_of(form), place.key)
        if following and following.kind == "organisation" == place.kind:
            between = text[place.end : following.start]
            if len(following.words) == 1 and BRACKET.fullmatch(between):
                full.setdefault(following.key, place.key)
    return full


def suggested(key: str, several: list[Place], text: str) -> Suggested:
    longest = max(several, key=lambda place: len(place.words))
    return Suggested(
        key,
        " ".join(text[longest.start : longest.end].split()),
        longest.kind,
        len(several),
        round(sum(place.confidence for place in several) / len(several), 4),
        sentence_around(text, longest.start, longest.end),
    )


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence in which ``text[start:end]`` stands, or the part of it around that."""
    before = [match.end() for match in STOP.finditer(text, max(0, start - LONGEST_EVIDENCE), start)]
    after = STOP.search(text, end)
    first = before[-1] if before else max(0, start - LONGEST_EVIDENCE)
    last = min(after.end() if after else len(text), end + LONGEST_EVIDENCE)
    sentence = text[first:last].strip()
    offset = text.index(sentence, first)
    if len(sentence) <= LONGEST_EVIDENCE:
        return sentence
    cut = max(0, min(start - offset - LONGEST_EVIDENCE // 3, len(sentence) - LONGEST_EVIDENCE))
    return sentence[cut : cut + LONGEST_EVIDENCE].strip()
