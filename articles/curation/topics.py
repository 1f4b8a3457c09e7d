"""What a changed topic means for articles: they are indexed again, and filed by its query."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from articles import outbox, standing
from articles.curation import Refused, tasks
from articles.models import Article, Task, Topic
from articles.standing import CannotFind
from articles.topic_tree import families

STEP = 500  # articles in one transaction


def follow(topic: Topic, moved: bool, who: str) -> Task | None:
    """Do for articles what a changed topic means; raises ``Refused`` if its query cannot stand."""
    if topic.query and (fault := standing.fault_of(topic.query)):
        raise Refused(fault.message)
    try:
        return look_again(topic, concerned(topic, moved), moved, who)
    except CannotFind as error:
        raise Refused(no_index()) from error


def no_index() -> str:
    return _("खोज की सूची अभी बन रही है; थोड़ी देर बाद सहेजें।")


def concerned(topic: Topic, moved: bool) -> set[int]:
    """Return the articles that a changed topic concerns: those of its query, of its subtree."""
    gains, losses = standing.preview(topic, topic.query)
    return gains | losses | (articles_below(topic) if moved else set())


def articles_below(topic: Topic) -> set[int]:
    filed = Article.topics.through.objects.filter(topic__in=families([topic.pk]))
    return set(filed.values_list("article_id", flat=True))


def look_again(topic: Topic, ids: set[int], moved: bool, who: str) -> Task | None:
    """Have the indexer look at articles, at once if they are few, else as a task.

    It is the indexer that files them as the topic's query says.
    """
    if len(ids) <= tasks.AT_ONCE:
        outbox.queue(ids)
        return None
    return tasks.begin("topic", str(topic), who, len(ids), topic=topic.pk, moved=moved)


@tasks.kind("topic")
def queue_in_steps(topic: int, moved: bool) -> Iterator[int]:
    ids = sorted(concerned(Topic.objects.get(pk=topic), moved))
    for start in range(0, len(ids), STEP):
        some = ids[start : start + STEP]
        with transaction.atomic():
            outbox.queue(some)
        yield len(some)
