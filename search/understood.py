"""How a query was understood: roman letters read, likelier words, and what each word finds."""

from collections.abc import Iterator
from typing import NamedTuple

from articles.templatetags.interface import lang_of
from search import vocabulary
from search.correct import corrections
from search.engines.base import Request, engine
from search.expand import Reading, expand
from search.query import Lexeme, lexemes
from search.results import MOST_WORDS, Results
from search.state import QueryState
from search.tree import Node, Phrase, Prefix, Word, leaves

ROMAN = "hi-Latn"
PLAIN = (["word"], ["prefix"])  # the lexemes of what needs no quotes around it


class WordCount(NamedTuple):
    """A word of the query, what it was read as if in roman letters, and what it finds alone."""

    word: str
    read: str
    count: int
    url: str
    lang: str


def understood(results: Results, state: QueryState) -> dict:
    """Return how roman letters were read, and the likelier queries where little was found."""
    q, readings = state.get("q"), [] if results.as_typed else results.expanded.readings
    context = {
        "readings": readings,
        "loosened": results.loosened,
        "unindexed": results.unindexed,
        "q_lang": ROMAN if readings else lang_of(q),
        "corrections": [
            (one.query, one.count, state.set(q=one.query).url()) for one in corrections(results)
        ],
    }
    if readings:
        read = read_as(q, readings)
        typed_url = state.set(**{"as": "typed"}).url()
        context |= {"read_as": read, "typed_url": typed_url, "title_text": f"{q} → {read}"}
    elif results.as_typed and (offered := unread(results)):
        context |= {"offered": read_as(q, offered), "read_url": state.without("as").url()}
    return context


def unread(results: Results) -> list[Reading]:
    """Return how a query that was searched as typed would have been read."""
    if results.unindexed:
        return []
    return expand(results.query, vocabulary.lexicon()).readings


def read_as(text: str, readings: list[Reading]) -> str:
    """Return the query as it was read: what was typed in roman letters replaced, the rest kept."""
    pieces, made, end, at = list(read_pieces(text)), "", 0, 0
    for reading in readings:
        typed = reading.typed.split()
        for start in range(at, len(pieces) - len(typed) + 1):
            run = pieces[start : start + len(typed)]
            if [piece.text.strip() for piece in run] == typed:
                made += text[end : run[0].start] + reading.read
                end, at = run[-1].end, start + len(typed)
                break
    return made + text[end:]


def read_pieces(text: str) -> Iterator[Lexeme]:
    """Yield the pieces that expanding may read: words, but for those to leave out."""
    negated = False
    for piece in lexemes(text):
        if piece.kind in ("word", "phrase") and not negated:
            yield piece
        negated = piece.kind == "not"


def word_counts(results: Results, state: QueryState) -> list[WordCount]:
    """Return for each word of the query what it finds alone, filters aside, as it was read."""
    words = [leaf for leaf in leaves(results.query) if isinstance(leaf, Word | Phrase | Prefix)]
    return [word_count(leaf, results.as_typed, state) for leaf in words[:MOST_WORDS]]


def word_count(leaf: Node, as_typed: bool, state: QueryState) -> WordCount:
    expanded = expand(leaf, vocabulary.lexicon(), as_typed)
    read = "" if as_typed or not expanded.readings else expanded.readings[0].read
    count = engine().match(Request(query=expanded.node)).total
    alone = state.without_filters().set(q=alone_in_box(leaf.text))
    return WordCount(leaf.text, read, count, alone.url(), ROMAN if read else lang_of(leaf.text))


def alone_in_box(text: str) -> str:
    """Return how the text of a leaf is typed so that it is one word or one phrase."""
    return text if [piece.kind for piece in lexemes(text)] in PLAIN else f'"{text}"'
