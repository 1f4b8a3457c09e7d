"""What articles say soon after some words: read in the best of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from articles.hindi import romanise
from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.stems import stem
from articles.hindi.tokens import tokenise
from articles.models import Article
from search.engines.base import engine
from search.minute import kept
from search.suggest import sound
from search.suggest.begun import written
from search.suggest.typed import Typed, sounds_of

LOOKED_AT = 10  # of the best articles
PASSAGE, MOST_PASSAGES = 40, 3  # letters after a word; passages of an article
LETTERS = r"\w\u0900-\u097f"
KEPT = 200  # words before, for which is kept what was read: 10 MB at most
INITIALS = romanise.CONSONANTS | romanise.VOWELS


class Near(NamedTuple):
    """A folded word, how it is written, how often it was seen, and how often it came next."""

    text: str
    written: str
    seen: int
    next: int


@kept(KEPT)
def near(before: tuple[str, ...]) -> list[Near]:
    """Return the words that come soon after the last of some words, the likeliest first.

    However frequent a word is in all articles says little of what follows a rare
    one: after जल comes संरक्षण, though ten words that begin so are more frequent.
    """
    seen, next_one, forms = Counter(), Counter(), defaultdict(Counter)
    for passage in passages(before):
        for at, folded, form in telling_words(passage, before):
            forms[folded][form] += 1
            seen[folded] += 1
            next_one[folded] += at == 1
    usual = {word: max(several, key=several.get) for word, several in forms.items()}
    found = (Near(word, usual[word], seen[word], next_one[word]) for word in forms)
    return sorted(found, key=lambda one: (-one.next, -one.seen))


def passages(words: tuple[str, ...]) -> list[str]:
    """Return what begins with the last of some words, in the best articles that have all."""
    begins = re.compile(
        f"(?<![{LETTERS}])(?:{'|'.join(map(re.escape, forms_of(words[-1])))})", re.I
    )
    shown = published(engine().beside(words).best(LOOKED_AT)).values_list("title", "body")
    return [
        text[match.start() : match.end() + PASSAGE]
        for text in (f"{title} {body} " for title, body in shown)
        for match in islice(begins.finditer(text), MOST_PASSAGES)
    ]


def forms_of(word: str) -> set[str]:
    """Return how articles may write a folded word; what follows it in the pattern may differ."""
    return {word, stem(word), *written(word)}


def telling_words(passage: str, before: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Yield the words of a passage after its first one: their place, folded, and as written.

    The last word may be cut, so it is passed over.
    """
    left_out = {*map(stem, before)}
    words = tokenise(passage)
    first = next(words, None)
    if first is None or stem(first.folded) != stem(before[-1]):
        return
    for at, (folded, start, end) in enumerate(words, 1):
        if folded not in FUNCTION_WORDS and stem(folded) not in left_out and end < len(passage):
            yield at, folded, passage[start:end]


def published(ids: Iterable[int]):
    return Article.objects.readable().filter(pk__in=list(ids))


def going_on(words: list[Near], typed: Typed) -> list[Near]:
    """Return the words that begin as the last one was typed, or that sound so."""
    starts = tuple(typed.starts)
    fitting = [one for one in words if one.text.startswith(starts)]
    if not typed.is_roman:
        return fitting
    readings = sounds_of(typed.last.lower())
    return fitting + sounding_so([one for one in words if may_sound(one.text, readings)], readings)


def may_sound(word: str, readings: list[str]) -> bool:
    """Whether a word is in Hindi and its first letter may be the first one typed."""
    first = INITIALS.get(word[0])
    return bool(first) and not all(sound.first_apart(one[0], first) for one in readings)


def sounding_so(words: list[Near], readings: list[str]) -> list[Near]:
    distances = sound.distances(
        readings, sound.coded(romanise.phones(one.text) for one in words)
    ).tolist()
    return [one for one, far in zip(words, distances, strict=True) if far < float("inf")]
