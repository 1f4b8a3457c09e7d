"""The words of the index: kept level with it, and looked up by sound and by spelling."""

import math
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from articles.hindi import romanise
from articles.hindi.aliases import shipped
from search.engines.base import engine
from search.expand import Lexicon
from search.models import Word

BATCH = 5000
LONGEST_WORD = 60
KEPT_CANDIDATES = 300  # of one skeleton; the most frequent of them
# How much a word's frequency speaks for it, against its distance from what was typed.
FREQUENCY_WEIGHT = 0.06
FAREST = 0.2  # a guess may be this far from what was typed, for each sound of it
MOST_GUESSES = 5
MOST_ECHOES = 2
FARTHEST_ERROR = 1.2
NEAREST_FAR = 0.7  # and in short words so far in all


class Guess(NamedTuple):
    """A word of the index that may be meant, how far it is from what was typed, how frequent."""

    text: str
    written: str
    distance: float
    count: int

    @property
    def cost(self) -> float:
        return self.distance - FREQUENCY_WEIGHT * math.log(self.count + 1)


def is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def is_word(word: str) -> bool:
    """Whether the vocabulary keeps a word: letters of Hindi or Latin, of a usual length."""
    hindi = "\u0900" <= word[0] <= "\u097f" and not word[0].isdigit()
    return 1 < len(word) <= LONGEST_WORD and (hindi or is_latin(word))


def row_of(text: str, written: str, count: int) -> Word:
    latin = is_latin(text)
    sounds = romanise.roman_phones(text) if latin else romanise.phones(text)
    skeletons = sorted(romanise.skeletons(sounds))
    return Word(
        text=text,
        written=written[:80],
        count=count,
        sounds=sounds[:120],
        skeleton=skeletons[0][:60],
        other_skeleton=skeletons[1][:60] if len(skeletons) > 1 else "",
        latin=latin,
        first=text[:2],
    )


def counts(words: Iterable[str]) -> dict[str, int]:
    """Return how many articles have each of these words; words that none has are left out."""
    return dict(Word.objects.filter(text__in=list(words)).values_list("text", "count"))


def lexicon() -> Lexicon:
    """Return what expanding a query asks of the vocabulary."""
    return Lexicon(shipped(), sounding_like, latin_for, counts, engine().size())


def refresh(written: dict[str, str]) -> None:
    """Count these words anew, after their documents were written into the index."""
    store(written, engine().frequencies(filter(is_word, written)))


def rebuild(written: dict[str, str]) -> None:
    """Make the whole vocabulary anew, after the index was."""
    with transaction.atomic():
        Word.objects.all().delete()
        refresh(written)


def store(written: dict[str, str], counts: Iterable[tuple[str, int]]) -> None:
    """Keep the number of articles that have each word, and how it is written."""
    batch = []
    for text, count in counts:
        batch.append(row_of(text, written[text], count))
        if len(batch) == BATCH:
            upsert(batch)
            batch = []
    upsert(batch)


def upsert(rows: list[Word]) -> None:
    Word.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["count"],
    )


def sounding_like(typed: str) -> list[Guess]:
    """Return the Hindi words that a roman spelling may mean, the likeliest first."""
    return list(sounding_like_kept(typed, this_minute()))


def latin_for(word: str) -> list[Guess]:
    """Return the Latin words of the index that sound like a Hindi word."""
    return list(latin_for_kept(word, this_minute()))


def this_minute() -> int:
    """What was looked up is remembered until the clock's minute ends."""
    return int(time.time() // 60)


@lru_cache(maxsize=20_000)
def sounding_like_kept(typed: str, minute: int) -> tuple[Guess, ...]:
    readings = romanise.readings(typed)
    keys = {key for reading in readings for key in romanise.typed_skeletons(reading)}
    return nearest(candidates(keys, latin=False), readings)


@lru_cache(maxsize=20_000)
def latin_for_kept(word: str, minute: int) -> tuple[Guess, ...]:
    sounds = romanise.phones(word)
    near = []
    for row in candidates(romanise.skeletons(sounds), latin=True):
        distance = min(romanise.distance(one, sounds) for one in romanise.readings(row.text))
        if distance <= NEAREST_FAR:
            near.append(Guess(row.text, row.written, distance, row.count))
    return tuple(sorted(near, key=lambda guess: guess.cost)[:MOST_ECHOES])


def candidates(skeletons: Iterable[str], latin: bool) -> list[Word]:
    """Return the most frequent words with one of the skeletons."""
    keys = [key[:60] for key in skeletons]
    rows = Word.objects.filter(latin=latin, count__gt=0)
    rows = rows.filter(Q(skeleton__in=keys) | Q(other_skeleton__in=keys)).order_by("-count")
    return list(rows.only("text", "written", "sounds", "count")[:KEPT_CANDIDATES])


def nearest(rows: Iterable[Word], readings: list[str], at_least=NEAREST_FAR) -> tuple[Guess, ...]:
    """Return the words that are near enough to a reading, the best first."""
    farthest = max(at_least, FAREST * len(readings[0]))
    near = []
    for row in rows:
        distance = min(romanise.distance(one, row.sounds) for one in readings)
        if distance <= farthest:
            near.append(Guess(row.text, row.written, distance, row.count))
    return tuple(sorted(near, key=lambda guess: guess.cost)[:MOST_GUESSES])


def spelled_like(word: str) -> list[Guess]:
    """Return words that are an error or two away from this one, the likeliest first.

    Errors are counted in sounds, so a wrong vowel sign or श for स costs little; a
    wrong, missing or additional consonant is allowed for by looking under all
    skeletons that differ by one.
    """
    readings = romanise.readings(word) if is_latin(word) else [romanise.phones(word)]
    keys = {key for one in readings for key in romanise.typed_skeletons(one)}
    keys |= {other for key in keys for other in romanise.one_edit_away(key)}
    rows = [row for row in candidates(keys, latin=False) if row.text != word]
    return list(nearest(rows, readings, at_least=FARTHEST_ERROR))
