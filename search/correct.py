"""Did you mean: likelier words for those that few articles have."""

from dataclasses import dataclass

from articles.hindi.keyboard import slips
from search import tree, vocabulary
from search.models import Word
from search.results import Results
from search.tree import leaves
from search.vocabulary import Guess

FEW = 3  # with so few results or less, corrections are offered
MOST_WORDS = 8  # of the query that are looked at
MOST_CORRECTIONS = 3
SLIP = 0.5  # how far a word is from one with a neighbouring key in it; a wrong sound is 1
FEWEST = 2  # articles that a correction must be in; what is in one may be an error itself
LIKELIER = 5  # a correction must be in so many times as many articles as what was typed


@dataclass(frozen=True)
class Correction:
    """The query with a likelier word in it, and how many articles that finds."""

    query: str
    count: int


def corrections(results: Results) -> list[Correction]:
    """Return queries with one word corrected that find more, the likeliest first."""
    found = results.strict_count()
    if found > FEW or results.unindexed:
        return []
    made = []
    for typed, written in replacements(results):
        query = results.text.replace(typed, written, 1)
        count = results.matching(query).strict_count()
        # Forms of one word find the same articles; the likeliest form is enough.
        if count > found and count not in [one.count for one in made]:
            made.append(Correction(query, count))
        if len(made) == MOST_CORRECTIONS:
            break
    return made


def likely(typed: str) -> list[Guess]:
    """Return words of the index that may be meant, by sound or by a slip of the finger."""
    rows = Word.objects.filter(text__in=set(slips(typed)), count__gt=0)
    found = {row.text: Guess(row.text, row.written, SLIP, row.count) for row in rows}
    found |= {guess.text: guess for guess in vocabulary.spelled_like(typed)}
    return sorted(found.values(), key=lambda guess: guess.cost)


def replacements(results: Results):
    """Yield what was typed and what may be meant, for each plain word that few articles have."""
    words = [leaf for leaf in leaves(results.query) if isinstance(leaf, tree.Word)][:MOST_WORDS]
    counts = vocabulary.counts(word for leaf in words for word in leaf.words)
    read = {reading.typed for reading in results.expanded.readings}
    for leaf in words:
        if leaf.text not in read and len(leaf.words) == 1 and vocabulary.is_word(leaf.words[0]):
            typed = leaf.words[0]
            for guess in likely(typed):
                if guess.count >= max(FEWEST, LIKELIER * counts.get(typed, 0)):
                    yield leaf.text, guess.written
