"""The pages of the archive that need no search."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import article_page, browse, citations, entity_page, feeds, topic_tree
from articles.caching import revalidated
from articles.canonical import family
from articles.charts import year_bars
from articles.compare import compare as compare_texts
from articles.compare import likeness
from articles.copies import percent_of, shown_copies
from articles.gone import Gone, found, published
from articles.links import search_url
from articles.methods import read_only
from articles.models import Entity, Revision, Source, Topic
from articles.paging import paged
from articles.tallies import Newest, tally
from articles.templatetags.hindi_format import minute

NEWEST = 12
ON_THIS_DAY = 5
TOPICS_AT_HOME = 12
MOST_TOPICS = 1000
NAMES_AT_HOME = 6
SEEN_WITH = 10


def years_chart(counted, **narrowed):
    """Return the bars of a chart by year, each linked to a search of that year.

    ``narrowed`` are the search parameters that stand for the articles that were counted.
    """
    return year_bars(
        counted.years, lambda year: search_url(**narrowed, **{"from": year, "to": year})
    )


def canonical(slug):
    """Return the entity at an address, or the one into which it was merged."""
    entity = found(Entity.objects.select_related("merged_into"), slug)
    entity = entity.merged_into or entity
    if not entity.shown:
        raise Gone if entity.status == Entity.Status.REJECTED else Http404
    return entity


def names_by_kind(articles):
    kinds = (Entity.Kind.PERSON, Entity.Kind.PLACE, Entity.Kind.ORGANISATION)
    names = [(kind.label, browse.names_in(articles, NAMES_AT_HOME, kind)) for kind in kinds]
    return [(label, counted) for label, counted in names if counted]


@require_safe
@revalidated
def home(request):
    articles, today, counted = browse.published_articles(), timezone.localdate(), tally()
    context = {
        "bars": years_chart(counted),
        "newest": browse.newest_first(articles)[:NEWEST],
        "today": today,
        "on_this_day": browse.on_this_day(today, ON_THIS_DAY),
        "topics": browse.by_count(Topic.objects, counted.topics, TOPICS_AT_HOME),
        "names": names_by_kind(articles),
    }
    return render(request, "articles/home.html", context)


@require_safe
@revalidated
def article(request, pk):
    article = published(pk)
    address = request.build_absolute_uri(article.get_absolute_url())
    context = {
        "article": article,
        "address": address,
        "q": request.GET.get("q", ""),
        **article_page.context(article, address),
    }
    return render(request, "articles/article.html", context)


@read_only
@revalidated
def citation(request, pk, suffix):
    """The reference of an article as a file to take along."""
    article = published(pk)
    style = citations.STYLES[suffix]
    text = style.made(article, request.build_absolute_uri(article.get_absolute_url()))
    headers = {
        "Content-Type": f"{style.content_type}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="samachar-{article.pk}.{suffix}"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(f"{text}\n", headers=headers)


@require_safe
@revalidated
def revision(request, pk, number):
    """Show what changed when the text of this number, from 1, was replaced by the next one."""
    article = published(pk)
    versions = article.versions()
    if not 1 <= number < len(versions):
        raise Http404
    before, after = (f"{one.title}\n\n{one.body}" for one in versions[number - 1 : number + 1])
    context = {
        "article": article,
        "number": number,
        "total": len(versions) - 1,
        "rows": compare_texts(before, after),
        "alike": round(100 * likeness(before, after)),
        "before_name": version_name(versions[number - 1]),
        "after_name": version_name(versions[number]),
    }
    return render(request, "articles/revision.html", context)


def version_name(version):
    if isinstance(version, Revision):
        return _("%(until)s तक का पाठ") % {"until": minute(version.replaced_at)}
    return _("अब का पाठ")


@require_safe
@revalidated
def compare(request, pk, other):
    """Two copies of one story, side by side."""
    shown = browse.published_articles().defer(None).filter(cluster__isnull=False)
    before, after = (get_object_or_404(shown, pk=one) for one in (pk, other))
    if before == after or before.cluster_id != after.cluster_id:
        raise Http404
    context = {
        "articles": (before, after),
        "first": shown_copies(before).first,
        "percent": percent_of(before.body, after.body),
        "rows": compare_texts(before.body, after.body),
    }
    return render(request, "articles/compare.html", context)


@require_safe
@revalidated
def entity(request, slug):
    entity = canonical(slug)
    if entity.slug != slug:
        return redirect(entity, permanent=True)
    ids = family([entity.pk])
    context = {
        "entity": entity,
        **entity_page.context(entity, ids),
        **paged(Newest("entity", ids), request.GET.get("page")),
    }
    return render(request, "articles/entity.html", context)


@require_safe
def entity_feed(request, slug):
    entity = canonical(slug)
    if entity.slug != slug:
        return redirect("articles:entity_feed", entity.slug, permanent=True)
    return feeds.respond(request, entity, Newest("entity", family([entity.pk])))


@require_safe
@revalidated
def source(request, slug):
    source = found(Source.objects, slug)
    counted = tally("source", [source.pk])
    context = {
        "source": source,
        "bars": years_chart(counted, source=source.name),
        "names": browse.by_count(Entity.objects.readable(), counted.entities, SEEN_WITH),
        "within": ("source", source.name),
        **paged(Newest("source", [source.pk]), request.GET.get("page")),
    }
    return render(request, "articles/source.html", context)


@require_safe
def source_feed(request, slug):
    source = found(Source.objects, slug)
    return feeds.respond(request, source, Newest("source", [source.pk]))


@require_safe
@revalidated
def topics(request):
    branches = topic_tree.tree(tally().topics, MOST_TOPICS)
    return render(request, "articles/topics.html", {"branches": branches})


@require_safe
@revalidated
def topic(request, slug):
    topic = found(Topic.objects, slug)
    counted = tally("topic", [topic.pk])
    context = {
        "topic": topic,
        "way": topic_tree.way_to(topic),
        "subtopics": topic_tree.subtopics(topic, counted.topics),
        "query_url": topic.query and search_url(q=topic.query),
        "bars": years_chart(counted, topic=topic.name),
        "names": browse.by_count(Entity.objects.readable(), counted.entities, SEEN_WITH),
        "within": ("topic", topic.name),
        **paged(Newest("topic", [topic.pk]), request.GET.get("page")),
    }
    return render(request, "articles/topic.html", context)


@require_safe
def topic_feed(request, slug):
    topic = found(Topic.objects, slug)
    return feeds.respond(request, topic, Newest("topic", [topic.pk]))
