"""What a changed topic means for articles: they are indexed again, and filed by its query."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import standing
from articles.curation import Refused, indexing, tasks
from articles.models import Article, Task, Topic
from articles.standing import CannotFind
from articles.topic_tree import families


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
    """Have the indexer look at articles, since it files them as the topic's query says."""
    return indexing.changed("topic", ids, str(topic), who, topic=topic.pk, moved=moved)


@tasks.kind("topic")
def queue_in_steps(topic: int, moved: bool) -> Iterator[int]:
    concern = concerned(Topic.objects.get(pk=topic), moved)
    yield from indexing.index_articles(sorted(concern))
