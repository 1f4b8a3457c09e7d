"""Which words of a text a query found, and the passage that shows them best.

Results are parts of plain text with a flag; templates escape them and put the
marks around. Only whole words are marked: a mark inside a syllable would break
the shaping of Devanagari.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from articles.hindi.stems import stem
from articles.hindi.tokens import Token, tokenise
from search.tree import Node, Phrase, Prefix, Word, leaves

SNIPPET_WORDS = 34
LEAD_WORDS = 6  # words shown before the first match of a passage
GAP = " … "


class Part(NamedTuple):
    """A piece of text, and whether the query found it."""

    text: str
    marked: bool


class Highlighter:
    """Finds the words of a query in texts. Everything that the query leaves out is not marked."""

    def __init__(self, query: Node):
        self.folded: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.prefixes: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        for leaf in leaves(query):
            self._learn(leaf)

    def _learn(self, leaf):
        if isinstance(leaf, Prefix):
            self.prefixes.append(leaf.start)
        elif isinstance(leaf, Phrase) or (isinstance(leaf, Word) and leaf.has_number):
            self.phrases.append(leaf.words)
        elif isinstance(leaf, Word):
            self.folded.update((word, word) for word in leaf.words)
            self.stems.update((stem(word), word) for word in leaf.words)

    def mark(self, text: str) -> list[Part]:
        """Return the whole text in parts."""
        tokens = list(tokenise(text))
        found = [tokens[position] for position in self._found(tokens)]
        return list(joined(pieces(text, found, 0, len(text))))

    def snippet(self, text: str) -> list[Part]:
        """Return the passage of the text that answers most of the query, or its beginning."""
        tokens = list(tokenise(text))
        if not tokens:
            return [Part(text, False)]
        found = self._found(tokens)
        first = self._best_window(found)
        last = min(first + SNIPPET_WORDS, len(tokens)) - 1
        start = tokens[first].start if first else 0
        end = tokens[last].end if last < len(tokens) - 1 else len(text)
        before = [Part(GAP.lstrip(), False)] if first else []
        after = [Part(GAP.rstrip(), False)] if end < len(text) else []
        inside = [tokens[position] for position in found if first <= position <= last]
        return [*before, *joined(pieces(text, inside, start, end)), *after]

    def _best_window(self, found: dict[int, str]) -> int:
        """Return where the passage with the most different, then the most matches begins."""
        best, best_worth = 0, (0, 0)
        positions, end, reach = list(found), 0, SNIPPET_WORDS - LEAD_WORDS
        inside: Counter = Counter()
        for position in positions:
            while end < len(positions) and positions[end] < position + reach:
                inside[found[positions[end]]] += 1
                end += 1
            worth = (len(inside), inside.total())
            if worth > best_worth:
                best, best_worth = max(0, position - LEAD_WORDS), worth
            inside -= Counter([found[position]])  # which drops what is down to nothing
        return best

    def _found(self, tokens: list[Token]) -> dict[int, str]:
        """Return the positions of the words found, with the query's word that each answers."""
        found = {}
        answered = {folded: self._answers(folded) for folded in {t.folded for t in tokens}}
        for position, token in enumerate(tokens):
            for phrase in self.phrases:
                here = tokens[position : position + len(phrase)]
                if tuple(one.folded for one in here) == phrase:
                    found.update((position + i, word) for i, word in enumerate(phrase))
            if answers := answered[token.folded]:
                found[position] = answers
        return dict(sorted(found.items()))

    def _answers(self, folded: str) -> str | None:
        if folded in self.folded:
            return folded
        if answers := self.stems.get(stem(folded)):
            return answers
        return next((start for start in self.prefixes if folded.startswith(start)), None)


def pieces(text: str, found: list[Token], start: int, end: int) -> Iterator[Part]:
    """Cut ``text[start:end]`` at the words that were found."""
    at = start
    for token in found:
        yield Part(text[at : token.start], False)
        yield Part(text[token.start : token.end], True)
        at = token.end
    yield Part(text[at:end], False)


def joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Join marked words with nothing but a blank or hyphen between them into one mark."""
    pending: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        pending.append(part)
        if len(pending) == 3:
            if pending[0].marked and pending[1].text in (" ", "-") and pending[2].marked:
                pending = [Part("".join(one.text for one in pending), True)]
            else:
                yield pending.pop(0)
    yield from pending
