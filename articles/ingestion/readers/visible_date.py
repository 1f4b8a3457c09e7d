"""The date that a reader of a page sees: near the headline, before the first paragraph."""

from articles.hindi.dates import find_moment, parse_moment
from articles.hindi.tokens import fold_words

LONGEST_DATE_LINE = 12  # words; a longer line with a date in it tells a story
REACH = 40  # pieces of text after the headline, where no first paragraph is found
SPLIT = 3  # pieces of text over which a page may spread a date and its time
FIRST_WORDS = 6  # words by which the first paragraph is recognised
ELSEWHERE = " or ".join(
    f"ancestor::{tag}" for tag in "footer nav aside script style noscript select".split()
)
PIECES = (
    f"//body//text()[normalize-space() and not({ELSEWHERE})]"
    f" | //body//time[@datetime and not({ELSEWHERE})]"
)


def is_dated(line: str) -> bool:
    """Return whether a line is short and holds a date."""
    return bool(len(line.split()) <= LONGEST_DATE_LINE and find_moment(line))


def visible_date(tree, title: str, first_paragraph: str) -> str:
    """Return the date near the headline as written, or ""."""
    pieces = between(tree.xpath(PIECES), title, first_paragraph)
    stamps = (piece.get("datetime") for piece in pieces if not isinstance(piece, str))
    stamp = next(filter(parse_moment, stamps), "")
    return stamp or written_date([" ".join(p.split()) for p in pieces if isinstance(p, str)])


def between(pieces: list, title: str, first_paragraph: str) -> list:
    """Return the pieces of the page from the headline to the first paragraph.

    What stands above the headline in the same article element counts too, but
    not what stands above that: there is the head of the site, with today's date.
    """
    at = next((n for n, piece in enumerate(pieces) if is_headline(piece, title)), None)
    if at is None:
        return []
    start = fold_words(first_paragraph)[:FIRST_WORDS]
    end = next(
        (n for n in range(at + 1, len(pieces)) if begins(pieces[n], start)),
        at + REACH,
    )
    inside = next(element_of(pieces[at]).iterancestors("article"), None)
    while at and inside is not None and inside in element_of(pieces[at - 1]).iterancestors():
        at -= 1
    return pieces[at:end]


def element_of(piece):
    return piece.getparent() if isinstance(piece, str) else piece


def is_headline(piece, title: str) -> bool:
    """Return whether a piece of text is the headline, or stands in the heading that is."""
    if not isinstance(piece, str):
        return False
    element = element_of(piece)
    heading = next((up for up in (element, *element.iterancestors()) if up.tag == "h1"), element)
    return fold_words(heading.text_content()) == fold_words(title) or (
        fold_words(piece) == fold_words(title)
    )


def begins(piece, words: list[str]) -> bool:
    return isinstance(piece, str) and bool(words) and fold_words(piece)[: len(words)] == words


def written_date(lines: list[str]) -> str:
    """Return the first line with a date, with the lines below it that tell its time."""
    for index, line in enumerate(lines):
        if is_dated(line):
            spread = " ".join(lines[index : index + SPLIT])
            return spread if is_dated(spread) else line
    return ""
