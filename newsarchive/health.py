"""What those who watch the archive ask: does it live, may it be sent readers, how is it doing."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.cache import add_never_cache_headers

from articles.answers import json
from articles.methods import read_only
from search import indexer
from search.engines.base import IndexUnavailable, engine

OK = "ok"


def database() -> str:
    """Say whether the database answers and has all tables of this version."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return str(error)
    return f"{len(missing)} migrations wait: run manage.py migrate" if missing else OK


def index() -> str:
    """Say whether the search index can be read."""
    try:
        engine().check()
    except IndexUnavailable as error:
        return str(error)
    return OK


def lag() -> str:
    """Say whether the index is near enough to the database."""
    try:
        waiting = indexer.lag()
    except DatabaseError as error:
        return str(error)
    most = settings.READY_WAITING
    return OK if waiting <= most else f"{waiting} changes wait to be indexed, more than {most}"


def free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free


def disk() -> str:
    """Say whether there is room for what comes in."""
    free = free_bytes() // 2**20
    least = settings.READY_DISK
    return OK if free >= least else f"{free} MB free in {settings.HOME}, less than {least}"


READY: dict[str, Callable[[], str]] = {
    "database": database,
    "index": index,
    "lag": lag,
    "disk": disk,
}


@read_only
def healthz(request: HttpRequest):
    """Whether database and index can be read, and how many changes wait to be indexed."""
    state = {"status": OK, "database": OK, "index": index(), "waiting": None}
    try:
        state["waiting"] = indexer.lag()
    except DatabaseError as error:
        state["database"] = str(error)
    if (state["database"], state["index"]) != (OK, OK):
        state["status"] = "failing"
    return told(state, state["status"] == OK)


@read_only
def readyz(request: HttpRequest):
    """Whether this process should be sent readers; else what keeps it, and what to do."""
    state = {name: check() for name, check in READY.items()}
    ready = set(state.values()) == {OK}
    return told({"status": "ready" if ready else "waiting"} | state, ready)


def told(state: dict, well: bool) -> JsonResponse:
    response = json(state, 200 if well else 503)
    add_never_cache_headers(response)
    return response
