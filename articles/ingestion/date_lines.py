"""Lines that tell when an article appeared and when it was changed."""

import re

from articles.hindi.dates import is_beside_date, parse_moment

LONGEST = 200  # characters
UPDATED = r"(?:last )?(?:updated?|modified)\b|अपडेट|अद्यतन|संशोधित|अंतिम बार|आ[खख़]िरी बार"
PUBLISHED = r"(?:first )?(?:published|posted)\b|प्रकाशित|प्रकाशन|पहली बार"
UPDATE = re.compile(rf"\W*(?:{UPDATED})", re.IGNORECASE)
LABEL = re.compile(rf"(?<!\w)(?=(?:{UPDATED}|{PUBLISHED}))", re.IGNORECASE)
YEAR = re.compile("[0-9०-९]{4}")


def by_label(line: str) -> list[str]:
    """Return the parts of a line such as Published: 7 Oct 2020 Updated: 8 Oct 2020."""
    return LABEL.split(line)


def is_update(text: str) -> bool:
    """Return whether a text begins with a word for updating."""
    return bool(UPDATE.match(text))


def only_dates(line: str) -> bool:
    """Return whether a line holds nothing but dates and the words that stand beside them."""
    if len(line) > LONGEST or not (YEAR.search(line) or LABEL.match(line)):
        return False
    parts = [part for part in by_label(line) if part.strip()]
    told = [bool(parse_moment(part)) for part in parts]
    if not any(told) and not (parts and LABEL.match(parts[0])):
        return False
    return all(dated or is_beside_date(part) for dated, part in zip(told, parts, strict=True))
