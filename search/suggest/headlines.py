"""Headlines that have what was typed."""

from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words
from search.suggest.passages import published
from search.suggest.words import Context

LOOKED_AT = 20  # of the best articles
MOST_COMPLETIONS = 3  # that headlines are looked for with


def headlines(context: Context, most: int) -> list[tuple[int, str]]:
    """Return (id, title) of articles whose titles have the words, the best first."""
    last = [one.text for one in context.likeliest[:MOST_COMPLETIONS]]
    if not last:
        return []
    best = context.beside.best(LOOKED_AT, any_of=last, in_titles=True)
    titles = dict(published(best).values_list("pk", "title"))
    wanted, any_of = {*map(stem, context.before)}, {*map(stem, last)}
    fitting = (pk for pk in best if pk in titles and has(titles[pk], wanted, any_of))
    return [(pk, titles[pk]) for pk, _ in zip(fitting, range(most), strict=False)]


def has(title: str, wanted: set[str], any_of: set[str]) -> bool:
    """Whether a title has all of the wanted stems and one of the others."""
    stems = set(map(stem, fold_words(title)))
    return wanted <= stems and not any_of.isdisjoint(stems)
