"""How well related articles are found, against names alone and words of the title alone.

Nobody has said of real news which articles are related, so there are stand-ins:

- ``--halves FILE``: news cut in two; the other half is the one right article (JSON Lines);
- ``--xquad FILE``: paragraphs of one article of Wikipedia are related, with ``--beside`` others
  between them; they have no dates;
- the articles of ``sample/``: those with a topic in common are related.

``--cost``: how long it takes, in an archive of made-up articles.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command

from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME, corpus, print_table
from bench.retrieval import NO_TITLE, ingested, read_distractors, read_questions
from search.engines.base import Clues, Request, engine
from search.related import ASKED, SHOWN, clues_of, entities_of, one_a_story, related
from search.tree import Or, Word

LONG = 160  # words of an article that is cut in two

Way = Callable[[Article], list[int]]
Right = Callable[[Article], set[int]]


def by(change: Callable[[Clues], Clues]) -> Way:
    """Return a way that looks for a part of the clues alone."""

    def found(article: Article) -> list[int]:
        clues = change(clues_of(article, entities_of([article.pk])[article.pk]))
        return [one.pk for one in one_a_story(article, engine().alike(clues, ASKED))]

    return found


def title_alone(article: Article) -> list[int]:
    bare = Article(title=article.title, body="", published_at=None)
    found = engine().alike(clues_of(bare, ()), ASKED)
    return [one.pk for one in one_a_story(article, found)]


def all_words(article: Article) -> list[int]:
    """The search page's own ranking of all words of the article, joined by OR."""
    words = clues_of(article, ()).words
    matches = engine().match(Request(query=Or(tuple(Word((word,)) for word in words))))
    return [one.pk for one in one_a_story(article, matches.page(0, ASKED))]


WAYS: dict[str, Way] = {
    "the archive": lambda article: [one.article.pk for one in related(article)],
    "without time": by(lambda clues: replace(clues, minute=None)),
    "words alone, without time": by(lambda clues: replace(clues, entities=(), minute=None)),
    "shared entities alone": by(lambda clues: replace(clues, words={}, minute=None)),
    "words of the title alone": title_alone,
    "all words joined by OR": all_words,
}


def quality(articles: Iterable[Article], right: Right) -> list[tuple]:
    """Return for each way precision@5 of what is right and findable, and how often any is."""
    articles = [(one, right(one)) for one in articles]
    rows = []
    for name, way in WAYS.items():
        share = any_right = 0.0
        for article, wanted in articles:
            hits = len(wanted.intersection(way(article)[:SHOWN]))
            share += hits / min(SHOWN, len(wanted))
            any_right += hits > 0
        rows.append((name, f"{share / len(articles):.3f}", f"{any_right / len(articles):.3f}"))
    return rows


def show(what: str, articles: Iterable[Article], right: Right) -> None:
    articles = list(articles)
    print(f"\n{what}: {len(articles)} articles asked about, {engine().size()} in all\n")
    print_table(("", "precision@5", "any of 5"), quality(articles, right))


def halves(path: Path) -> Iterator[dict]:
    """Yield the records of a file, long ones as two articles; the second has no headline."""
    with path.open(encoding="utf-8") as lines:
        for number, record in enumerate(map(json.loads, lines)):
            words = record["body"].split()
            middle = len(words) // 2 if len(words) >= LONG else len(words)
            facts = {name: record[name] for name in ("source", "date")}
            first = {"id": f"{number}-1", "title": record["title"], **facts}
            yield {**first, "body": " ".join(words[:middle])}
            if words[middle:]:
                second = {"id": f"{number}-2", "title": NO_TITLE, **facts}
                yield {**second, "body": " ".join(words[middle:])}


def compare_halves(path: Path, most: int) -> None:
    ingested(list(halves(path)))
    numbers = dict(Article.objects.values_list("external_id", "pk"))
    pairs = [(one, f"{one[:-1]}2") for one in numbers if one.endswith("-1")]
    pairs = sorted((numbers[one], numbers[two]) for one, two in pairs if two in numbers)
    other = dict(Random(1).sample(pairs, min(most, len(pairs))))
    asked = Article.objects.in_bulk(list(other))
    show("Halves", asked.values(), lambda article: {other[article.pk]})


def compare_xquad(path: Path, beside: list[Path]) -> None:
    records, _ = read_questions(path)
    topics = {one["id"]: one["title"] for one in records}
    records = [{**one, "title": NO_TITLE} for one in records]
    for one in beside:
        records += read_distractors(one, 30_000)
    ingested(records)
    asked = Article.objects.filter(external_id__in=topics)
    of_topic: dict[str, set[int]] = {}
    for article in asked:
        of_topic.setdefault(topics[article.external_id], set()).add(article.pk)
    show("XQuAD", asked, lambda article: of_topic[topics[article.external_id]] - {article.pk})


def compare_sample() -> None:
    ingest([settings.BASE_DIR / "sample"])
    topics = {one.pk: set(one.topics.values_list("pk", flat=True)) for one in Article.objects.all()}
    clusters = dict(Article.objects.values_list("pk", "cluster"))

    def right(article: Article) -> set[int]:
        own = article.cluster_id
        same = {pk for pk, some in topics.items() if some & topics[article.pk]} - {article.pk}
        return {pk for pk in same if not own or clusters[pk] != own}

    show("Sample, by topic", [one for one in Article.objects.all() if right(one)], right)


def cost(count: int) -> None:
    path = HOME / "made-up.jsonl"
    with path.open("w", encoding="utf-8") as file:
        corpus.write(corpus.articles(count), file)
    ingest([path])
    ids = list(Article.objects.values_list("pk", flat=True))
    some = Random(1).sample(ids, 300)
    for when in ("first", "again"):
        times = []
        for article in Article.objects.in_bulk(some).values():
            began = time.thread_time()  # what other programs do meanwhile is none of the cost
            related(article)
            times.append((time.thread_time() - began) * 1000)
        times.sort()
        print(f"{when}: p50 {times[150]:.1f} ms, p95 {times[285]:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--halves", type=Path, metavar="FILE")
    parser.add_argument("--xquad", type=Path, metavar="FILE")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--most", type=int, default=400, help="articles asked about")
    parser.add_argument("--cost", type=int, metavar="COUNT")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if options.halves:
        compare_halves(options.halves, options.most)
    elif options.xquad:
        compare_xquad(options.xquad, options.beside)
    elif options.cost:
        cost(options.cost)
    else:
        compare_sample()


if __name__ == "__main__":
    main()
