"""Two texts side by side: what they share, word by word, and what only one of them has."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from articles.hindi.tokens import PATTERN, fold_words

SAME, GONE, NEW = "same", "del", "ins"
BREAK = "\n\n"
PARAGRAPHS = re.compile(r"\n\s*\n")
PIECE = re.compile(rf"(?:{PATTERN.pattern}|\S)\s*")  # a word or another sign, and what parts it
# Pairs of equal words, one of each text. With more, comparing all words takes too long
# for a page, and whole paragraphs are compared.
MOST_PAIRS = 1_000_000
ISLAND = 1  # words that two texts share between two changes, and that say nothing


class Run(NamedTuple):
    """A stretch of text: in both texts (``SAME``), only in the first (``GONE``) or second one."""

    kind: str
    text: str


Paragraph = tuple[Run, ...]


class Row(NamedTuple):
    """What stands side by side: the paragraphs of either text up to the next common break."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]

    @property
    def same(self) -> bool:
        """Whether both sides have the same words."""
        return all(run.kind == SAME for side in self for part in side for run in part)


class Span(NamedTuple):
    """Pieces of two texts that stand for one another; ``same`` says whether they are equal."""

    same: bool
    before: list[str]
    after: list[str]


def compare(before: str, after: str) -> list[Row]:
    """Return the two texts in rows, in order; joined again, each side gives its text."""
    found = joined(islands_drowned(spans(pieces(before), pieces(after))))
    return rows(moved_to_breaks(list(found)))


def likeness(one: str, other: str) -> float:
    """Return the share of words, in whatever spelling, that two texts have in common: 0 to 1."""
    first, second = Counter(fold_words(one)), Counter(fold_words(other))
    return 2 * (first & second).total() / (first.total() + second.total() or 1)


def pieces(text: str) -> list[str]:
    """Return the words and other signs of a text, and a ``BREAK`` between paragraphs."""
    found = []
    for paragraph in PARAGRAPHS.split(text):
        found += [BREAK] * bool(found) + [match[0] for match in PIECE.finditer(paragraph.strip())]
    return found


def has_word(piece: str) -> bool:
    return bool(PATTERN.match(piece))


def spans(before: list[str], after: list[str]) -> Iterator[Span]:
    """Yield what the texts share and what they do not, in turn."""
    first, second = bare(before), bare(after)
    counts, others = Counter(first), Counter(second)
    if sum(count * others[word] for word, count in counts.items()) > MOST_PAIRS:
        yield from coarse_spans(before, after)
        return
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield Span(tag == "equal", before[i:i_end], after[j:j_end])


def coarse_spans(before: list[str], after: list[str]) -> Iterator[Span]:
    """Compare whole paragraphs: one that is not the same in every word is another one."""
    first, second = whole_paragraphs(before), whole_paragraphs(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield Span(tag == "equal", first[i:i_end], second[j:j_end])


def whole_paragraphs(parts: list[str]) -> list[str]:
    """Return paragraphs, and the breaks between them."""
    whole, text = [], []
    for piece in [*parts, BREAK]:
        if piece == BREAK:
            whole += ["".join(text), BREAK]
            text = []
        else:
            text.append(piece)
    return whole[:-1]


def islands_drowned(found: Iterator[Span]) -> Iterator[Span]:
    """Yield the spans; single words that happen to stand in both changes are part of them."""
    found = list(found)
    for number, span in enumerate(found):
        inside = 0 < number < len(found) - 1
        words = sum(map(has_word, span.before))
        island = inside and words <= ISLAND and BREAK not in span.before
        yield span._replace(same=span.same and not island)


def joined(found: Iterator[Span]) -> Iterator[Span]:
    """Yield the spans, with those made one that follow each other and are of one kind."""
    last = None
    for span in found:
        if last and last.same == span.same:
            last = Span(last.same, last.before + span.before, last.after + span.after)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def moved_to_breaks(found: list[Span]) -> list[Span]:
    """Let a paragraph that only one text has begin at its break.

    Of "…। ¶ …।" the first full stop may count as new as well as the second one.
    """
    for number in range(1, len(found) - 1):
        last, change, following = found[number - 1 : number + 2]
        parts = change.before or change.after
        if change.same or (change.before and change.after) or BREAK not in parts:
            continue
        steps = parts.index(BREAK)
        if len(following.before) > steps and bare(parts[:steps]) == bare(following.before[:steps]):
            found[number - 1 : number + 2] = moved(steps, last, change, following)
    return found


def moved(steps: int, last: Span, change: Span, following: Span) -> list[Span]:
    """Return three spans of which the change, of one text, begins some pieces later."""
    before = shifted(steps, last.before, change.before, following.before)
    after = shifted(steps, last.after, change.after, following.after)
    return [Span(*parts) for parts in zip((True, False, True), before, after, strict=True)]


def shifted(steps: int, last: list[str], change: list[str], following: list[str]):
    """Return the three with their bounds moved, that of an empty change as one."""
    whole = last + change + following
    start = len(last) + steps
    end = start + len(change)
    return whole[:start], whole[start:end], whole[end:]


def bare(parts: list[str]) -> list[str]:
    return [piece.strip() for piece in parts]


class Side:
    """One text on its way into rows."""

    def __init__(self, kind: str):
        self.kind = kind
        self.paragraphs: list[list[Run]] = [[]]

    def add(self, same: bool, parts: list[str]) -> None:
        """Add pieces; a break among them begins a paragraph of this side alone."""
        stretch = []
        for piece in [*parts, None]:
            if piece is None or piece == BREAK:
                self._write(SAME if same else self.kind, "".join(stretch))
                stretch = []
            else:
                stretch.append(piece)
            if piece == BREAK:
                self.paragraphs.append([])

    def _write(self, kind: str, text: str) -> None:
        """The space after a change is none of it."""
        bare = text if kind == SAME else text.rstrip()
        paragraph = self.paragraphs[-1]
        for run in Run(kind, bare), Run(SAME, text[len(bare) :]):
            if run.text and paragraph and paragraph[-1].kind == run.kind:
                paragraph[-1] = Run(run.kind, paragraph[-1].text + run.text)
            elif run.text:
                paragraph.append(run)

    def taken(self) -> tuple[Paragraph, ...]:
        paragraphs, self.paragraphs = self.paragraphs, [[]]
        return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


class Table:
    """The rows of two texts, filled span by span."""

    def __init__(self):
        self.rows: list[Row] = []
        self.sides = Side(GONE), Side(NEW)

    def end_row(self) -> None:
        row = Row(*(side.taken() for side in self.sides))
        self.rows += [row] * bool(row.before or row.after)

    def add_common(self, span: Span) -> None:
        for parts in zip(split(span.before), split(span.after), strict=True):
            if parts[0] is None:
                self.end_row()
            else:
                self._add(True, parts)

    def add_change(self, span: Span, following: Span | None) -> None:
        """A paragraph that only one text has gets a row of its own."""
        alone = not (span.before and span.after)
        parts = span.before or span.after
        begun = any(side.paragraphs != [[]] for side in self.sides)
        if alone and parts[0] == BREAK and (not following or following.before[0] == BREAK):
            self.end_row()
        self._add(False, (span.before, span.after))
        if alone and parts[-1] == BREAK and not begun:
            self.end_row()

    def _add(self, same, parts):
        for side, mine in zip(self.sides, parts, strict=True):
            side.add(same, mine)


def rows(found: Iterable[Span]) -> list[Row]:
    table, found = Table(), list(found)
    for span, following in zip_longest(found, found[1:]):
        if span.same:
            table.add_common(span)
        else:
            table.add_change(span, following)
    table.end_row()
    return table.rows


def split(parts: list[str]) -> Iterator[list[str] | None]:
    """Yield the pieces of each paragraph, and None for each break."""
    stretch: list[str] = []
    for piece in parts:
        if piece == BREAK:
            yield stretch
            yield None
            stretch = []
        else:
            stretch.append(piece)
    yield stretch
