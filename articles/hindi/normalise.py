"""One way of writing what looks the same: code points, quotes, blanks, dandas.

The work is done by the Hindi normaliser of indic-nlp-library, with a guard for
what it would spoil: it takes the colon of कहा: for a visarga and every pipe for a
danda, cuts words at zero-width spaces, and makes ASCII of typographic marks.
Spelling is left as written; making spellings alike is the fold's part.
"""

import re
import unicodedata

from indicnlp.normalize.indic_normalize import IndicNormalizerFactory

HINDI = IndicNormalizerFactory().get_normalizer("hi")
# Stand-ins for the characters that the library must not see. Unicode keeps these
# code points for a program's own use, so text that holds them loses nothing.
KEPT = {mark: chr(0xFDD0 + number) for number, mark in enumerate(":|“”‘’–—…")}

# Control characters, joiners, marks of writing direction, zero-width spaces, noncharacters.
DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
LINE_END = re.compile("\r\n?|[\v\f\x85\u2028]")
PARAGRAPH_END = "\u2029"
ODD_BLANKS = re.compile(r" [^\S\n]+|[^\S\n ][^\S\n]*")  # all but a single space
LINE_EDGE = re.compile(" ?\n ?")
BLANK_LINES = re.compile("\n{3,}")
BLANK_BEFORE_STOP = re.compile(" (?=[।॥,?!])")
# The library takes these three apart, which NFC does not, and nothing else is left to compose.
COMPOSED = {unicodedata.normalize("NFD", letter): letter for letter in "\u0929\u0931\u0934"}
PIPE_FOR_DANDA = re.compile(r"(?<=[\u0900-\u0963\u0966-\u096f\u0971-\u097f])\|(?!\S)")

NUKTA = "\u093c"
# Text of these characters alone, none of them side by side as below, stays as it is: running
# Hindi, Latin letters, and signs that neither the library nor NFC changes.
NOT_PLAIN = re.compile(
    "[^\n !-{}~\u0901-\u0928\u092a-\u0930\u0932\u0933\u0935-\u0939\u093c-\u094d"
    "\u0960-\u096f“”‘’–—…]"
)
UNTIDY = re.compile(" [ \n।॥,?!]|\n(?: |\n\n)|''")
# Apart from these letters, a nukta may not be where it belongs, or makes one letter with another.
ODD_NUKTA = re.compile(f"(?<![क-धप-यलवशषसह]){NUKTA}")


def normalise(text: str) -> str:
    """Return ``text`` in the one form that the archive keeps: NFC, blanks tidied.

    Paragraphs stay apart by one blank line. Raises for no string, and
    normalising twice changes nothing.
    """
    return text if is_normal(text) else rewritten(text)


def rewritten(text: str) -> str:
    """Return ``text`` normalised, whether it needs that or not."""
    text = SURROGATE.sub("\ufffd", DROPPED.sub("", text))
    text = unicodedata.normalize("NFC", text)
    for mark, stand_in in KEPT.items():
        text = text.replace(mark, stand_in)
    text = HINDI.normalize(text)
    for mark, stand_in in KEPT.items():
        text = text.replace(stand_in, mark)
    for parts, letter in COMPOSED.items():
        text = text.replace(parts, letter)
    return tidy(text)


def is_normal(text: str) -> bool:
    """Return whether a text is surely normalised already, as most of what is published is.

    A quick look, worth many slow ones; of some texts that are normalised it says no.
    """
    edges = text[:1] + text[-1:]
    return not (
        NOT_PLAIN.search(text)
        or UNTIDY.search(text)
        or edges != edges.strip()
        or (NUKTA in text and ODD_NUKTA.search(text))
    )


def tidy(text: str) -> str:
    """Return ``text`` with its blanks and blank lines made regular and its pipes made dandas."""
    text = LINE_END.sub("\n", text.replace(PARAGRAPH_END, "\n\n"))
    text = ODD_BLANKS.sub(" ", text)
    text = BLANK_LINES.sub("\n\n", LINE_EDGE.sub("\n", text))
    return BLANK_BEFORE_STOP.sub("", PIPE_FOR_DANDA.sub("।", text)).strip()
