"""Clean stored articles again, after the rules of what is cut have changed.

What earlier rules cut is put back first, so that a line comes back when its
rule is rejected. The text before is kept as a revision.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.hindi.tokens import fold_words
from articles.ingestion import gazetteer, rulebook
from articles.ingestion.boilerplate import Cut, cut, restored, split
from articles.ingestion.clean import content_hash
from articles.ingestion.entities import text_of
from articles.ingestion.retag import recount
from articles.ingestion.rules import Rule, Rules, index, rule_in
from articles.ingestion.store import revision_of
from articles.locks import in_turn
from articles.models import Article, BoilerplateRule, Revision

LIMIT = 2000  # articles cleaned in one request of the admin
BATCH = 200
CHANGED_FIELDS = ("body", "cut", "content_hash", "updated_at")


class Cleaned(NamedTuple):
    """How many articles were looked at, how many changed, and whether those were all."""

    seen: int
    changed: int
    complete: bool = True


def clean_again(
    articles: QuerySet,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda count: None,
) -> Cleaned:
    """Apply the rules that act now to stored articles, a batch in one transaction each."""
    rules, known = rulebook.current(), gazetteer.current()
    seen = changed = 0
    for batch in batches(articles):
        fresh = [one for one in batch if differs(one, rules)]
        if not dry_run:
            store(fresh, known)
        seen, changed = seen + len(batch), changed + len(fresh)
        progress(len(batch))
    return Cleaned(seen, changed)


def batches(articles: QuerySet) -> Iterator[list[Article]]:
    """Yield the articles in lists, the newest first."""
    left = articles.select_related("source").defer("original").order_by("-pk")
    last = None
    while batch := list(left.filter(pk__lt=last)[:BATCH] if last else left[:BATCH]):
        yield batch
        last = batch[-1].pk


def clean_for(rules: QuerySet, limit: int = LIMIT) -> Cleaned:
    """Clean the newest articles that some rules may concern."""
    concerned = Article.objects.filter(may_concern(rules))
    newest = concerned.order_by("-pk").values_list("pk", flat=True)
    ids = list(newest[: limit + 1])
    found = clean_again(Article.objects.filter(pk__in=ids[:limit]))
    return found._replace(complete=len(ids) <= limit)


def may_concern(rules: QuerySet) -> Q:
    """Return a condition for the articles of the rules' sources; for all, those of pages."""
    condition = Q(source__in=rules.exclude(source=None).values("source"))
    return condition | Q(from_page=True) if rules.filter(source=None).exists() else condition


def touched_by(rule: BoilerplateRule, most: int) -> list[Article]:
    """Return those of the newest articles whose texts, before anything was cut, hold the line."""
    alone = index([Rule.of(rule.text, rule.kind, rule.begins)])
    where = Q(source=rule.source_id) if rule.source_id else Q(from_page=True)
    newest = Article.objects.filter(where).only("title", "body", "cut").order_by("-pk")[:most]
    return [one for one in newest if any(rule_in(alone, line.text) for line in split(whole(one)))]


def whole(article: Article) -> str:
    return restored(article.body, [Cut(**one) for one in article.cut])


def differs(article: Article, rules: Rules) -> bool:
    """Give the article the text that the rules leave of it; tell whether that is another one."""
    text = whole(article)
    body, removed = cut(text, rules.marks(article.source.name, article.from_page))
    if lines(body) == lines(article.body) or not fold_words(body):
        return False
    article.earlier = Article.objects.get(pk=article.pk)
    article.body, article.cut = body, [one._asdict() for one in removed]
    article.content_hash = content_hash(article.title, body)
    article.updated_at = timezone.now()
    return True


def lines(text: str) -> list[str]:
    return [line.text for line in split(text)]


@in_turn()
def store(articles: list[Article], known) -> None:
    Revision.objects.bulk_create(revision_of(one.earlier) for one in articles)
    Article.objects.bulk_update(articles, CHANGED_FIELDS)
    for one in articles:
        recount(one, text_of(one.earlier), known)
