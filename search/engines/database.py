"""Search without an index: the titles in the database, while a broken index is made anew.

Slower and simpler than the index (words are looked for in titles alone, as they
are typed, and nothing is ranked), so that readers are never left with nothing.
"""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.functions import Trunc

from articles.models import Article
from articles.tallies import by_value, entities_of, having, topics_of
from search import deadline, tree
from search.engines.base import DATE, OLDEST, Filter, Request

ALL = Q(pk__isnull=False)


class DatabaseMatches:
    """See ``search.engines.base.Matches``; every score is 0."""

    def __init__(self, request: Request):
        self.request = request
        shown = Article.objects.filter(status=Article.Status.PUBLISHED)
        self.found = shown.filter(condition(request.query)).order_by()
        self.passing = self.narrowed()
        self.total = self.passing.count()

    def narrowed(self, without: str = "") -> QuerySet:
        """Return what passes all filters but one; each looks for its values on its own."""
        deadline.check()
        articles = self.found
        for one in self.request.filters:
            if one.name != without:
                articles = narrow(articles, one)
        if without != DATE:
            first, last = self.request.first, self.request.last
            articles = articles.filter(published_on__gte=first) if first else articles
            articles = articles.filter(published_on__lte=last) if last else articles
        after, upto = self.request.after, self.request.upto
        articles = articles.filter(pk__gt=after) if after else articles
        return articles if upto is None else articles.filter(pk__lte=upto)

    def ids(self) -> list[int]:
        return list(self.passing.values_list("pk", flat=True))

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        oldest = self.request.sort == OLDEST
        moment = F("published_at")
        order = (moment.asc if oldest else moment.desc)(nulls_last=True)
        ordered = self.passing.order_by(order, "id" if oldest else "-id")
        return [(pk, 0.0) for pk in ordered.values_list("pk", flat=True)[start:stop]]

    def counts(self, column: str, without: str = "") -> dict:
        ids = self.narrowed(without).values("pk")
        if column == "entity":
            return entities_of(ids)
        if column == "topic":
            return topics_of(ids)
        counts = by_value(Article.objects.filter(pk__in=ids), column)
        return {value: count for value, count in counts.items() if value}

    def span(self) -> tuple[date, date] | None:
        ends = self._dated().aggregate(first=Min("published_on"), last=Max("published_on"))
        return (ends["first"], ends["last"]) if ends["first"] else None

    def periods(self, unit: str) -> dict[date, int]:
        return by_value(self._dated().annotate(period=Trunc("published_on", unit)), "period")

    def _dated(self) -> QuerySet:
        ids = self.narrowed(DATE).values("pk")
        return Article.objects.filter(pk__in=ids, published_on__isnull=False)


def narrow(articles: QuerySet, one: Filter) -> QuerySet:
    some = having(one.column, one.values)
    return articles.exclude(pk__in=some) if one.exclude else articles.filter(pk__in=some)


def condition(node: tree.Node) -> Q:
    """Return the condition on articles for a tree whose names are resolved."""
    return CONDITIONS[type(node)](node)


def titled(text: str) -> Q:
    return Q(title__icontains=text.strip().replace("\x00", ""))


def joined(operator: Callable) -> Callable:
    return lambda node: reduce(operator, map(condition, node.parts))


def variants(node: tree.Variants) -> Q:
    others = (titled(" ".join(other.words)) for other in node.others)
    return reduce(or_, others, condition(node.part))


def named(node: tree.Field) -> Q:
    return Q(pk__in=having(node.name, node.ids))


CONDITIONS = {
    tree.Everything: lambda node: ALL,
    tree.Word: lambda node: titled(node.text or " ".join(node.words)),
    tree.Phrase: lambda node: titled(node.text or " ".join(node.words)),
    tree.Prefix: lambda node: titled(node.text.rstrip("*") or node.start),
    tree.Field: named,
    tree.Dates: lambda node: Q(published_on__gte=node.first, published_on__lte=node.last),
    tree.Not: lambda node: ~condition(node.part),
    tree.And: joined(and_),
    tree.Or: joined(or_),
    tree.Most: joined(or_),
    tree.Variants: variants,
}
