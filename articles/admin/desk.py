"""The first page of the admin: what waits, most urgent first, each with the way to it."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.curation import desk
from articles.curation.waiting import waiting
from articles.models import Action, Entity
from articles.templatetags.hindi_format import grouped

TOP = 5  # suggestions named on the page
RECENT = 10  # own acts


class Kind(NamedTuple):
    """Something that may wait: rows or their ids, and the list that shows exactly these."""

    label: str
    rows: Callable[[], QuerySet | list[int]]
    page: str
    query: str = ""
    urgent: bool = False


class Line(NamedTuple):
    label: str
    count: str
    url: str
    urgent: bool


LIST = "admin:articles_{}_changelist"
KINDS = (
    Kind(_("टूटे हुए लंबे काम"), desk.broken_tasks, "task", "status__exact=broken", True),
    Kind(_("टूटे हुए आयात"), desk.broken_runs, "ingestrun", "status__exact=broken", True),
    Kind(
        _("फ़ीड जो नहीं आ रहीं"), desk.failing_feeds, "feed", "enabled__exact=1&failures__gt=0", True
    ),
    Kind(
        _("रिकॉर्ड जो आयात में छूट गए"),
        desk.lost,
        "ingestproblem",
        "lost__exact=1&mended_by__isempty=1",
        True,
    ),
    Kind(_("चालू लंबे काम"), desk.tasks_going_on, "task", "status__in=waiting,running"),
    Kind(
        _("सुझाए हुए हटाने के नियम"),
        desk.suggested_rules,
        "boilerplaterule",
        "status__in=suggested,tried",
    ),
    Kind(_("समाचार जो एक ही स्रोत में दो बार हैं"), desk.twice_in_source, "article", "copies=twice"),
    Kind(_("समाचार बिना तारीख़ के"), desk.undated, "article", "period=none"),
    Kind(_("नए समाचार बिना विषय के"), desk.topicless, "article", "filed=no"),
)


def counted(rows: QuerySet | list[int]) -> str:
    """Return a count as it is shown, "" for none."""
    number = len(rows) if isinstance(rows, list) else desk.bounded(rows)
    if number > desk.MOST:
        return f"{grouped(desk.MOST)}+"
    return grouped(number) if number else ""


def lines(user) -> list[Line]:
    """Return what waits, of that which a user may see."""
    found = []
    for kind in KINDS:
        if not user.has_perm(f"articles.view_{kind.page}"):
            continue
        if count := counted(kind.rows()):
            url = f"{reverse(LIST.format(kind.page))}?{kind.query}"
            found.append(Line(kind.label, count, url, kind.urgent))
    return found


def suggestions(user) -> dict:
    """Return the first suggestions, with their addresses, and how many there are."""
    if not user.has_perm("articles.view_entity"):
        return {}
    queue = reverse("admin:articles_entity_suggestions")
    top: list[Entity] = list(waiting()[:TOP])
    named = [(row, f"{queue}?focus={row.pk}#s{row.pk}") for row in top]
    return {"count": counted(waiting()), "top": named, "url": queue}


def page(user) -> dict:
    """Return what the page shows above the list of models."""
    return {
        "suggestions": suggestions(user),
        "lines": lines(user),
        "unindexed": counted(desk.unindexed()),
    }


def own_acts(user) -> QuerySet[Action]:
    """Return what a user did last."""
    own = Action.objects.filter(who=user.get_username())
    return own.defer("before", "after", "kept")[:RECENT]
