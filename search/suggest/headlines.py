"""Headlines that have what was typed."""

from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words
from search.suggest.words import MOST_FOR_HEADLINES, Context, titles_of

LOOKED_AT = 30  # of the best articles; a word of the title weighs most there


def headlines(context: Context, most: int) -> list[tuple[int, str]]:
    """Return (id, title) of articles whose titles have the words, the best first."""
    found = context.found[:MOST_FOR_HEADLINES]
    scores: dict[int, float] = {}
    for _, matches in found:
        for pk, score in matches.page(0, LOOKED_AT):
            scores[pk] = max(score, scores.get(pk, 0.0))
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:LOOKED_AT]
    titles = titles_of(best)
    wanted = {stem(word) for word in context.before}
    last = {stem(one.text) for one, _ in found}
    fitting = (pk for pk in best if pk in titles and has(titles[pk], wanted, last))
    return [(pk, titles[pk]) for pk, _ in zip(fitting, range(most), strict=False)]


def has(title: str, wanted: set[str], any_of: set[str]) -> bool:
    """Whether a title has all of the wanted stems and one of the others."""
    stems = set(map(stem, fold_words(title)))
    return wanted <= stems and not any_of.isdisjoint(stems)
