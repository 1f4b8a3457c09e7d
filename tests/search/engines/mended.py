"""Whoosh's matchers where they do what their own documentation says.

Five of them have faults that show in some trees. Here they are mended, so that the
evaluator can be compared with them on every tree; on all other trees it is compared
with Whoosh as it is.
"""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from whoosh import matching
from whoosh import query as whoosh


def skip_the_unwanted(self):
    """AndNot: the first document was not looked up among the unwanted if theirs begin before it.

    And it failed where skipping had used the wanted up.
    """
    wanted, unwanted = self.a, self.b
    while wanted.is_active() and unwanted.is_active():
        if unwanted.id() < wanted.id():
            unwanted.skip_to(wanted.id())
        elif unwanted.id() == wanted.id():
            wanted.next()
        else:
            break


def skip_both(self, number):
    """AndMaybe: what may add to the score was left behind when the wanted skipped further."""
    self.a.skip_to(number)
    if self.a.is_active() and self.b.is_active():
        self.b.skip_to(self.a.id())


def skip_what_is_not_inverse(self):
    """Not: deleted documents were found after the last that the inner query has."""
    while self._id < self.limit:
        if self.child.is_active() and self.child.id() < self._id:
            self.child.skip_to(self._id)
        matched = self.child.is_active() and self.child.id() == self._id
        if not matched and not self.missing(self._id):
            break
        self._id += 1


def higher_score(self):
    """DisjunctionMax: the score of another document was taken where it was the higher."""
    here = [part for part in (self.a, self.b) if part.is_active()]
    return max(part.score() for part in here if part.id() == self.id())


def require(self, searcher, context=None):
    """Require: whoosh 2.7.4 leaves out what is required."""
    wanted = self.a.matcher(searcher, context)
    required = self.b.matcher(searcher, searcher.boolean_context())
    return matching.RequireMatcher(wanted, required)


FAULTS = (
    (matching.AndNotMatcher, "_find_first", skip_the_unwanted),
    (matching.AndNotMatcher, "_find_next", skip_the_unwanted),
    (matching.AndMaybeMatcher, "skip_to", skip_both),
    (matching.InverseMatcher, "_find_next", skip_what_is_not_inverse),
    (matching.DisjunctionMaxMatcher, "score", higher_score),
    (whoosh.Require, "matcher", require),
)


@contextmanager
def mended():
    with ExitStack() as stack:
        for owner, name, function in FAULTS:
            stack.enter_context(patch.object(owner, name, function))
        yield
