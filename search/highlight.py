"""Which words of a text a query found, and the passage that shows them best.

Results are parts of plain text with a flag; templates escape them and put the
marks around. Only whole words are marked: a mark inside a syllable would break
the shaping of Devanagari.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice
from typing import NamedTuple

from articles.hindi.stems import stem
from articles.hindi.tokens import Token, tokenise
from search.tree import Node, Phrase, Prefix, Word, leaves

SNIPPET_WORDS = 34
LEAD_WORDS = 6  # words shown before the first match of a passage
GAP = " … "
PIECE = re.compile(r"\S+")


class Part(NamedTuple):
    """A piece of text, and whether the query found it."""

    text: str
    marked: bool


class Found(NamedTuple):
    """A word found: the number of its piece of the text, its place in that, what it answers."""

    piece: int
    start: int
    end: int
    answers: str


def words_of(piece: str) -> tuple[tuple[Token, str, str], ...]:
    """Return the words of a piece of text, each with its fold and its stem."""
    return tuple((token, token.folded, stem(token.folded)) for token in tokenise(piece))


class Pieces:
    """The pieces of texts met so far, and in which of them a word or a stem is.

    Threads share them without a lock: a piece is known (in ``words``) only after all
    the rest was noted, so that one that is learnt by two threads is noted twice.
    """

    MOST = 60_000

    def __init__(self):
        self.words: dict[str, tuple[tuple[Token, str, str], ...]] = {}
        self.in_order: list[str] = []
        self.with_word: defaultdict[str, list[str]] = defaultdict(list)
        self.with_stem: defaultdict[str, list[str]] = defaultdict(list)

    def learn(self, pieces: Iterable[str]) -> None:
        for piece in set(pieces).difference(self.words):
            words = words_of(piece)
            for _, folded, stemmed in words:
                self.with_word[folded].append(piece)
                self.with_stem[stemmed].append(piece)
            self.in_order.append(piece)
            self.words[piece] = words


_met = Pieces()


def met() -> Pieces:
    """Return the pieces met so far; too many of them are forgotten."""
    global _met
    if len(_met.words) > Pieces.MOST:
        _met = Pieces()
    return _met


class Highlighter:
    """Finds the words of a query in texts. Everything that the query leaves out is not marked.

    Texts are cut at their blanks, which no word spans. The pieces of texts repeat: those
    that the query finds are known from the words in them, without a look at the others.
    """

    def __init__(self, query: Node):
        self.folded: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.prefixes: tuple[str, ...] = ()
        self.phrases: list[tuple[str, ...]] = []
        for leaf in leaves(query):
            self._ask(leaf)
        self.pieces = met()
        self.looked_at = len(self.pieces.in_order)  # before the search in what they hold
        self.wanted = self._pieces_known()
        self.checked: set[str] = set()  # for a beginning of words
        self.seen: dict[str, list[Found]] = {}

    def _ask(self, leaf):
        if isinstance(leaf, Prefix):
            self.prefixes += (leaf.start,)
        elif isinstance(leaf, Phrase) or (isinstance(leaf, Word) and leaf.has_number):
            self.phrases.append(leaf.words)
        elif isinstance(leaf, Word):
            self.folded.update((word, word) for word in leaf.words)
            self.stems.update((stem(word), word) for word in leaf.words)

    def _pieces_known(self) -> set[str]:
        """Return the pieces met before that have one of the words."""
        holders = [self.pieces.with_word.get(word, ()) for word in self.folded]
        holders += [self.pieces.with_stem.get(word, ()) for word in self.stems]
        return set(chain.from_iterable(holders))

    def mark(self, text: str) -> list[Part]:
        """Return the whole text in parts."""
        spans = list(PIECE.finditer(text))
        found = self._found([span[0] for span in spans])
        return list(joined(parts(text, found, [span.start() for span in spans])))

    def snippet(self, text: str) -> list[Part]:
        """Return the passage of the text that answers most of the query, or its beginning.

        Each run of blanks in it becomes one.
        """
        pieces = text.split()
        found = self._found(pieces)
        first = best_window(found)
        shown = pieces[first : first + SNIPPET_WORDS]
        starts = [0, *accumulate(len(piece) + 1 for piece in shown)]
        inside = [
            one._replace(piece=one.piece - first)
            for one in found
            if first <= one.piece < first + len(shown)
        ]
        before = [Part(GAP.lstrip(), False)] if first else []
        after = [Part(GAP.rstrip(), False)] if first + len(shown) < len(pieces) else []
        return [*before, *joined(parts(" ".join(shown), inside, starts)), *after]

    def _found(self, pieces: list[str]) -> list[Found]:
        """Return the words found, in order."""
        self._look_at(pieces)
        wanted = self.wanted
        found = [
            one._replace(piece=number)
            for number, piece in enumerate(pieces)
            if piece in wanted
            for one in self._found_in(piece)
        ]
        if self.phrases:
            both = {one[:2]: one for one in [*found, *self._phrases_in(pieces)]}
            found = [both[place] for place in sorted(both)]
        return found

    def _look_at(self, pieces: list[str]) -> None:
        """Note which of the pieces the query finds; whoever learnt them may be another thread."""
        self.pieces.learn(pieces)
        fresh = self.pieces.in_order[self.looked_at :]
        self.looked_at += len(fresh)
        if self.prefixes:
            fresh += set(pieces).difference(self.checked)
            self.checked.update(pieces)
        self.wanted.update(piece for piece in fresh if self._found_in(piece))

    def _found_in(self, piece: str) -> list[Found]:
        """Return the words found in a piece of text, by where they stand in it."""
        if piece not in self.seen:
            words = self.pieces.words[piece]
            found = ((token, self._answer(folded, stemmed)) for token, folded, stemmed in words)
            self.seen[piece] = [
                Found(0, token.start, token.end, answer) for token, answer in found if answer
            ]
        return self.seen[piece]

    def _answer(self, folded: str, stemmed: str) -> str | None:
        """Return which word or beginning of the query finds a word, if one does."""
        if folded in self.folded:
            return folded
        if stemmed in self.stems:
            return self.stems[stemmed]
        return next((start for start in self.prefixes if folded.startswith(start)), None)

    def _phrases_in(self, pieces: list[str]) -> Iterator[Found]:
        for phrase in self.phrases:
            starts = set(self.pieces.with_word.get(phrase[0], ()))
            for number in [number for number, piece in enumerate(pieces) if piece in starts]:
                yield from self._phrase_from(number, phrase, pieces)

    def _phrase_from(self, number: int, phrase: tuple[str, ...], pieces: list[str]):
        """Yield the words of the phrase where it begins in the piece of this number."""
        for skipped in range(len(self.pieces.words[pieces[number]])):
            words = list(islice(self._words_from(number, pieces), skipped, skipped + len(phrase)))
            if tuple(folded for folded, _ in words) == phrase:
                yield from (found._replace(answers=" ".join(phrase)) for _, found in words)

    def _words_from(self, number: int, pieces: list[str]) -> Iterator[tuple[str, Found]]:
        for at in range(number, len(pieces)):
            for token, folded, _ in self.pieces.words[pieces[at]]:
                yield folded, Found(at, token.start, token.end, "")


def best_window(found: list[Found]) -> int:
    """Return the piece where the passage with the most different, then the most words begins."""
    best, best_worth = 0, (0, 0)
    end, reach = 0, SNIPPET_WORDS - LEAD_WORDS
    inside: dict[str, int] = {}
    for start, one in enumerate(found):
        while end < len(found) and found[end].piece < one.piece + reach:
            inside[found[end].answers] = inside.get(found[end].answers, 0) + 1
            end += 1
        worth = (len(inside), end - start)
        if worth > best_worth:
            best, best_worth = max(0, one.piece - LEAD_WORDS), worth
        inside[one.answers] -= 1
        if not inside[one.answers]:
            del inside[one.answers]
    return best


def parts(text: str, found: list[Found], starts: list[int]) -> Iterator[Part]:
    """Cut the text at the words that were found; ``starts`` are where its pieces stand."""
    at = 0
    for word in found:
        start, end = starts[word.piece] + word.start, starts[word.piece] + word.end
        yield Part(text[at:start], False)
        yield Part(text[start:end], True)
        at = end
    yield Part(text[at:], False)


def joined(apart: Iterator[Part]) -> Iterator[Part]:
    """Join marked words with nothing but a blank or hyphen between them into one mark."""
    pending: list[Part] = []
    for part in apart:
        if not part.text:
            continue
        pending.append(part)
        if len(pending) == 3:
            if pending[0].marked and pending[1].text in (" ", "-") and pending[2].marked:
                pending = [Part("".join(one.text for one in pending), True)]
            else:
                yield pending.pop(0)
    yield from pending
