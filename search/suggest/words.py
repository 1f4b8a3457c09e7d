"""Words that go on as the last one was begun, and that stand together with those before it."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from articles.hindi import romanise
from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words, tokenise
from articles.models import Article
from search import vocabulary
from search.engines.base import Matches, Request, engine
from search.models import Word
from search.suggest import sound
from search.suggest.typed import Typed, as_read, hindi_names, skeletons_of, sounds_of, telling
from search.tree import And, Or, join
from search.tree import Word as WordNode

MOST_CANDIDATES = 6
MOST_BESIDE = 3  # of them are taken from articles that have the words before
OPENINGS, OPENING = 12, 300  # so many of these are looked at, so many letters of each
FOLLOWING = 5  # a word right after them counts as so many elsewhere
MOST_BEFORE = 6  # words before the last; to a longer query nothing is added
MOST_FOR_HEADLINES = 3  # completions that headlines are looked for with
READ = 40  # rows by frequency, of which function words and other forms are left out
SHORT = 2  # letters by which the vocabulary has an index of its own
SMALL_RANGE = 500  # rows that may be sorted
MOST_SOUNDING = 60  # frequent words of a skeleton whose sounds are compared
VOWEL_SHARE = 5  # of so many words about one begins with a vowel
FREQUENCY_WEIGHT = 0.1  # how much the frequency of a word speaks against its distance
# Postings that one answer may go through; the commonest words have as many as there are articles.
MOST_POSTINGS = 40_000
LAST = "\uffff"  # after every letter
INITIALS = romanise.CONSONANTS | romanise.VOWELS


class Completion(NamedTuple):
    """A word of the index: folded, as articles write it, in how many it is."""

    text: str
    written: str
    count: int


class Context:
    """What was typed and how it may go on. Asks the database and the index when needed."""

    def __init__(self, typed: Typed):
        self.typed = typed
        self.counts_before: dict[str, int] = {}
        self.usable = typed.is_plain and len(typed.words) <= MOST_BEFORE + 1

    @cached_property
    def lead(self) -> str:
        return as_read(self.typed.lead) if self.usable else ""

    @cached_property
    def before(self) -> tuple[str, ...]:
        return telling(fold_words(self.lead))

    @cached_property
    def completions(self) -> list[Completion]:
        if not self.usable:
            return []
        return distinct([*self._beside(), *candidates(self.typed)])

    def _beside(self) -> list[Completion]:
        """Return words from articles with those before; counts these too, in the same query."""
        if not self.before:
            return []
        written = words_beside(self.typed, self.before)
        counts = vocabulary.counts([*self.before, *written])
        self.counts_before = {word: counts.get(word, 0) for word in self.before}
        return [Completion(word, written[word], counts[word]) for word in written if word in counts]

    @cached_property
    def found(self) -> list[tuple[Completion, Matches]]:
        """The completions with the articles that have them and the words before."""
        most = MOST_CANDIDATES if self.before else MOST_FOR_HEADLINES
        return list(self._found((self.completions or self._as_typed())[:most]))

    def _found(self, completions: Iterable[Completion]):
        each, spent = sum(self.counts_before.values()), 0
        for one in completions:
            if spent > MOST_POSTINGS:
                break
            yield one, engine().match(Request(query=together((*self.before, one.text))))
            spent += each + one.count

    def _as_typed(self) -> list[Completion]:
        """A number or an unknown word has no completion; headlines may have it all the same."""
        return [Completion(self.typed.starts[0], self.typed.last, 0)] if self.usable else []

    def queries(self) -> list[tuple[str, int]]:
        """Return whole queries and in how many articles their words are, the most first."""
        if not self.before:
            counted = [(one, one.count) for one in self.completions]
        else:
            found = self.found if self.completions else []
            counted = [(one, matches.total) for one, matches in found if matches.total]
            counted.sort(key=lambda pair: -pair[1])
        return [(self.lead + one.written, count) for one, count in counted]


def together(words: tuple[str, ...]):
    """Return the tree for articles with all the words; an Or keeps it from looking for phrases."""
    return join(And, [Or((WordNode((word,), word),)) for word in words])


def words_beside(typed: Typed, before: tuple[str, ...]) -> dict[str, str]:
    """Return words that go on so near the words before, in the best articles for these.

    However frequent a word is in all articles says little of what follows a rare
    one: after जल comes संरक्षण, though ten words that begin so are more frequent.
    They are returned by their folded form as they are written, the likeliest first.
    """
    seen: Counter = Counter()
    written: dict[str, str] = {}
    goes_on = GoesOn(typed)
    for text in openings(before):
        last = ""
        for folded, start, end in tokenise(text):
            if goes_on[folded]:
                written.setdefault(folded, text[start:end])
                seen[folded] += FOLLOWING if last == before[-1] else 1
            last = folded
    fitting = [word for word, _ in seen.most_common() if word not in before]
    return {word: written[word] for word in fitting[:MOST_BESIDE]}


def openings(words: tuple[str, ...]) -> list[str]:
    """Return headline and first words of the best articles for some words."""
    best = engine().match(Request(query=together(words))).page(0, OPENINGS)
    shown = Article.objects.filter(pk__in=[pk for pk, _ in best], status=Article.Status.PUBLISHED)
    return [" ".join(row) for row in shown.values_list("title", Left("body", OPENING))]


def titles_of(ids: Iterable[int]) -> dict[int, str]:
    shown = Article.objects.filter(pk__in=list(ids), status=Article.Status.PUBLISHED)
    return dict(shown.values_list("pk", "title"))


class GoesOn(dict):
    """Whether a folded word begins as the last one was typed, or sounds so; remembers each."""

    def __init__(self, typed: Typed):
        self.starts = tuple(typed.starts)
        self.readings = sounds_of(typed.last.lower()) if typed.is_roman else []

    def __missing__(self, word: str) -> bool:
        fits = word not in FUNCTION_WORDS and (word.startswith(self.starts) or self.sounds(word))
        self[word] = fits
        return fits

    def sounds(self, word: str) -> bool:
        first = INITIALS.get(word[0])
        if not first or all(sound.first_apart(one[0], first) for one in self.readings):
            return False
        return sound.nearest(self.readings, romanise.phones(word)) is not None


def candidates(typed: Typed) -> Iterator[Completion]:
    """Return the words that the last one may become, the likeliest first."""
    if typed.is_roman:
        return read_aloud(typed.last)
    rows = [row for start in typed.starts for row in beginning_with(start)]
    return (Completion(*row) for row in sorted(rows, key=lambda row: -row[2]))


def distinct(found: Iterable[Completion]) -> list[Completion]:
    """Leave out words that say little, and further forms of a word that is there."""
    kept: dict[str, Completion] = {}
    for one in found:
        if one.text not in FUNCTION_WORDS:
            kept.setdefault(stem(one.text), one)
        if len(kept) == MOST_CANDIDATES:
            break
    return list(kept.values())


def beginning_with(start: str) -> list[tuple]:
    """Return (text, written, count) of the most frequent words that begin so.

    A short range of the vocabulary is read and sorted. In a long one the frequent
    words come soon, so the index by frequency is followed until there are enough.
    """
    known = Word.objects.filter(count__gt=0).order_by("-count")
    if len(start) < SHORT:
        return rows_of(most_frequent(known.filter(first__gte=start, first__lt=start + LAST), READ))
    if len(start) == SHORT:
        return rows_of(known.filter(first=start)[:READ])
    near = known.order_by().filter(text__gte=start, text__lt=start + LAST)
    rows = rows_of(near[:SMALL_RANGE])
    if len(rows) < SMALL_RANGE:
        return sorted(rows, key=lambda row: -row[2])[:READ]
    heads = known.filter(first=start[:SHORT]).annotate(head=Left("text", len(start)))
    return rows_of(heads.filter(head=start)[:READ])


def rows_of(words: QuerySet) -> list[tuple]:
    return list(words.values_list("text", "written", "count"))


def most_frequent(words: QuerySet, most: int) -> QuerySet:
    """Find the rows by an index alone before they are read: most of the range is never read."""
    return Word.objects.filter(pk__in=words.values("pk")[:most]).order_by("-count")


def read_aloud(roman: str) -> Iterator[Completion]:
    """Yield Latin words that begin so, and Hindi words that sound so, the likeliest first."""
    roman = roman.lower()
    likely = [(cost(0.0, row[2]), row) for row in beginning_with(roman) + named(roman)]
    readings = sounds_of(roman)
    for sounds, *row in sounding(readings):
        distance = sound.nearest(readings, sounds)
        if distance is not None:
            likely.append((cost(distance, row[2]), tuple(row)))
    return (Completion(*row) for _, row in sorted(likely))


def named(roman: str) -> list[tuple]:
    """Return the Hindi words for a name that sounds otherwise in English: delhi is दिल्ली."""
    words = hindi_names(roman)
    return rows_of(Word.objects.filter(text__in=words, count__gt=0)) if words else []


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
    known = Word.objects.filter(count__gt=0).order_by("-count")
    first = known.filter(ranges("skeleton", skeletons))
    # The index of other skeletons is partial, and is used where the query says so too.
    others = known.filter(ranges("other_skeleton", skeletons)).exclude(other_skeleton="")
    either = Q(pk__in=first.values("pk")[:most]) | Q(pk__in=others.values("pk")[:most])
    rows = Word.objects.filter(either, latin=False)
    return list(rows.values_list("sounds", "text", "written", "count"))


def ranges(column: str, starts: set[str]) -> Q:
    within = Q()
    for start in starts:
        within |= Q(**{f"{column}__gte": start, f"{column}__lt": start + LAST})
    return within
