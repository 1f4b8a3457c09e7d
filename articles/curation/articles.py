"""A curator decides about articles: whether readers see them, and under which topics."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from articles import filing
from articles.curation import indexing, log
from articles.models import Action, Article, Topic

CHUNK = 500  # articles in one query
Filed = Article.topics.through
Change = tuple[Article, dict, dict, dict]


def hide(ids: Iterable[int], who: str) -> list[Action]:
    """Take articles out of what readers see; those that are hidden stay as they are."""
    return set_status(ids, Article.Status.HIDDEN, Action.Kind.HIDE, who)


def show(ids: Iterable[int], who: str) -> list[Action]:
    """Show hidden articles to readers again."""
    return set_status(ids, Article.Status.PUBLISHED, Action.Kind.SHOW, who)


@transaction.atomic
def set_status(ids, status, kind, who) -> list[Action]:
    rows = [row for chunk in chunks(ids) for row in read(chunk) if row.status != status]
    write_status(rows, status)
    changes = ((row, {"status": row.status}, {"status": status}) for row in rows)
    actions = log.record_many(who, kind, changes)
    indexing.articles_changed([row.pk for row in rows], titles_of(rows), who)
    return actions


def write_status(rows: Collection[Article], status: str) -> None:
    now = timezone.now()
    for chunk in chunks(row.pk for row in rows):
        Article.objects.filter(pk__in=chunk).update(status=status, updated_at=now)


def file(ids: Iterable[int], topics: Iterable[Topic], who: str) -> list[Action]:
    """File articles under topics as well."""
    return refile(ids, topics, Action.Kind.FILE, who)


def unfile(ids: Iterable[int], topics: Iterable[Topic], who: str) -> list[Action]:
    """Take articles out of topics."""
    return refile(ids, topics, Action.Kind.UNFILE, who)


@transaction.atomic
def refile(ids, topics, kind, who) -> list[Action]:
    wanted = {topic.pk: topic.name for topic in topics}
    changes = [change for chunk in chunks(ids) for change in refiled(chunk, wanted, kind)]
    actions = log.record_many(who, kind, changes)
    rows = [change[0] for change in changes]
    indexing.articles_changed([row.pk for row in rows], titles_of(rows), who)
    return actions


def refiled(ids: list[int], wanted: dict[int, str], kind: str) -> Iterator[Change]:
    """File a chunk of articles, or take it out; yield each that this changes, with what changed."""
    filed = topics_of(ids)
    for row in read(ids):
        before, reasons = filed[row.pk], filing.reasons(row.pk, wanted)
        if kind == Action.Kind.FILE:
            moved, after = wanted.keys() - before.keys(), before | wanted
            put(row, moved)
            filing.decided(filed=filing.product([row.pk], wanted))
        else:
            moved = wanted.keys() & before.keys()
            after = {pk: name for pk, name in before.items() if pk not in wanted}
            take(row, moved)
            filing.decided(unfiled=filing.product([row.pk], moved))
        if moved:
            names = {"topics": sorted(before.values())}, {"topics": sorted(after.values())}
            yield row, *names, {"topics": sorted(moved), **reasons}


def topics_of(ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return the names of the topics of articles, by the ids of both."""
    found = defaultdict(dict)
    rows = Filed.objects.filter(article__in=ids)
    for article, pk, name in rows.values_list("article", "topic", "topic__name"):
        found[article][pk] = name
    return found


def put(article: Article, topics: Collection[int]) -> None:
    rows = [Filed(article=article, topic_id=pk) for pk in sorted(topics)]
    Filed.objects.bulk_create(rows, ignore_conflicts=True)


def take(article: Article, topics: Collection[int]) -> None:
    Filed.objects.filter(article=article, topic__in=topics).delete()


def undo_status(action: Action, article: Article, who: str) -> None:
    write_status([article], action.before["status"])
    indexing.articles_changed([article.pk], str(article), who)


def filed_otherwise(action: Action, article: Article) -> bool:
    """Return whether an article's topics are no more as filing it, or taking it out, left them."""
    there = topics_of([article.pk])[article.pk].keys() & set(action.kept["topics"])
    left = len(action.kept["topics"]) if action.kind == Action.Kind.FILE else 0
    return len(there) != left


def undo_filing(action: Action, article: Article, who: str) -> None:
    topics = action.kept["topics"]
    if action.kind == Action.Kind.FILE:
        take(article, topics)
    else:
        put(article, Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
    filing.restore(article.pk, topics, action.kept)
    indexing.articles_changed([article.pk], str(article), who)


def read(ids: Collection[int]) -> Iterator[Article]:
    return Article.objects.filter(pk__in=ids).only("pk", "title", "status").order_by("pk")


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    several = sorted(set(ids))
    for start in range(0, len(several), CHUNK):
        yield several[start : start + CHUNK]


def titles_of(rows: Collection[Article], most: int = 2) -> str:
    titles = [str(row) for row in rows[:most]]
    return ", ".join(titles) + (" …" if len(rows) > most else "")
