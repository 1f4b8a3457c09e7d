"""Acts on however many articles: a few at once, many as a task that shows how far it is."""

from collections.abc import Callable, Collection, Iterator

from articles.batched import batched
from articles.curation import articles, tasks
from articles.models import Task, Topic

HIDE, SHOW, FILE, UNFILE = "hide", "show", "file", "unfile"
ACTS: dict[str, Callable] = {
    HIDE: articles.hide,
    SHOW: articles.show,
    FILE: articles.file,
    UNFILE: articles.unfile,
}


def begin(
    act: str, ids: Collection[int], label: str, who: str, topics: Collection[Topic] = ()
) -> int | Task:
    """Do an act with articles; return how many it changed, or the task that goes on with it."""
    if len(ids) <= tasks.AT_ONCE:
        return done(act, ids, who, topics)
    arguments = {"act": act, "ids": sorted(ids), "who": who, "topics": [one.pk for one in topics]}
    return tasks.begin("articles", label, who, len(ids), given=arguments)


def done(act: str, ids: Collection[int], who: str, topics: Collection[Topic]) -> int:
    given = (ids, topics, who) if act in (FILE, UNFILE) else (ids, who)
    return len(ACTS[act](*given))


@tasks.kind("articles")
def work(given: dict) -> Iterator[int]:
    """Do an act a step at a time; begun again, it finds done what was done."""
    topics = list(Topic.objects.filter(pk__in=given["topics"]))
    for step in batched(given["ids"], tasks.AT_ONCE):
        done(given["act"], step, given["who"], topics)
        yield len(step)
