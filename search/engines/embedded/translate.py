"""From our query tree to Whoosh's."""

from datetime import date

from whoosh import query as whoosh

from articles.hindi.stems import stem
from search import tree
from search.engines.boosts import JOINED_BOOST, NEAR_BOOST, STEM_BOOST, TEXT_BOOST, pairs
from search.engines.embedded.mostof import MostOf


def translate(node: tree.Node) -> whoosh.Query:
    """Return the Whoosh query for a tree whose names are resolved."""
    return TRANSLATORS[type(node)](node)


def word(node: tree.Word) -> whoosh.Query:
    """One token, or several typed as one: with a number side by side, else all of them."""
    if len(node.words) == 1:
        return token(node.words[0])
    together = whoosh.Phrase("text", list(node.words), boost=JOINED_BOOST)
    if node.has_number:
        return together
    return whoosh.AndMaybe(whoosh.And([token(part) for part in node.words]), together)


def token(folded: str) -> whoosh.Query:
    """A word in any of its forms; as written it is found by both fields and ranks first."""
    return whoosh.Or(
        [
            whoosh.Term("text", folded, boost=TEXT_BOOST),
            whoosh.Term("stem", stem(folded), boost=STEM_BOOST),
        ]
    )


def strict(node: tree.Node) -> whoosh.Query:
    """What is left out is left out as written: -खेल does not hide खेलों."""
    if isinstance(node, tree.Word):
        if len(node.words) > 1:
            return whoosh.Phrase("text", list(node.words))
        return whoosh.Term("text", node.words[0])
    if isinstance(node, tree.And | tree.Or):
        kind = whoosh.And if isinstance(node, tree.And) else whoosh.Or
        return kind([strict(part) for part in node.parts])
    return translate(node)


def conjunction(node: tree.And) -> whoosh.Query:
    """All wanted parts; the unwanted are taken away from them, without adding to the score."""
    wanted = [part for part in node.parts if not isinstance(part, tree.Not)]
    unwanted = [strict(part.part) for part in node.parts if isinstance(part, tree.Not)]
    found = whoosh.And([translate(part) for part in wanted]) if wanted else whoosh.Every()
    found = lifted(found, wanted)
    return whoosh.AndNot(found, whoosh.Or(unwanted)) if unwanted else found


def most(node: tree.Most) -> whoosh.Query:
    return lifted(MostOf([translate(part) for part in node.parts], node.minimum), node.parts)


def lifted(found: whoosh.Query, parts) -> whoosh.Query:
    """Words that were typed one after another count more where they stand so."""
    near = [whoosh.Phrase("text", list(pair), boost=NEAR_BOOST) for pair in pairs(parts)]
    return whoosh.AndMaybe(found, whoosh.Or(near)) if near else found


def variants(node: tree.Variants) -> whoosh.Query:
    others = [weighted(other.words, other.weight) for other in node.others]
    return whoosh.Or([translate(node.part), *others])


def weighted(words: tuple[str, ...], weight: float) -> whoosh.Query:
    if len(words) > 1:
        return whoosh.Phrase("text", list(words), boost=weight)
    query = token(words[0])
    query.boost = weight
    return query


def facet(node: tree.Field) -> whoosh.Query:
    return whoosh.Or([whoosh.Term(node.name, str(pk), boost=0.0) for pk in node.ids])


def days(node: tree.Dates) -> whoosh.Query:
    return whoosh.TermRange("day", day(node.first), day(node.last), constantscore=True, boost=0.0)


def day(value: date) -> str:
    """Return the term of a calendar day, ordered as days are."""
    return f"{value:%Y%m%d}" if value.year >= 1000 else "00000000"


TRANSLATORS = {
    tree.Everything: lambda node: whoosh.Every(),
    tree.Word: word,
    tree.Phrase: lambda node: whoosh.Phrase("text", list(node.words)),
    tree.Prefix: lambda node: whoosh.Prefix("text", node.start, constantscore=True),
    tree.Field: facet,
    tree.Dates: days,
    tree.Not: lambda node: whoosh.AndNot(whoosh.Every(), strict(node.part)),
    tree.And: conjunction,
    tree.Most: most,
    tree.Variants: variants,
    tree.Or: lambda node: whoosh.Or([translate(part) for part in node.parts]),
}
