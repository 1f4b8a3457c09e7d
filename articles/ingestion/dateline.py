"""The dateline: the place, and often the agency, with which an article begins."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from articles.hindi import data
from articles.hindi.dates import MONTHS
from articles.hindi.fold import fold
from articles.hindi.tokens import fold_words
from articles.ingestion.agencies import agency_named

LONGEST_HEAD = 100  # characters before the mark
LONGEST_PLACE = 4  # words
LONGEST_UNKNOWN = 2  # words of a place that no table knows, with no date or agency beside it
SHORTEST_REST = 4  # words after the mark; with fewer it is a list or a caption
HEAD = re.compile(
    rf"(?P<head>[^।|:\n]{{2,{LONGEST_HEAD}}}?)"
    r"(?P<mark> ?[।|]| ?:(?!\S)| ?[-–—]+(?=\s)|(?<=[)\]])(?= )) *(?P<rest>[^\n]*)"
)
TAG = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# The last word of those who report: जागरण संवाददाता, हमारे प्रतिनिधि.
REPORTERS = set(
    fold_words(
        "संवाददाता संवाद प्रतिनिधि ब्यूरो डेस्क टीम न्यूज नेटवर्क जेएनएन जासं राब्यू रिपोर्टर "
        "सेवा कार्यालय ब्यूरोचीफ bureau desk correspondent network news"
    )
)
# Words that no name of a place holds. One of them makes a sentence of a short beginning.
SENTENCE_WORDS = set(
    fold_words(
        "है हैं था थे थी हो होगा होगी होंगे हुआ हुई हुए गया गई गए आया आई आए रहा रही रहे किया की "
        "कर करें करो दिया दी दिए लिया ली लिए मिला मिली बना बनी बढ़ा बढ़ी घटा घटी टूटा टूटी लगा लगी "
        "ने को में से पर का के तक भी ही तो न नहीं मत कि जो यह वह ये वे इस उस हम मैं आप तुम क्या कौन "
        "क्यों कैसे कब कहाँ और या लेकिन मगर अब आज कल फिर जब तब सवाल जवाब प्रश्न उत्तर नोट वीडियो "
        "लाइव अपडेट कोरोना सरकार जी"
    )
)


class Dateline(NamedTuple):
    """Where an article was written and by which agency; "" for what is not told."""

    place: str = ""
    agency: str = ""


def dateline(body: str) -> Dateline:
    """Return the dateline with which ``body`` begins."""
    match = HEAD.match(body)
    if not match or len(match["rest"].split()) < SHORTEST_REST:
        return Dateline()
    agency = next(filter(None, map(agency_named, TAG.findall(match["head"]))), "")
    if not match["mark"] and not agency:
        return Dateline()
    parts = [part.strip() for part in TAG.sub(" ", match["head"]).split(",") if part.strip()]
    agency = agency or next(filter(None, map(agency_named, parts)), "")
    names = [part for part in parts if not beside_place(part)]
    place = pick_place(names, bool(agency) or names != parts, match["mark"].strip() in "।|")
    return Dateline(place, agency) if place or not names else Dateline()


def beside_place(part: str) -> bool:
    """Return whether a part of a dateline is not its place but a date or who reports."""
    return bool(agency_named(part)) or is_reporter(part) or is_date(part)


def is_reporter(part: str) -> bool:
    words = fold_words(part)
    return bool(words) and words[-1] in REPORTERS


def is_date(part: str) -> bool:
    """Return whether a part is a day (7 अक्टूबर, सात अक्टूबर 2020)."""
    words = fold_words(part)
    return 2 <= len(words) <= 4 and any(word in MONTHS for word in words[1:])


def pick_place(names: list[str], sure: bool, full_stop: bool) -> str:
    """Return the place among the names: one that is known, else the first if it can be one.

    ``sure`` says that a date, an agency or a reporter stands beside them,
    ``full_stop`` that they end with one; a colon or a dash may follow any word.
    """
    known = next((name for name in names if fold(name.split("/")[0]).strip() in places()), "")
    if known or not names or len(names) > 2:
        return known
    words = fold_words(names[0])
    if sure:
        fits = len(words) == 1 or not is_sentence(words)
        return names[0] if fits and 1 <= len(words) <= LONGEST_PLACE else ""
    fits = full_stop and len(names) == 1 and len(words) <= LONGEST_UNKNOWN
    return names[0] if fits and is_hindi(names[0]) and not is_sentence(words) else ""


def is_hindi(name: str) -> bool:
    return all("\u0900" <= letter <= "\u097f" or letter in " -./" for letter in name)


def is_sentence(words: list[str]) -> bool:
    return not words or bool(SENTENCE_WORDS.intersection(words))


@cache
def places() -> frozenset[str]:
    """Return the folded names of the places that the shipped gazetteer knows."""
    rows = [
        line.split("\t") for line in files(data).joinpath("entities.tsv").open(encoding="utf-8")
    ]
    named = [(row[1], *row[3].strip().split("|")) for row in rows if row[0] == "place" and row[3:]]
    return frozenset(fold(name) for names in named for name in names if name)
