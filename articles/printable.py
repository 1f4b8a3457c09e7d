"""Texts without the characters that files for other programs cannot hold."""

import re

# Those that XML 1.0 leaves out, and the controls that no text file wants either.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text) -> str:
    """Return a text without controls other than white space, and without halves of characters."""
    return CONTROLS.sub("", str(text))


def one_line(text) -> str:
    """Return a printable text with every run of white space made one space."""
    return " ".join(printable(text).split())
