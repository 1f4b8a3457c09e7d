"""The examples of the help page, each with what it finds in this archive at present."""

from typing import NamedTuple

from articles.kept import kept
from search.correct import corrections
from search.engines.base import IndexUnavailable, engine
from search.query import QueryError
from search.results import Results
from search.state import QueryState
from search.understood import read_as

KEPT_SECONDS = 120

# By the rule that they show; the templates of the page explain each rule.
EXAMPLES = {
    "spelling": ("हिन्द", "हिंद", "गाँव", "गांव", "क़ानून", "कानून"),
    "forms": ("मंत्री", "मंत्रियों"),
    "different": ("जाति", "जाती"),
    "phrase": ('"जल संरक्षण"', "जल संरक्षण"),
    "either": ("तालाब OR बावड़ी",),
    "without": ("तालाब -खेल", "तालाब NOT खेल"),
    "beginning": ("चुनाव*",),
    "brackets": ("(जल OR पानी) संरक्षण",),
    "fields": ('स्रोत:"नमूना समाचार"', "नाम:जयशंकर", "विषय:विदेश"),
    "dates": ("तारीख:2020", 'तारीख:"अक्टूबर 2020"', "तारीख:7-10-2020"),
    "joined": ("भारत-जापान", "कोविड-19"),
    "roman": ("jaishankar", "chunav ayog", "jal sanrakshan", "PM"),
    "aliases": ("डॉक्टर", "डाक्टर", "भाजपा", "बीजेपी", "delhi"),
    "questions": ("तालाब की सफ़ाई का काम कब पूरा होगा",),
    "corrections": ("तलाब",),
}


class Example(NamedTuple):
    """A query to try, what it is read as or corrected to, and what it finds.

    ``count`` is None while the index cannot be read.
    """

    query: str
    read: str
    count: int | None

    @property
    def url(self) -> str:
        return QueryState((("q", self.query),)).url()

    @property
    def lang(self) -> str:
        return "hi-Latn" if self.query.isascii() else "hi"

    @property
    def worth_trying(self) -> bool:
        return self.count != 0 or bool(self.read)


def examples() -> dict[str, list[Example]]:
    """Return the examples of each rule, counted a short while ago."""
    try:
        return kept("help:examples", KEPT_SECONDS, counted)
    except IndexUnavailable:
        return {rule: [Example(q, "", None) for q in queries] for rule, queries in EXAMPLES.items()}


def counted() -> dict[str, list[Example]]:
    engine().check()
    return {rule: [carried_out(q) for q in queries] for rule, queries in EXAMPLES.items()}


def carried_out(query: str) -> Example:
    results = Results(text=query)
    try:
        count, readings = results.count(), results.expanded.readings
    except QueryError:  # it names a source, entity or topic that this archive has not
        return Example(query, "", 0)
    if readings:
        return Example(query, read_as(query, readings), count)
    better = [] if count else corrections(results)
    return Example(query, better[0].query if better else "", count)
