"""What stands on a page around its article: links, buttons, lists of other news."""

import re
from itertools import dropwhile, takewhile

from articles.hindi.tokens import fold_words
from articles.ingestion.agencies import tag_at_end

CLOSED = "[\"'”’)\\]]*\\Z"
SENTENCE_END = re.compile(f"[।॥?!.|]{CLOSED}")
FULL_STOP = re.compile(f"[।॥]{CLOSED}")  # headlines end with a question mark, but not with this
LINK_MARK = re.compile("[:–—-]")
SHORT_PROSE, PROSE = (
    4,
    12,
)  # words; a shorter paragraph may be a teaser of another article

# Lines after which nothing of the article follows.
ENDINGS = {
    tuple(fold_words(line))
    for line in (
        "सम्बंधित जानकारी",
        "संबंधित खबरें",
        "संबंधित समाचार",
        "सम्बन्धित लेख",
        "Related News",
        "Related Articles",
        "Show comments",
        "Comments",
        "टिप्पणियाँ",
        "टिप्पणी करें",
        "कमेंट करें",
        "अपनी राय दें",
        "जरूर पढ़ें",
        "नवीनतम",
        "ताज़ा ख़बरें",
        "ताजा समाचार",
        "बड़ी खबरें",
        "लोकप्रिय",
        "ट्रेंडिंग",
        "अगला लेख",
        "अगली खबर",
        "पिछला लेख",
        "और खबरें",
        "सभी देखें",
        "और देखें",
        "हमारे साथ जुड़ें",
        "हमसे जुड़ें",
        "हमें फॉलो करें",
        "शेयर करें",
        "Share this",
        "Share",
        "Follow us",
        "विषय सूची",
        "Tags",
        "टैग",
    )
}
# Lines that interrupt an article, often with a link to another one below them.
INTERRUPTIONS = {
    tuple(fold_words(line))
    for line in (
        "यह भी पढ़ें",
        "ये भी पढ़ें",
        "इसे भी पढ़ें",
        "Also read",
        "Read also",
        "Advertisement",
        "विज्ञापन",
        "Sponsored",
    )
}


def without_boilerplate(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that belong to the article, in order."""
    return before_tag(without_interruptions(before_ending(paragraphs)))


def before_ending(paragraphs: list[str]) -> list[str]:
    """Return what stands before the first ending; endings above the article end nothing."""
    rest = list(dropwhile(lambda line: is_line(line, ENDINGS | INTERRUPTIONS), paragraphs))
    kept = list(takewhile(lambda line: not is_line(line, ENDINGS), rest))
    if len(rest) < len(paragraphs) and not any(map(is_prose, kept)):
        return []
    return kept


def without_interruptions(paragraphs: list[str]) -> list[str]:
    """Drop what interrupts the article, with the teasers below it, up to the next prose."""
    kept, interrupted = [], False
    for paragraph in filter(lambda paragraph: not is_link(paragraph), paragraphs):
        interrupted = is_line(paragraph, INTERRUPTIONS) or (interrupted and not is_prose(paragraph))
        if not interrupted:
            kept.append(paragraph)
    return kept


def before_tag(paragraphs: list[str]) -> list[str]:
    """Drop what follows an agency's tag, which ends an article, unless it is prose."""
    for index in range(len(paragraphs) - 1, -1, -1):
        if tag_at_end(paragraphs[index]):
            return paragraphs[: index + 1]
        if is_prose(paragraphs[index]):
            break
    return paragraphs


def is_line(paragraph: str, marks: set[tuple[str, ...]]) -> bool:
    if len(paragraph) > 60:
        return False
    return tuple(fold_words(paragraph)) in marks


def is_link(paragraph: str) -> bool:
    """Return whether a paragraph is a link to another article (यह भी पढ़ें: …)."""
    if FULL_STOP.search(paragraph) or not LINK_MARK.search(paragraph):
        return False
    return is_line(LINK_MARK.split(paragraph, maxsplit=1)[0], INTERRUPTIONS)


def is_prose(paragraph: str) -> bool:
    """Return whether a paragraph is running text: a whole sentence of some length."""
    words = len(paragraph.split())
    if FULL_STOP.search(paragraph):
        return words >= SHORT_PROSE
    return words >= PROSE and ends_sentence(paragraph)


def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text.rstrip()))
