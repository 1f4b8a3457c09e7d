"""A curator decides about articles: whether readers see them, and under which topics."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone

from articles import filing
from articles.batched import batched
from articles.curation import indexing, log
from articles.locks import in_turn
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


@in_turn()
def set_status(ids, status, kind, who) -> list[Action]:
    rows = [row for row in read(ids) if row.status != status]
    write_status(rows, status)
    changes = ((row, {"status": row.status}, {"status": status}) for row in rows)
    actions = log.record_many(who, kind, changes)
    indexing.articles_changed([row.pk for row in rows], titles_of(rows), who)
    return actions


def write_status(rows: Collection[Article], status: str) -> None:
    now = timezone.now()
    for chunk in batched([row.pk for row in rows], CHUNK):
        Article.objects.filter(pk__in=chunk).update(status=status, updated_at=now)


def file(ids: Iterable[int], topics: Iterable[Topic], who: str) -> list[Action]:
    """File articles under topics as well."""
    return refile(ids, topics, Action.Kind.FILE, who)


def unfile(ids: Iterable[int], topics: Iterable[Topic], who: str) -> list[Action]:
    """Take articles out of topics."""
    return refile(ids, topics, Action.Kind.UNFILE, who)


@in_turn()
def refile(ids, topics, kind, who) -> list[Action]:
    wanted = {topic.pk: topic.name for topic in topics}
    chunks = batched(sorted(set(ids)), CHUNK)
    changes = [change for chunk in chunks for change in refiled(chunk, wanted, kind)]
    actions = log.record_many(who, kind, changes)
    rows = [change[0] for change in changes]
    indexing.articles_changed([row.pk for row in rows], titles_of(rows), who)
    return actions


def refiled(ids: list[int], wanted: dict[int, str], kind: str) -> Iterator[Change]:
    """File a chunk of articles, or take it out; yield each that this changes, with what changed."""
    rows, filed = list(read(ids)), topics_of(ids)
    every = filing.product([row.pk for row in rows], wanted)
    has = {(pk, topic) for pk, topics in filed.items() for topic in topics} & every
    reasons = filing.reasons(every)
    adds = kind == Action.Kind.FILE
    moved = every - has if adds else has
    if adds:
        filing.write(Filed, moved)
        filing.decided(filed=every)
    else:
        filing.drop(Filed, moved)
        filing.decided(unfiled=moved)
    for row in rows:
        before, changed = filed[row.pk], sorted(pk for pk in wanted if (row.pk, pk) in moved)
        kept = {pk: name for pk, name in before.items() if pk not in wanted}
        after = before | wanted if adds else kept
        if changed:
            names = {"topics": sorted(before.values())}, {"topics": sorted(after.values())}
            yield row, *names, {"topics": changed, **reasons[row.pk]}


def topics_of(ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return the names of the topics of articles, by the ids of both."""
    found = defaultdict(dict)
    rows = Filed.objects.filter(article__in=ids)
    for article, pk, name in rows.values_list("article", "topic", "topic__name"):
        found[article][pk] = name
    return found


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
        filing.drop(Filed, filing.product([article.pk], topics))
    else:
        still = Topic.objects.filter(pk__in=topics).values_list("pk", flat=True)
        filing.write(Filed, filing.product([article.pk], still))
    filing.restore(article.pk, topics, action.kept)
    indexing.articles_changed([article.pk], str(article), who)


def read(ids: Iterable[int]) -> Iterator[Article]:
    """Yield the articles with what an act needs to know of them, in the order of their ids."""
    for some in batched(sorted(set(ids)), CHUNK):
        rows = Article.objects.filter(pk__in=some).order_by("pk")
        yield from rows.only("pk", "title", "status")


def titles_of(rows: Collection[Article], most: int = 2) -> str:
    titles = [str(row) for row in rows[:most]]
    return ", ".join(titles) + (" …" if len(rows) > most else "")
