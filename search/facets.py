"""The facets of the search page: what can be chosen, with counts and labels."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Entity
from search.labels import labels_of

SHOWN = 8  # choices of a facet before "more"
SHOWN_MORE = 200
MACHINE_SHOWN = 100  # choices of a facet in JSON


class FacetType(NamedTuple):
    """A facet: its name in the address, its label, its index column, and of which kind."""

    name: str
    label: str
    column: str
    kind: str = ""


# In the order of the page. ``entity`` takes entities of any kind and is no list on the page.
FACETS = {
    facet.name: facet
    for facet in (
        FacetType("source", _("स्रोत"), "source"),
        FacetType("place", _("स्थान"), "entity", Entity.Kind.PLACE),
        FacetType("person", _("व्यक्ति"), "entity", Entity.Kind.PERSON),
        FacetType("org", _("संगठन"), "entity", Entity.Kind.ORGANISATION),
        FacetType("other", _("अन्य नाम"), "entity", Entity.Kind.OTHER),
        FacetType("topic", _("विषय"), "topic"),
        FacetType("agency", _("एजेंसी"), "agency"),
        FacetType("entity", _("नाम"), "entity"),
    )
}
KIND_FACETS = {facet.kind: facet.name for facet in FACETS.values() if facet.kind}


@dataclass(frozen=True)
class Choice:
    """A value of a facet: as in the address, as read, how many articles, and whether chosen.

    ``left_out`` says that articles with it are not wanted.
    """

    value: str
    label: str
    count: int
    selected: bool
    kind: str = ""
    left_out: bool = False


class Counted:
    """The values of an index column that were counted, the most frequent first, and their names.

    Kinds of entity share a column, so that all of them are named at once. ``counts`` are the
    engine's, by key.
    """

    def __init__(self, column: str, counts: dict):
        self.counts = counts
        self.labels = labels_of(column, counts)
        self.keys: dict[str, list] = defaultdict(list)  # by kind
        for key, label in self.labels.items():
            self.keys[label.kind].append(key)

    def of(self, kind: str) -> list:
        """Return the keys that have a name, those of one kind or all."""
        return self.keys[kind] if kind else list(self.labels)


def choices(
    facet: FacetType, counted: Counted, chosen: set, limit: int, left_out: Set = frozenset()
) -> tuple[list[Choice], int]:
    """Return the choices of a facet, the most frequent first, and how many more there are.

    ``chosen`` and ``left_out`` are the keys in force, which stay listed even where no
    article is left for them.
    """
    counts, keys = counted.counts, counted.of(facet.kind)
    forced = labels_of(facet.column, chosen | left_out)
    labels = counted.labels | forced if forced else counted.labels
    fitting = {key for key, label in forced.items() if facet.kind in ("", label.kind)}

    def rank(key):
        return -counts.get(key, 0), labels[key].text

    least = counts[keys[limit - 1]] if len(keys) > limit else 0
    frequent = takewhile(lambda key: counts[key] >= least, keys)
    first = sorted(frequent, key=rank)[:limit]
    shown = [*first, *sorted(fitting.difference(first), key=rank)]
    made = [
        Choice(
            labels[k].value,
            labels[k].text,
            counts.get(k, 0),
            k in chosen,
            labels[k].kind,
            k in left_out,
        )
        for k in shown
    ]
    return made, len(keys) + sum(key not in counted.labels for key in fitting) - len(shown)
