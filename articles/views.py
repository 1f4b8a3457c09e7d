"""The pages of the archive that need no search."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import browse, citations
from articles.canonical import family, mentioned_in, other_names
from articles.charts import year_bars
from articles.compare import compare as compare_texts
from articles.compare import likeness
from articles.copies import likened, percent_of, shown_copies
from articles.kept import kept
from articles.models import Entity, Revision, Source, Topic
from articles.paging import paged
from articles.templatetags.hindi_format import minute

KEPT_SECONDS = 120  # how old the counts of a page may be
NEWEST = 12
ON_THIS_DAY = 5
TOPICS_AT_HOME = 12
MOST_TOPICS = 1000
NAMES_AT_HOME = 6
SEEN_WITH = 10


def search_url(**parameters):
    return f"{reverse('search:search')}?{urlencode(parameters)}"


def years_chart(name, articles, **narrowed):
    """Return the bars of a chart of ``articles`` by year, each linked to a search of that year.

    ``name`` is the key under which the counts are kept; ``narrowed`` are the
    search parameters that stand for ``articles``.
    """
    counts = kept(f"years:{name}", KEPT_SECONDS, lambda: browse.counts_by_year(articles))
    return year_bars(counts, lambda year: search_url(**narrowed, **{"from": year, "to": year}))


def found(queryset, slug):
    """Return the object with ``slug``; a null byte, which PostgreSQL refuses, finds nothing."""
    if "\0" in slug:
        raise Http404
    return get_object_or_404(queryset, slug=slug)


def kept_topics(limit):
    return kept(f"topics:{limit}", KEPT_SECONDS, lambda: browse.topics_by_count(limit))


def names_by_kind(articles):
    kinds = (Entity.Kind.PERSON, Entity.Kind.PLACE, Entity.Kind.ORGANISATION)
    names = [(kind.label, browse.names_in(articles, NAMES_AT_HOME, kind)) for kind in kinds]
    return [(label, counted) for label, counted in names if counted]


@require_safe
def home(request):
    articles, today = browse.published_articles(), timezone.localdate()
    context = {
        "bars": years_chart("all", articles),
        "newest": browse.newest_first(articles)[:NEWEST],
        "today": today,
        "on_this_day": browse.on_this_day(today, ON_THIS_DAY),
        "topics": kept_topics(TOPICS_AT_HOME),
        "names": names_by_kind(articles),
    }
    return render(request, "articles/home.html", context)


@require_safe
def article(request, pk):
    article = get_object_or_404(browse.published_articles().defer(None), pk=pk)
    address = request.build_absolute_uri(article.get_absolute_url())
    copies = shown_copies(article)
    context = {
        "article": article,
        "address": address,
        "topics": article.topics.all(),
        "names": browse.mentions_by_kind(article),
        "revisions": article.revisions.all(),
        "copies": copies,
        "likened": likened(article, copies.articles),
        "plain": citations.plain(article, address),
        "bibtex": citations.bibtex(article, address),
        "ris": citations.ris(article, address),
        "q": request.GET.get("q", ""),
    }
    return render(request, "articles/article.html", context)


@require_safe
def revision(request, pk, number):
    """Show what changed when the text of this number, from 1, was replaced by the next one."""
    article = get_object_or_404(browse.published_articles(), pk=pk)
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
def entity(request, slug):
    entity = found(Entity.objects.select_related("merged_into"), slug)
    if entity.merged_into and entity.merged_into.shown:
        return redirect(entity.merged_into, permanent=True)
    if entity.merged_into or not entity.shown:
        raise Http404
    articles = mentioned_in(browse.published_articles(), entity)
    relatives = "-".join(map(str, family([entity.pk])))  # who is merged in shows at once
    context = {
        "entity": entity,
        "aliases": other_names(entity),
        "bars": years_chart(f"entity:{relatives}", articles, entity=slug),
        "seen_with": browse.seen_with(entity, SEEN_WITH),
        "within": ("entity", slug),
        **paged(browse.newest_first(articles), request.GET.get("page")),
    }
    return render(request, "articles/entity.html", context)


@require_safe
def source(request, slug):
    source = found(Source.objects, slug)
    articles = browse.published_articles().filter(source=source)
    context = {
        "source": source,
        "bars": years_chart(f"source:{source.pk}", articles, source=source.name),
        "names": browse.names_in(articles, SEEN_WITH),
        "within": ("source", source.name),
        **paged(browse.newest_first(articles), request.GET.get("page")),
    }
    return render(request, "articles/source.html", context)


@require_safe
def topics(request):
    return render(request, "articles/topics.html", {"topics": kept_topics(MOST_TOPICS)})


@require_safe
def topic(request, slug):
    topic = found(Topic.objects, slug)
    articles = browse.published_articles().filter(topics=topic)
    context = {
        "topic": topic,
        "bars": years_chart(f"topic:{topic.pk}", articles, topic=topic.name),
        "names": browse.names_in(articles, SEEN_WITH),
        "within": ("topic", topic.name),
        **paged(browse.newest_first(articles), request.GET.get("page")),
    }
    return render(request, "articles/topic.html", context)
