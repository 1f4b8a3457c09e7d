"""Topics below topics: an article of one is an article of all above it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.models import Topic


def parents() -> dict[int, int]:
    """Return the topic above each that is below another, by id."""
    return dict(Topic.objects.exclude(parent=None).order_by().values_list("pk", "parent"))


def above(topic: int, parents: dict[int, int]) -> Iterator[int]:
    """Yield the topics above one, the nearest first; a circle ends where it began."""
    seen = {topic}
    while (topic := parents.get(topic)) and topic not in seen:
        seen.add(topic)
        yield topic


def widened(topics: Iterable[int], parents: dict[int, int]) -> set[int]:
    """Return topics with all that are above them."""
    found = set(topics)
    return found.union(*(above(topic, parents) for topic in found))


def families(topics: Iterable[int]) -> set[int]:
    """Return topics with all that are below them."""
    below = defaultdict(list)
    for topic, parent in parents().items():
        below[parent].append(topic)
    found, waiting = set(), list(topics)
    while waiting:
        topic = waiting.pop()
        if topic not in found:
            found.add(topic)
            waiting += below[topic]
    return found


def way_to(topic: Topic) -> list[Topic]:
    """Return the topics above one, the highest first."""
    ids = list(above(topic.pk, parents()))
    found = Topic.objects.in_bulk(ids)
    return [found[pk] for pk in reversed(ids)]


@dataclass
class Branch:
    """A topic, how many articles it and those below it have, and the branches below it."""

    item: Topic
    count: int
    below: list["Branch"] = field(default_factory=list)


def tree(counts: dict[int, int], most: int) -> list[Branch]:
    """Return the topics that have articles as a tree, the fullest first at each place."""
    fullest = sorted(counts, key=lambda pk: (-counts[pk], pk))[:most]
    known = parents()
    found = Topic.objects.in_bulk(widened(fullest, known))
    branches = {pk: Branch(topic, counts.get(pk, 0)) for pk, topic in found.items()}
    roots = []
    for pk, branch in branches.items():
        place = branches.get(known.get(pk))
        (place.below if place else roots).append(branch)
    for siblings in [roots, *(branch.below for branch in branches.values())]:
        siblings.sort(key=lambda branch: (-branch.count, branch.item.name))
    return roots


def subtopics(topic: Topic, counts: dict[int, int]) -> list[Branch]:
    """Return the topics right below one that have articles, the fullest first."""
    found = [Branch(one, counts.get(one.pk, 0)) for one in topic.subtopics.all()]
    found.sort(key=lambda branch: (-branch.count, branch.item.name))
    return [branch for branch in found if branch.count]
