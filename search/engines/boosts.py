"""What a word is worth where, for every engine, and which words are looked for side by side."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from search import tree

# BM25: how much a long text is held against it, and how soon more mentions say no more.
LENGTH_SHARE, SATURATION = 0.75, 0.9
# What a word is worth as written, and by its stem.
TEXT_BOOST = 1.0
STEM_BOOST = 1.0
# What standing side by side adds to words that were typed joined (भारत-जापान),
# and to words that were typed one after another.
JOINED_BOOST = 1.0
NEAR_BOOST = 0.2
LONGEST_ROW = 12  # of words that are looked for side by side


def pairs(parts: Iterable[tree.Node]) -> Iterator[tuple[str, str]]:
    """Yield the words that were typed one after another and count more where they stand so."""
    for one, other in pairwise(map(nearby, list(parts)[:LONGEST_ROW])):
        if one and other:
            yield one, other


def nearby(part: tree.Node) -> str | None:
    """Return the one word that a part most likely means, or None."""
    if isinstance(part, tree.Variants):
        read = part.others[0].words if is_roman(part.part) else ()
        return read[0] if len(read) == 1 else nearby(part.part)
    return part.words[0] if isinstance(part, tree.Word) and len(part.words) == 1 else None


def is_roman(part: tree.Node) -> bool:
    return isinstance(part, tree.Word) and part.words[0].isascii() and part.words[0].isalpha()
