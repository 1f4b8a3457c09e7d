"""Lists of queries on their way: begun, carried out slice by slice, forgotten after a day."""

import logging
import time
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from search.filters import SearchFilter
from search.models import BulkSearch
from search.query import QueryError
from search.results import Results
from search.state import QueryState
from search.understood import read_as

log = logging.getLogger(__name__)

SECONDS = 1.0  # that one request works, and no longer than one more query takes
TOP = 3  # hits of each query
KEPT = timedelta(days=1)
MOST_KEPT = 1000  # lists; the oldest make room
FAILED = _("यह खोज पूरी नहीं हो सकी।")


def begin(queries: list[str], state: QueryState) -> BulkSearch:
    forget()
    return BulkSearch.objects.create(queries=queries, filters=state.encoded())


def forget() -> None:
    """Delete the lists that are older than a day, and the oldest where there are too many."""
    BulkSearch.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    newest = BulkSearch.objects.order_by("-pk").values_list("pk", flat=True)
    if surplus := newest[MOST_KEPT - 1 : MOST_KEPT].first():
        BulkSearch.objects.filter(pk__lte=surplus).delete()


def known() -> QuerySet[BulkSearch]:
    return BulkSearch.objects.filter(created_at__gte=timezone.now() - KEPT)


def go_on(job: BulkSearch, seconds: float = SECONDS) -> bool:
    """Carry out further queries for about so long; returns False while the index cannot be read.

    Where two requests do so at once, what the first one stored counts.
    """
    base = SearchFilter(QueryDict(job.filters), queryset=Results()).qs
    rows, end = [], time.monotonic() + seconds
    for query in job.queries[job.done :]:
        row = carried_out(base.matching(query))
        if row is None:
            break
        rows.append(row)
        if time.monotonic() > end:
            break
    keep(job, rows)
    return bool(rows) or job.finished


def keep(job: BulkSearch, rows: list[dict]) -> None:
    before = BulkSearch.objects.filter(pk=job.pk, done=job.done)
    if rows and before.update(rows=[*job.rows, *rows], done=job.done + len(rows)):
        job.rows, job.done = [*job.rows, *rows], job.done + len(rows)
    elif rows:
        job.refresh_from_db()


def carried_out(results: Results) -> dict | None:
    """Return what one query found: ``count``, ``top`` (ids), ``read``, ``error`` in words.

    None where the index cannot be read. Articles with only some of the words do not count.
    """
    row = {"count": 0, "top": [], "read": "", "error": ""}
    try:
        return None if results.unindexed else row | found(results)
    except QueryError as error:
        return row | {"error": error.message}
    except DatabaseError:
        raise
    except Exception:
        log.exception("A query of a list failed: %r", results.text)
        return row | {"error": FAILED}


def found(results: Results) -> dict:
    readings = results.expanded.readings
    read = {"read": read_as(results.text, readings)} if readings else {}
    if results.loosened:
        return read
    top = [pk for pk, score in results.matches.page(0, TOP)]
    return read | {"count": results.count(), "top": top}
