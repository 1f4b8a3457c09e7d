"""The query language: from what a reader typed to a tree of what is asked.

    जल संरक्षण          both words, in any of their spellings and forms
    "जल संरक्षण"        these words, side by side
    तालाब OR बावड़ी      one or the other; OR binds closer than a space
    -खेल                without this word
    चुनाव*              words that begin so
    स्रोत:"नमूना समाचार"  only this source; also नाम:, विषय:, तारीख: and their English names
    (जल OR पानी) संरक्षण  brackets group

Everything else is text: punctuation never breaks a query. What cannot be
understood raises ``QueryError``, which says where and offers a repaired query.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.digits import written
from articles.hindi.dates import parse_period
from articles.hindi.fold import beginnings, fold
from articles.hindi.tokens import fold_words, tokenise
from search.tree import (
    And,
    Dates,
    Everything,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    join,
)

LONGEST_QUERY = 2000  # characters
MOST_CLAUSES = 200
DEEPEST = 20  # brackets within brackets

FIELDS = {
    "source": "source",
    "स्रोत": "source",
    "entity": "entity",
    "नाम": "entity",
    "name": "entity",
    "person": "entity",
    "व्यक्ति": "entity",
    "place": "entity",
    "स्थान": "entity",
    "संगठन": "entity",
    "topic": "topic",
    "विषय": "topic",
    "date": "date",
    "तारीख": "date",
    "तारीख\u093c": "date",  # with its nukta, typed as a sign of its own or not
    "तारी\u0959": "date",
}


class QueryError(ValueError):
    """A query that cannot be understood: why, where (``query[start:end]``), and a way out."""

    def __init__(self, message: str, query: str, start: int, end: int):
        super().__init__(message)
        self.message, self.query, self.start, self.end = message, query, start, end

    @property
    def repaired(self) -> str:
        """The query without the part that was not understood."""
        return " ".join((self.query[: self.start] + " " + self.query[self.end :]).split())


class Lexeme(NamedTuple):
    """A piece of the query: its kind, the text that counts, and where it stands."""

    kind: str  # word, phrase, prefix, field, or, and, not, open, close
    text: str
    start: int
    end: int
    field: str = ""


QUOTES = '"“”„«»'
# "a" keeps the ſ of ſource and the ı of entıty, which are no field names, from matching.
NAME = f"(?ai:{'|'.join(FIELDS)})"
PIECE = re.compile(
    rf"(?P<negated>(?<![^\s(])-(?=[^\s\-]))"
    rf"|(?:(?P<field>{NAME})[:：])?[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]"
    rf"|(?P<name>{NAME})[:：](?P<value>[^\s(){QUOTES}]+)"
    rf"|(?P<open>\()|(?P<close>\))"
    rf"|(?P<word>[^\s(){QUOTES}]+)"
    rf"|[{QUOTES}]"
)
STAR_INSIDE = re.compile(r"[^\s*]\*[^\s*]")
OPERATORS = {"OR": "or", "AND": "and", "NOT": "not"}


def lexemes(query: str) -> Iterator[Lexeme]:
    """Cut the query into pieces; quotes without a partner are passed over."""
    for match in PIECE.finditer(query):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "negated":
            yield Lexeme("not", "-", start, end)
        elif kind in ("open", "close"):
            yield Lexeme(kind, match[0], start, end)
        elif match["phrase"] is not None:
            name = FIELDS.get((match["field"] or "").lower(), "")
            yield Lexeme("field" if name else "phrase", match["phrase"], start, end, name)
        elif match["name"]:
            yield Lexeme("field", match["value"], start, end, FIELDS[match["name"].lower()])
        elif kind == "word":
            yield word_lexeme(match["word"], start, end)


def word_lexeme(text, start, end):
    if text in OPERATORS:
        return Lexeme(OPERATORS[text], text, start, end)
    stripped = text.rstrip(".,;!?।|…")
    if stripped.endswith("*") and stripped.strip("*"):
        return Lexeme("prefix", stripped.rstrip("*"), start, end)
    return Lexeme("word", text, start, end)


class Parser:
    """Reads the pieces from left to right: a sequence of alternatives of clauses."""

    def __init__(self, query: str):
        self.query = query
        self.pieces = balanced(list(lexemes(query)))
        self.at = self.words = 0

    def parse(self) -> Node:
        node = self.sequence(depth=0)
        if node is None:
            if self.query.strip():
                raise self.error(_("इसमें खोजने लायक कोई शब्द नहीं है।"), 0, len(self.query))
            return Everything()
        return node

    def error(self, message, start, end):
        return QueryError(message, self.query, start, end)

    def peek(self, *kinds) -> Lexeme | None:
        piece = self.pieces[self.at] if self.at < len(self.pieces) else None
        return piece if piece and piece.kind in kinds else None

    def take(self, *kinds) -> Lexeme | None:
        piece = self.peek(*kinds)
        self.at += piece is not None
        return piece

    def sequence(self, depth: int) -> Node | None:
        """Clauses one after another: all must hold."""
        if depth > DEEPEST:
            piece = self.pieces[self.at - 1]
            message = _("कोष्ठक के भीतर कोष्ठक %(limit)d तक हो सकते हैं।") % {"limit": DEEPEST}
            raise self.error(message, piece.start, piece.end)
        parts = []
        while self.at < len(self.pieces) and not self.peek("close"):
            if joiner := self.take("and"):
                self.need_operand(joiner, before=bool(parts))
            elif part := self.alternatives(depth):
                parts.append(part)
        return join(And, parts)

    def alternatives(self, depth: int) -> Node | None:
        """Clauses with OR between them: any may hold."""
        parts = [self.clause(depth)]
        while joiner := self.take("or"):
            self.need_operand(joiner, before=parts[0] is not None)
            parts.append(self.clause(depth))
        return join(Or, [part for part in parts if part])

    def need_operand(self, joiner, before):
        if not before or self.at == len(self.pieces) or self.peek("close", "or", "and"):
            message = _("“%(word)s” के दोनों ओर शब्द चाहिए।") % {"word": joiner.text}
            raise self.error(message, joiner.start, joiner.end)

    def clause(self, depth: int) -> Node | None:
        if negation := self.take("not"):
            if self.at == len(self.pieces) or self.peek("close", "or", "and"):
                message = _("“%(word)s” के बाद वह शब्द चाहिए जिसे छोड़ना है।")
                raise self.error(message % {"word": negation.text}, *negation[2:4])
            part = self.clause(depth)
            return part and (part.part if isinstance(part, Not) else Not(part))
        if self.take("open"):
            node = self.sequence(depth + 1)
            self.take("close")
            return node
        if self.peek("or"):
            return None
        return self.leaf(self.pieces[self.next()])

    def next(self) -> int:
        self.at += 1
        return self.at - 1

    def leaf(self, piece: Lexeme) -> Node | None:
        if piece.kind == "field":
            return self.field(piece)
        if piece.kind == "prefix":
            return self.prefix(piece)
        if STAR_INSIDE.search(piece.text):
            raise self.error(star_message(), piece.start, piece.end)
        words = tuple(fold_words(piece.text))
        self.words += len(words)
        if self.words > MOST_CLAUSES:
            raise too_many_words(self.query, piece)
        kind = Phrase if piece.kind == "phrase" and len(words) > 1 else Word
        return kind(words, piece.text) if words else None

    def prefix(self, piece):
        tokens = list(tokenise(piece.text))
        if len(tokens) == 1:
            typed, text = piece.text[tokens[0].start : tokens[0].end], piece.text + "*"
            return join(Or, [Prefix(start, text) for start in beginnings(typed)])
        if not tokens:
            return None
        raise self.error(star_message(), piece.start, piece.end)

    def field(self, piece):
        typed = self.query[piece.start : piece.end]
        if not fold_words(piece.text):
            message = _("“%(field)s” के बाद नाम चाहिए।") % {"field": typed}
            raise self.error(message, piece.start, piece.end)
        if piece.field != "date":
            return Field(piece.field, fold(piece.text.strip()), text=typed)
        period = parse_period(piece.text)
        if period is None:
            message = written(
                _('“%(date)s” तारीख नहीं समझी गई; 2020, 7-10-2020 या "अक्टूबर 2020" लिखें।')
            )
            raise self.error(message % {"date": piece.text}, piece.start, piece.end)
        return Dates(*period, text=typed)


def star_message():
    return _("* एक ही शब्द के अंत में लगता है, जैसे चुनाव*।")


def too_many_words(query: str, piece: Lexeme) -> QueryError:
    """Return the error of a query that goes on after ``piece`` or within it."""
    message = _("खोज में %(limit)d से अधिक शब्द हैं।") % {"limit": MOST_CLAUSES}
    return QueryError(message, query, piece.start, len(query))


def balanced(pieces: list[Lexeme]) -> list[Lexeme]:
    """Return the pieces without brackets that have no partner: those are punctuation."""
    lonely, opened = set(), []
    for number, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append(number)
        elif piece.kind == "close" and opened:
            opened.pop()
        elif piece.kind == "close":
            lonely.add(number)
    lonely.update(opened)
    return [piece for number, piece in enumerate(pieces) if number not in lonely]


def parse(query: str) -> Node:
    """Return the tree for what a reader typed.

    Raises ``QueryError`` for a query that has no meaning; never anything else.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(
            _("खोज %(limit)d अक्षरों से लंबी है।") % {"limit": LONGEST_QUERY},
            query[:LONGEST_QUERY],
            LONGEST_QUERY,
            LONGEST_QUERY,
        )
    parser = Parser(query)
    if len(parser.pieces) > MOST_CLAUSES:
        raise too_many_words(query, parser.pieces[MOST_CLAUSES])
    return parser.parse()


def plain(query: str) -> str:
    """Return the words of the query alone, without operators, for a search that always works."""
    kinds = ("word", "phrase", "prefix", "field")
    # A blank more between any two words must not make it too long.
    pieces = lexemes(query[: LONGEST_QUERY - MOST_CLAUSES])
    texts = [piece.text for piece in pieces if piece.kind in kinds]
    words = [text[token.start : token.end] for text in texts for token in tokenise(text)]
    return " ".join(OPERATORS.get(word, word) for word in words[:MOST_CLAUSES])
