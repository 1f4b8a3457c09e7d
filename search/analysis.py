"""Analysis for the index: the same words and stems for articles and for queries."""

from whoosh.analysis import Analyzer, Token

from articles.hindi.stems import stem
from articles.hindi.tokens import tokenise

PARAGRAPH = "\n\n"
PARAGRAPH_GAP = 50  # positions, so that no phrase runs on from one paragraph to the next


# A word of the headline counts as so many words of the body.
TITLE_WEIGHT = 3.0


class HindiAnalyzer(Analyzer):
    """Whoosh's view of our tokens: folded words, or with ``stems`` their stems.

    The first paragraph of what is analysed is the headline.
    """

    def __init__(self, stems=False):
        self.stems = stems

    def __eq__(self, other):
        return type(self) is type(other) and self.stems == other.stems

    def __call__(self, value, positions=False, chars=False, start_pos=0, mode="", **kwargs):
        token = Token(positions, chars, mode=mode)
        position, weight = start_pos, TITLE_WEIGHT
        for paragraph in value.split(PARAGRAPH):
            for found in tokenise(paragraph):
                token.text = token.original = stem(found.folded) if self.stems else found.folded
                token.boost, token.stopped, token.pos = weight, False, position
                position += 1
                yield token
            position, weight = position + PARAGRAPH_GAP, 1.0
