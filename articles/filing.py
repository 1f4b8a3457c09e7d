"""Why an article has a topic: what a curator decides wins over the input, and both over queries.

``Article.topics`` says what an article has. Beside it stands what came from a topic's
query alone (``FoundTopic``), which the query may take away again, and what a curator
took away (``RemovedTopic``), which comes back only by hand.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from articles.batched import batched
from articles.locks import in_turn
from articles.models import Article, FoundTopic, RemovedTopic

Pair = tuple[int, int]  # the ids of an article and a topic
Filed = Article.topics.through

TABLES = {"found": FoundTopic, "removed": RemovedTopic}
BATCH = 1000  # pairs in one statement


def decided(filed: Iterable[Pair] = (), unfiled: Iterable[Pair] = ()) -> None:
    """Keep what a curator decided, whose change of the topics themselves is already stored."""
    filed, unfiled = set(filed), set(unfiled)
    drop(FoundTopic, filed | unfiled)
    drop(RemovedTopic, filed)
    write(RemovedTopic, unfiled)


def reasons(pairs: set[Pair]) -> dict[int, dict[str, list[int]]]:
    """Return, by article, which topics queries alone gave it, and which were taken away by hand."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: {name: [] for name in TABLES})
    for name, table in TABLES.items():
        for article, topic in sorted(having(table, pairs)):
            found[article][name].append(topic)
    return found


def restore(article: int, topics: Iterable[int], reasons: dict[str, list[int]]) -> None:
    """Bring back why an article has topics or not, as ``reasons`` told before an act."""
    pairs = product([article], topics)
    for name, table in TABLES.items():
        drop(table, pairs)
        write(table, product([article], reasons.get(name, ())) & pairs)


def topics_of(article: Article) -> set[int]:
    return set(article.topics.values_list("pk", flat=True))


def decided_between(article: Article, before: set[int]) -> None:
    """Keep what a curator changed of an article's topics, which were ``before``."""
    after = topics_of(article)
    filed, unfiled = after - before, before - after
    decided(product([article.pk], filed), product([article.pk], unfiled))


def given(pairs: Iterable[Pair]) -> None:
    """File what the input says, but for what a curator took away; no query takes it away."""
    pairs = set(pairs)
    pairs -= having(RemovedTopic, pairs)
    drop(FoundTopic, pairs)
    write(Filed, pairs)


@in_turn()
def found(pairs: Iterable[Pair], lost: Iterable[Pair]) -> tuple[set[Pair], set[Pair]]:
    """File what queries found, and take away what they find no longer, where they alone gave it.

    Returns what was filed and what was taken away.
    """
    fresh = set(pairs)
    fresh -= having(RemovedTopic, fresh) | having(Filed, fresh)
    write(Filed, fresh)
    write(FoundTopic, fresh)
    gone = having(FoundTopic, set(lost))
    drop(Filed, gone)
    drop(FoundTopic, gone)
    return fresh, gone


def product(ids: Iterable[int], topics: Iterable[int]) -> set[Pair]:
    topics = list(topics)
    return {(article, topic) for article in ids for topic in topics}


def having(model, pairs: set[Pair]) -> set[Pair]:
    """Return those of the pairs that a table has."""
    rows = (model.objects.filter(one) for one in conditions(pairs))
    return {pair for found in rows for pair in found.values_list("article_id", "topic_id")}


def write(model, pairs: set[Pair]) -> None:
    rows = [model(article_id=article, topic_id=topic) for article, topic in sorted(pairs)]
    model.objects.bulk_create(rows, BATCH, ignore_conflicts=True)


def drop(model, pairs: set[Pair]) -> None:
    for one in conditions(pairs):
        model.objects.filter(one).delete()


def conditions(pairs: set[Pair]) -> Iterable[Q]:
    """Yield conditions for the pairs, a bounded number of them at a time."""
    by_topic = defaultdict(list)
    for article, topic in sorted(pairs):
        by_topic[topic].append(article)
    for topic, ids in by_topic.items():
        for some in batched(ids, BATCH):
            yield Q(topic=topic, article__in=some)
