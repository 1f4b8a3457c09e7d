"""An article for programs: the same facts as its page has, as JSON and as plain text."""

from django.urls import reverse
from django.utils import timezone

from articles import browse
from articles.copies import shown_copies
from articles.models import Article, Entity, Revision


def date_of(article: Article) -> str | None:
    """Return when an article appeared, as precisely as is known: a day, or a time with offset."""
    if article.published_at is None:
        return None
    if article.precision == Article.Precision.DAY:
        return article.published_on.isoformat()
    return moment(article.published_at)


def moment(time) -> str | None:
    """Return a time as ISO 8601 to the minute, with the offset of the archive's time zone."""
    return time and timezone.localtime(time).isoformat(timespec="minutes")


def as_dict(article: Article) -> dict:
    """Return all that readers may see of an article; /openapi.yaml describes each field.

    What is not known is null; addresses are paths of this site but for ``original_url``.
    """
    copies = shown_copies(article)
    return {
        "id": article.pk,
        "url": article.get_absolute_url(),
        "title": article.title,
        "lead": article.lead or None,
        "body": article.body,
        "language": "hi",
        "source": named(article.source),
        "author": article.byline or None,
        "agency": article.agency or None,
        "place": article.place or None,
        "section": article.section or None,
        "date": date_of(article),
        "date_precision": article.precision or None,
        "date_origin": article.published_from or None,
        "changed_by_source": moment(article.changed_by_source),
        "original_url": article.url or None,
        "topics": [named(topic) for topic in article.topics.all()],
        "entities": entities(article),
        "cluster": article.cluster_id,
        "copies": [copy_as_dict(copy) for copy in copies.articles],
        "first_published": copies.first and copies.first.pk,
        "revisions": revisions(article),
        "added": moment(article.created_at),
        "updated": moment(article.updated_at),
    }


def named(row) -> dict:
    return {"name": row.name, "url": row.get_absolute_url()}


def entities(article: Article) -> list[dict]:
    groups = browse.mentions_by_kind(article)
    return [entity_as_dict(one.entity, one.count) for _, several in groups for one in several]


def entity_as_dict(entity: Entity, count: int) -> dict:
    return {
        "name": entity.label,
        "slug": entity.slug,
        "kind": entity.kind,
        "count": count,
        "url": entity.get_absolute_url(),
    }


def copy_as_dict(copy: Article) -> dict:
    return {
        "id": copy.pk,
        "title": copy.title,
        "url": copy.get_absolute_url(),
        "source": copy.source.name,
        "date": date_of(copy),
    }


def revisions(article: Article) -> list[dict]:
    """Return the texts that were replaced, the oldest first."""
    replaced = article.revisions.order_by("replaced_at", "id")
    return [revision_as_dict(article, number, one) for number, one in enumerate(replaced, 1)]


def revision_as_dict(article: Article, number: int, revision: Revision) -> dict:
    return {
        "number": number,
        "title": revision.title,
        "body": revision.body,
        "replaced": moment(revision.replaced_at),
        "url": reverse("articles:revision", args=[article.pk, number]),
    }


def as_text(article: Article, address: str) -> str:
    """Return an article as plain text: headline, where and when it appeared, body, address."""
    facts = (article.source.name, date_of(article), article.byline, article.place, article.agency)
    parts = (article.title, " · ".join(filter(None, facts)), article.lead, article.body, address)
    return "\n\n".join(filter(None, parts)) + "\n"
