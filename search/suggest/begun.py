"""Words of the vocabulary that the last one typed may become, by spelling and by sound."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from articles.hindi import romanise
from search.minute import kept
from search.models import Word
from search.suggest import sound
from search.suggest.typed import Typed, skeletons_of, sounds_of
from search.vocabulary import hindi_names, known

READ = 60  # rows by frequency, of which function words and other forms are left out
SHORT = 2  # letters by which the vocabulary has an index of its own
SMALL_RANGE = 500  # rows that may be sorted
MOST_SOUNDING = 80  # frequent words of a skeleton whose sounds are compared
VOWEL_SHARE = 4  # of so many words about one begins with a vowel
FREQUENCY_WEIGHT = 0.1  # how much the frequency of a word speaks against its distance
KEPT_BEGINNINGS = 500  # of each kind, with at most so many words as are read: 20 MB at most
LAST = "\uffff"  # after every letter

SELECT = f"SELECT text, written, count FROM {Word._meta.db_table} WHERE "
FREQUENT = (
    f"SELECT id FROM {Word._meta.db_table} WHERE {{}} AND count > 0 "
    "ORDER BY count DESC, id LIMIT %s"
)
# Of words that are equally frequent those come first that the archive knew first, in whatever
# order the database finds them; the indexes of SQLite have ids in this order.
# The rows are found by an index alone before they are read: most of the range is never read.
OF_A_LETTER = (
    f"{SELECT} id IN ({FREQUENT.format('first >= %s AND first < %s')}) ORDER BY count DESC, id"
)
OF_TWO_LETTERS = f"{SELECT} first = %s AND count > 0 ORDER BY count DESC, id LIMIT %s"
OF_A_WORD = f"{SELECT} text = %s"
OF_A_RANGE = f"{SELECT} text >= %s AND text < %s AND count > 0 ORDER BY text LIMIT %s"
OF_A_LONG_RANGE = (
    f"{SELECT} first = %s AND count > 0 AND substr(text, 1, %s) = %s "
    "ORDER BY count DESC, id LIMIT %s"
)
HAS_OTHER = "NOT (other_skeleton = '')"  # as the condition of its index is written
OF_SOUNDS = (
    f"SELECT sounds, text, written, count FROM {Word._meta.db_table} "
    "WHERE (id IN ({}) OR id IN ({})) AND NOT latin ORDER BY id"
)


class Completion(NamedTuple):
    """A word of the index: folded, as articles write it, in how many it is."""

    text: str
    written: str
    count: int


def candidates(typed: Typed) -> list[Completion]:
    """Return the words that the last one may become, the likeliest first."""
    if typed.is_roman:
        return read_aloud(typed.last.lower())
    rows = [row for start in typed.starts for row in beginning_with(start)]
    return sorted(rows, key=lambda row: -row.count)


@kept(KEPT_BEGINNINGS)
def beginning_with(start: str) -> list[Completion]:
    """Return the most frequent words that begin so.

    A short range of the vocabulary is read and sorted. In a long one the frequent
    words come soon, so the index by frequency is followed until there are enough.
    """
    if len(start) < SHORT:
        return completions(OF_A_LETTER, start, start + LAST, READ)
    if len(start) == SHORT:
        return completions(OF_TWO_LETTERS, start, READ)
    rows = completions(OF_A_RANGE, start, start + LAST, SMALL_RANGE)
    if len(rows) == SMALL_RANGE:
        return completions(OF_A_LONG_RANGE, start[:SHORT], len(start), start, READ)
    return sorted(rows, key=lambda row: -row.count)[:READ]


def completions(query: str, *values) -> list[Completion]:
    return list(map(Completion._make, rows_of(query, *values)))


def written(word: str) -> list[str]:
    """Return how articles write a folded word; none if it is in no article."""
    return [row.written for row in completions(OF_A_WORD, word)]


def rows_of(query: str, *values) -> list[tuple]:
    """Run a query of this module; building each anew costs more than the database needs."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


@kept(KEPT_BEGINNINGS)
def read_aloud(roman: str) -> list[Completion]:
    """Return Latin words that begin so, and Hindi words that sound so, the likeliest first."""
    spelled = [(cost(0.0, row.count), row) for row in [*beginning_with(roman), *named(roman)]]
    return [row for _, row in sorted([*spelled, *heard(sounds_of(roman))])[:READ]]


def named(roman: str) -> list[Completion]:
    """Return the Hindi words for a name that sounds otherwise in English: delhi is दिल्ली."""
    rows = known(hindi_names(roman))
    return [Completion(text, written, count) for text, written, _, count in rows]


def heard(readings: list[str]) -> Iterator[tuple[float, Completion]]:
    """Yield Hindi words that begin as a roman beginning sounds, with what speaks against each."""
    rows = sounding(readings)
    distances = sound.distances(readings, sound.coded(sounds for sounds, *_ in rows))
    for (_, *row), distance in zip(rows, distances.tolist(), strict=True):
        if distance < math.inf:
            found = Completion(*row)
            yield cost(distance, found.count), found


def cost(distance: float, count: int) -> float:
    return distance - FREQUENCY_WEIGHT * math.log(count + 1)


def sounding(readings: list[str]) -> list[tuple]:
    """Return (sounds, text, written, count) of frequent Hindi words that may begin so.

    A skeleton says nothing of a vowel at the beginning, so more words are read for it.
    """
    skeletons = skeletons_of(readings)
    if not skeletons:
        return []
    vowel = readings[0][0] in romanise.VOWEL_PHONES
    most = MOST_SOUNDING * (VOWEL_SHARE if vowel else 1)
    ends = [end for key in skeletons for end in (key, key + LAST)]
    # The index of other skeletons is partial, and is used where the query says so too.
    first = FREQUENT.format(any_range("skeleton", skeletons))
    others = FREQUENT.format(f"{any_range('other_skeleton', skeletons)} AND {HAS_OTHER}")
    return rows_of(OF_SOUNDS.format(first, others), *ends, most, *ends, most)


def any_range(column: str, starts: set[str]) -> str:
    return f"({' OR '.join([f'({column} >= %s AND {column} < %s)'] * len(starts))})"
