"""The filters of the search page: facets with their choices, chips, and what a form carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.hindi.fold import fold
from search.facets import FACETS, SHOWN, SHOWN_MORE, Choice, choices
from search.labels import labels_of
from search.links import Link
from search.results import Results
from search.spans import date_chips
from search.state import QueryState

LISTED = tuple(name for name in FACETS if name != "entity")  # as facets on the page
CARRIED = ("q", "as", "sort", "per", "view", "more")
ALL = 10**9


class Option(NamedTuple):
    """A choice of a facet, the address that leaves it out or takes it back, and its own id.

    ``does`` says in words what the address does.
    """

    choice: Choice
    url: str
    id: str
    does: str


@dataclass(frozen=True)
class Facet:
    """A facet with its options, as the page lists it."""

    name: str
    label: str
    options: list[Option]
    in_force: int
    hidden: int
    more_url: str
    fewer_url: str
    find: str

    @property
    def opened(self) -> bool:
        return bool(self.in_force or self.find or self.name not in ("other", "agency"))


def bare(name: str) -> str:
    """Return the facet of a parameter that chooses or leaves out."""
    return name.removeprefix("not_")


def canonical(state: QueryState, results: Results) -> QueryState:
    """Return the state with the values of facets as the page's own links write them.

    A name may be typed in any spelling, and may be that of several; what names nothing stays.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in state.pairs:
        facet = FACETS.get(bare(name))
        labels = labels_of(facet.column, results.keys_named(facet.name, value)) if facet else {}
        pairs += [(name, label.value) for label in labels.values()] or [(name, value)]
    return QueryState(tuple(dict.fromkeys(pairs)))


def facet_lists(results: Results, state: QueryState) -> list[Facet]:
    """Return the facets that have anything to choose, counted without their own filter."""
    made = (facet_list(results, state, name) for name in LISTED)
    return [facet for facet in made if facet.options or facet.find]


def facet_list(results: Results, state: QueryState, name: str) -> Facet:
    kind, find = FACETS[name], state.get(f"find_{name}")
    chosen, left_out = results.chosen(name), results.chosen(name, exclude=True)
    more = name in state.values("more")
    limit = ALL if find else SHOWN_MORE if more else SHOWN
    listed, hidden = choices(kind, results.counted(name), chosen, limit, left_out)
    if find:
        listed, hidden = found_in(listed, find), 0
    toggled = state.toggle("more", name).url()
    return Facet(
        name=name,
        label=kind.label,
        options=[option(state, name, choice) for choice in listed],
        in_force=len(chosen) + len(left_out),
        hidden=hidden,
        more_url=toggled if hidden and not more else "",
        fewer_url=toggled if more and not find else "",
        find=find,
    )


def found_in(listed: list[Choice], find: str) -> list[Choice]:
    """Return the choices with some letters in their labels, and those in force."""
    wanted = fold(find)
    fitting = [one for one in listed if one.selected or one.left_out or wanted in fold(one.label)]
    return fitting[:SHOWN_MORE]


def option(state: QueryState, name: str, choice: Choice) -> Option:
    anchor = "-".join((name, *choice.value.split()))
    text = _("‘%(name)s’ को वापस लें") if choice.left_out else _("‘%(name)s’ को छोड़ें")
    url = state.leave_out(name, choice.value).url()
    return Option(choice, url, anchor, text % {"name": choice.label})


def chips(results: Results, state: QueryState) -> list[Link]:
    """Return a link for each filter in force that takes it away."""
    made = date_chips(state, results.request.first, results.request.last)
    for name, value in state.pairs:
        facet = FACETS.get(bare(name))
        if facet:
            label = results.label_of(facet.name, value) or value
            url = state.toggle(name, value).url()
            out = name != facet.name
            made.append(Link(label, url, field_label=str(facet.label), out=out))
    return made


def hidden_for_filters(state: QueryState, facets: Iterable[Facet]) -> list[tuple[str, str]]:
    """Return what the filter form must carry along because it has no field for it."""
    fields = {(facet.name, option.choice.value) for facet in facets for option in facet.options}
    return [
        (name, value)
        for name, value in state.pairs
        if name in CARRIED or (bare(name) in FACETS and (bare(name), value) not in fields)
    ]
