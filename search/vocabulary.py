"""The words of the index: kept level with it, and looked up by sound and by spelling."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection, transaction

from articles.batched import batched
from articles.hindi import nearness, romanise
from articles.hindi.aliases import shipped
from articles.hindi.skeletons import one_edit_away, typed_skeletons, usual_skeletons
from search.engines.base import engine
from search.expand import Lexicon
from search.minute import kept
from search.models import Word

BATCH = 5000
MADE = ["written", "count", "sounds", "skeleton", "other_skeleton", "latin", "first"]
LONGEST_WORD = 60
KEPT_CANDIDATES = 300  # of one skeleton; the most frequent of them
KEPT_OF_LIBERTY, KEPT_OF_ERROR = 100, 20  # and of less likely ones
MOST_KEYS = 100  # skeletons that one query looks under; SQLite joins up to 500 queries
# How much a word's frequency speaks for it, against its distance from what was typed.
FREQUENCY_WEIGHT = 0.08
FAREST = 0.2  # a guess may be this far from what was typed, for each sound of it
MOST_GUESSES = 5
MOST_ECHOES = 2
FARTHEST_ERROR = 1.2
NEAREST_FAR = 0.7  # and in short words so far in all
NAMED = 0.1  # of its distance, for a word that the aliases have for what was typed

Candidate = tuple[str, str, str, int]  # text, written, sounds, count
OF_SKELETON = (
    f"SELECT * FROM (SELECT text, written, sounds, count FROM {Word._meta.db_table} "
    "WHERE {} AND latin = %s AND count > 0 ORDER BY count DESC, id LIMIT %s) AS likely"
)
OF_SKELETONS = (
    OF_SKELETON.format("skeleton = %s"),
    # As the condition of its index is written.
    OF_SKELETON.format("other_skeleton = %s AND NOT (other_skeleton = '')"),
)


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
    words = {word: form for word, form in written.items() if is_word(word)}
    known = {}
    for batch in batched(words, BATCH):
        known |= counts(batch)
    fresh = {word: form for word, form in words.items() if word not in known}
    store(fresh, engine().frequencies(fresh), ["count"])
    found = engine().frequencies(known)
    recount((word, count) for word, count in found if count != known[word])


def recount(counts: Iterable[tuple[str, int]]) -> None:
    """Change the counts of known words, of which nothing else is worked out again."""
    table, count, text = map(connection.ops.quote_name, (Word._meta.db_table, "count", "text"))
    statement = f"UPDATE {table} SET {count} = %s WHERE {text} = %s"
    for batch in batched(counts, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, [(number, word) for word, number in batch])


def rebuild(written: dict[str, str]) -> None:
    """Make the whole vocabulary anew, after the index was.

    That is done a batch at a time, so that nobody else who writes to the database waits long.
    """
    words = set(filter(is_word, written))
    gone = sorted(set(Word.objects.values_list("text", flat=True)) - words)
    store(written, engine().frequencies(words), MADE)
    for batch in batched(gone, BATCH):
        Word.objects.filter(text__in=batch).delete()


def store(written: dict[str, str], counts: Iterable[tuple[str, int]], fields: list[str]) -> None:
    """Keep the number of articles that have each word; of known words change these fields alone."""
    rows = (row_of(text, written[text], count) for text, count in counts)
    for batch in batched(rows, BATCH):
        Word.objects.bulk_create(
            batch, update_conflicts=True, unique_fields=["text"], update_fields=fields
        )


@kept(20_000)
def sounding_like(typed: str) -> list[Guess]:
    """Return the Hindi words that a roman spelling may mean, the likeliest first."""
    readings = romanise.readings(typed)
    farthest = max(NEAREST_FAR, FAREST * len(readings[0]))
    found = {}
    for guess in near(candidates(kept_of_each(readings), latin=False), readings, farthest):
        doubled = nearness.doubling(typed, guess.text)
        found[guess.text] = guess._replace(distance=guess.distance + doubled)
    for guess in near(known(hindi_names(typed)), readings):
        found[guess.text] = guess._replace(distance=guess.distance * NAMED)
    return best(found.values(), farthest)


def hindi_names(roman: str) -> list[str]:
    """Return the folded Hindi words that the table of names has for a roman one."""
    forms = shipped().others((roman,))
    return [form[0] for form in forms if len(form) == 1 and not form[0].isascii()]


def kept_of_each(readings: list[str]) -> dict[str, int]:
    """Return under which skeletons to look, and how many words of each to compare."""
    usual = {key for one in readings for key in usual_skeletons(one)}
    others = {key for one in readings for key in typed_skeletons(one)}
    return dict.fromkeys(others, KEPT_OF_LIBERTY) | dict.fromkeys(usual, KEPT_CANDIDATES)


@kept(20_000)
def latin_for(word: str) -> list[Guess]:
    """Return the Latin words of the index that sound like a Hindi word."""
    sounds = romanise.phones(word)
    found = []
    keys = dict.fromkeys(romanise.skeletons(sounds), KEPT_CANDIDATES)
    for text, written, _, count in candidates(keys, latin=True):
        distance = min(romanise.distance(one, sounds) for one in romanise.readings(text))
        found.append(Guess(text, written, distance, count))
    return best(found, NEAREST_FAR)[:MOST_ECHOES]


def candidates(skeletons: dict[str, int], latin: bool) -> list[Candidate]:
    """Return words with one of the skeletons, of each the most frequent, so many as is said."""
    found = {}
    for some in batched(sorted(skeletons), MOST_KEYS):
        values = [value for key in some for value in (key[:60], latin, skeletons[key]) * 2]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(OF_SKELETONS * len(some)), values)
            found |= {row[0]: row for row in cursor.fetchall()}
    return list(found.values())


def known(words: Iterable[str]) -> list[Candidate]:
    """Return those of the words that an article has."""
    rows = Word.objects.filter(text__in=words, latin=False, count__gt=0).order_by("text")
    return [(row.text, row.written, row.sounds, row.count) for row in rows] if words else []


def near(rows: list[Candidate], readings: list[str], farthest: float = math.inf) -> Iterator[Guess]:
    """Yield the words that sound near enough to a reading."""
    distances = nearness.distances(readings, [sounds for _, _, sounds, _ in rows]).tolist()
    for (text, written, _, count), distance in zip(rows, distances, strict=True):
        if distance <= farthest:
            yield Guess(text, written, distance, count)


def best(guesses: Iterable[Guess], farthest: float) -> list[Guess]:
    """Return the likeliest of the guesses that are near enough."""
    found = [guess for guess in guesses if guess.distance <= farthest]
    return sorted(found, key=lambda guess: guess.cost)[:MOST_GUESSES]


def spelled_like(word: str) -> list[Guess]:
    """Return words that are an error or two away from this one, the likeliest first.

    Errors are counted in sounds, so a wrong vowel sign or श for स costs little; a
    wrong, missing or additional consonant is allowed for by looking under all
    skeletons that differ by one.
    """
    readings = romanise.readings(word) if is_latin(word) else [romanise.phones(word)]
    keys = {key for one in readings for key in usual_skeletons(one)}
    keys |= {other for key in keys for other in one_edit_away(key)}
    rows = candidates(dict.fromkeys(keys, KEPT_OF_ERROR), latin=False)
    farthest = max(FARTHEST_ERROR, FAREST * len(readings[0]))
    return best((one for one in near(rows, readings) if one.text != word), farthest)
