"""Which digits readers see on Hindi pages: 0–9, or ०–९.

The archive has a setting, each reader may choose for himself, and a middleware says for
each request which holds. Without one (in commands, in answers for programs) digits are
ASCII, and in English they always are. Whoever writes a number or a date for readers does
it through ``articles.templatetags.hindi_format``, which asks here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

ASCII, DEVANAGARI = "ascii", "devanagari"
CHOICES = (ASCII, DEVANAGARI)
AS_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")

_asked: ContextVar[str] = ContextVar("digits", default=ASCII)


def chosen() -> str:
    """Return the digits that are written now, in the language that is written now."""
    return _asked.get() if get_language() == "hi" else ASCII


@contextmanager
def override(digits: str) -> Iterator[None]:
    """Write these digits within the block."""
    before = _asked.set(digits)
    try:
        yield
    finally:
        _asked.reset(before)


def written(text: str) -> str:
    """Return a text with its digits as they are written now."""
    return text.translate(AS_DEVANAGARI) if chosen() == DEVANAGARI else text
