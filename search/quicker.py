"""What asks less of the engine: ways on from a search that took too long."""

from django.utils.translation import gettext as _

from search.links import Link
from search.query import plain
from search.spans import at, usual_spans
from search.state import QueryState


def quicker(state: QueryState) -> list[Link]:
    """Return searches that are like this one and quicker; none of them is counted."""
    q = state.get("q")
    words = plain(q)
    ways = [Link(_("यही शब्द, बिना किसी चिह्न के"), state.set(q=words).url())] if words != q else []
    if not state.get("from") and not state.get("to"):
        ways += [
            Link(label, at(state, str(first), str(last))) for label, first, last in usual_spans()
        ]
    return ways
