"""Analysis for the index: the same words and stems for articles and for queries."""

import numpy as np
from whoosh.analysis import Analyzer, Token

from articles.hindi.stems import stem
from articles.hindi.tokens import tokenise

PARAGRAPH = "\n\n"
PARAGRAPH_GAP = 50  # positions, so that no phrase runs on from one paragraph to the next

# A word of the headline counts as so many words of the body; so does one of the lead,
# since news says first what it is about. Whole numbers, which posting lists keep in a byte.
TITLE_WEIGHT, LEAD_WEIGHT = 3, 2
LEAD_SHARE, LONGEST_LEAD = 8, 60  # the lead is the first eighth, at most so many words


def lead_length(words):
    """Return how many words of bodies of so many words (a number or an array) are their leads."""
    return np.minimum(words // LEAD_SHARE, LONGEST_LEAD)


def weight_of(paragraph: int, rank: int, lead: int) -> float:
    """Return the weight of a word by the number of its paragraph and its own in the article."""
    if paragraph == 0:
        return float(TITLE_WEIGHT)
    return float(LEAD_WEIGHT if rank < lead else 1)


class HindiAnalyzer(Analyzer):
    """Whoosh's view of our tokens: folded words, or with ``stems`` their stems.

    The first paragraph of what is analysed is the headline.
    """

    def __init__(self, stems=False):
        self.stems = stems

    def __eq__(self, other):
        return type(self) is type(other) and self.stems == other.stems

    def __call__(self, value, positions=False, chars=False, start_pos=0, mode="", **kwargs):
        texts = value.split(PARAGRAPH)
        paragraphs = [list(tokenise(text)) for text in texts]
        title = len(paragraphs[0])
        lead = title + lead_length(sum(map(len, paragraphs)) - title)
        token = Token(positions, chars, mode=mode)
        rank = offset = 0
        for number, paragraph in enumerate(paragraphs):
            for found in paragraph:
                token.text = token.original = stem(found.folded) if self.stems else found.folded
                token.boost = weight_of(number, rank, lead)
                token.stopped, token.pos = False, start_pos + rank + number * PARAGRAPH_GAP
                token.startchar, token.endchar = offset + found.start, offset + found.end
                rank += 1
                yield token
            offset += len(texts[number]) + len(PARAGRAPH)
