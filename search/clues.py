"""Texts cut down to the words that some queries ask for, so that they are searched quickly.

A standing query is asked of every article that comes in, and most of its words say
nothing to any query. Where those are left out a paragraph ends, so that words which do
not stand side by side do not come to do so.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from articles.hindi.fold import fold_word
from articles.hindi.stems import stem
from articles.hindi.tokens import PATTERN
from search import tree
from search.analysis import PARAGRAPH
from search.engines.base import Document

# Letters that folding leaves as they are where a word begins with them.
FIRM = frozenset("कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह")
GAP = "\x00"
GAPS = re.compile(rf"[{GAP} ]*{GAP}[{GAP} ]*")


@dataclass(frozen=True)
class Clues:
    """Folded words, and beginnings of words, that queries ask for."""

    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()

    def __or__(self, other: "Clues") -> "Clues":
        return Clues(self.words | other.words, self.starts + other.starts)


def clues_of(node: tree.Node) -> Clues:
    """Return all words of a query, those that it leaves out too."""
    if isinstance(node, tree.Word | tree.Phrase):
        return Clues(frozenset(node.words))
    if isinstance(node, tree.Prefix):
        return Clues(starts=(node.start,))
    if isinstance(node, tree.Variants):
        others = (Clues(frozenset(other.words)) for other in node.others)
        return reduce(or_, others, clues_of(node.part))
    if isinstance(node, tree.Not):
        return clues_of(node.part)
    parts = node.parts if isinstance(node, tree.And | tree.Or | tree.Most) else ()
    return reduce(or_, map(clues_of, parts), Clues())


def needs_words(node: tree.Node) -> bool:
    """Return whether a text without any of its words is never found by a query."""
    if isinstance(node, tree.And):
        return any(map(needs_words, node.parts))
    if isinstance(node, tree.Or | tree.Most):
        return all(map(needs_words, node.parts))
    return isinstance(node, tree.Word | tree.Phrase | tree.Prefix | tree.Variants)


class Sieve:
    """Cuts texts down; each piece between blanks is looked at once."""

    def __init__(self, clues: Clues):
        self.words, self.starts = clues.words, clues.starts
        self.stems = frozenset(map(stem, clues.words))
        self.initials = {text[0] for text in (*clues.words, *clues.starts, *self.stems)}
        self.seen: set[str] = set()
        self.telling: set[str] = set()
        self.signs: set[str] = set()  # pieces without a word, which part no words

    def cut(self, document: Document) -> Document:
        """Return a document with the telling words alone."""
        text = PARAGRAPH.join((document.title, document.body))
        pieces = set(text.split())
        for piece in pieces - self.seen:
            self.look_at(piece)
        told = "" if self.telling.isdisjoint(pieces) else self.told(text)
        return document._replace(title="", body=told)

    def look_at(self, piece: str) -> None:
        self.seen.add(piece)
        words = PATTERN.findall(piece)
        if any(map(self.tells, words)):
            self.telling.add(piece)
        elif not any(map(fold_word, words)):
            self.signs.add(piece)

    def tells(self, word: str) -> bool:
        if word[0] in FIRM and word[0] not in self.initials:
            return False
        folded = fold_word(word)
        return bool(folded) and (
            folded in self.words or stem(folded) in self.stems or folded.startswith(self.starts)
        )

    def told(self, text: str) -> str:
        kept = (self.line(paragraph.split()) for paragraph in text.split(PARAGRAPH))
        return PARAGRAPH.join(filter(None, kept))

    def line(self, pieces: list[str]) -> str:
        """Return the telling pieces of a paragraph, those side by side in one paragraph still."""
        if self.telling.isdisjoint(pieces):
            return ""
        kept = [
            piece if piece in self.telling else GAP for piece in pieces if piece not in self.signs
        ]
        return GAPS.sub(PARAGRAPH, " ".join(kept)).strip()
