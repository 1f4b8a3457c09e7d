"""Digests: which searches are due, and what of their news a reader gets, each article once.

What a mail lists is recorded before the mail goes out, so that nothing is sent twice
whatever breaks: a process that is killed between the two loses that mail, never doubles it,
and its articles still count as new in the reader's list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.locks import Taken, held
from articles.models import Article
from search.models import Reader, SavedSearch, Sent
from search.query import QueryError
from search.saved.news import News, Story, chunks, news_of
from search.saved.searches import asked, state_of
from search.state import QueryState

KEPT = 4096  # distinct searches whose news are kept during a run


class AlreadySending(Exception):
    """Another process sends digests; two at once would send the same."""


@dataclass
class Part:
    """What a mail says of one search: the stories it lists, and how many more there are."""

    saved: SavedSearch
    after: int
    upto: int
    fresh: list[Story]
    listed: list[Story] = field(default_factory=list)
    many: bool = False  # more than were looked at

    @property
    def more(self) -> int:
        return len(self.fresh) - len(self.listed)


@dataclass
class Letter:
    """A digest for one reader; ``parts`` are those of its searches that have anything new."""

    reader: Reader
    searches: list[SavedSearch]
    upto: int
    parts: list[Part] = field(default_factory=list)

    @property
    def user(self) -> AbstractBaseUser:
        return self.reader.user

    @property
    def articles(self) -> list[int]:
        """The ids of all articles that the mail stands for: those listed, and their copies."""
        listed = (story for part in self.parts for story in part.listed)
        return sorted({pk for story in listed for pk in story.members})

    @property
    def stories(self) -> int:
        return sum(len(part.listed) for part in self.parts)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of sending. Raises AlreadySending."""
    try:
        with held("digests"):
            yield
    except Taken as error:
        raise AlreadySending from error


def due(today: date | None = None) -> dict[AbstractBaseUser, list[SavedSearch]]:
    """Return the searches whose time has come, by reader, in the order of their names.

    A daily one is due once a day, a weekly one once from Monday on, so that all weekly
    ones of a reader come in one mail.
    """
    today = today or timezone.localdate()
    found = defaultdict(list)
    for saved in mailed().select_related("user").order_by("user", "name", "pk"):
        if timezone.localdate(saved.mailed_at) < first_day(saved.digest, today):
            found[saved.user].append(saved)
    return found


def mailed() -> QuerySet[SavedSearch]:
    """Return the searches of which mails go out."""
    wanted = SavedSearch.objects.exclude(digest=SavedSearch.Digest.NONE).filter(paused=False)
    reached = wanted.filter(user__is_active=True).exclude(user__email="")
    return reached.exclude(user__reader__mails=False)


def overdue() -> QuerySet[SavedSearch]:
    """Return the searches that were due yesterday already, and of which no mail was made."""
    yesterday = timezone.localdate() - timedelta(days=1)
    late = Q()
    for digest in (SavedSearch.Digest.DAILY, SavedSearch.Digest.WEEKLY):
        late |= Q(digest=digest, mailed_at__date__lt=first_day(digest, yesterday))
    return mailed().filter(late)


def first_day(digest: str, today: date) -> date:
    """Return the first day of the present period of a digest."""
    weekly = digest == SavedSearch.Digest.WEEKLY
    return today - timedelta(days=today.weekday()) if weekly else today


class Composer:
    """Makes the letters of one run; a search that several readers have is asked once."""

    def __init__(self, upto: int):
        self.upto = upto
        self.news = lru_cache(KEPT)(self._news)

    def _news(self, state: QueryState, after: int) -> News:
        try:
            return news_of(asked(state).qs, after, self.upto)
        except QueryError:  # the list of searches says so; the others are sent
            return News([])

    def letter(self, user: AbstractBaseUser, searches: list[SavedSearch]) -> Letter:
        """Return what a reader gets; nothing of it was sent to him before."""
        reader = getattr(user, "reader", None) or Reader(user=user)
        letter = Letter(reader, searches, self.upto)
        parts = [self.part(saved) for saved in searches]
        seen = Seen(user, [story for part in parts for story in part.fresh])
        for part in parts:
            part.fresh = [story for story in part.fresh if not seen.before(story)]
        parts = [part for part in parts if part.fresh]
        share = max(1, settings.DIGEST_ARTICLES // max(1, len(parts)))
        for part in parts:
            part.fresh = [story for story in part.fresh if not seen.before(story)]
            part.listed = part.fresh[:share]
            seen.add(part.listed)
        letter.parts = [part for part in parts if part.listed]
        return letter

    def part(self, saved: SavedSearch) -> Part:
        news = self.news(state_of(saved), saved.mailed_upto)
        return Part(saved, saved.mailed_upto, self.upto, list(news.stories), many=news.more)


class Seen:
    """What a reader was sent: articles, and the clusters in which they are."""

    def __init__(self, user: AbstractBaseUser, stories: Iterable[Story]):
        stories = list(stories)
        clusters = sorted({story.cluster for story in stories if story.cluster})
        members = members_of(clusters)
        ids = {pk for story in stories for pk in story.members} | set(members)
        self.articles: set[int] = set()
        for chunk in chunks(sorted(ids)):
            sent = Sent.objects.filter(user=user, article_id__in=chunk)
            self.articles.update(sent.values_list("article_id", flat=True))
        self.clusters = {members[pk] for pk in self.articles if pk in members}

    def before(self, story: Story) -> bool:
        return story.cluster in self.clusters or not self.articles.isdisjoint(story.members)

    def add(self, stories: Iterable[Story]) -> None:
        for story in stories:
            self.articles.update(story.members)
            if story.cluster:
                self.clusters.add(story.cluster)


def members_of(clusters: list[int]) -> dict[int, int]:
    """Return the clusters of all articles in some of them, by article."""
    found = {}
    for chunk in chunks(clusters):
        rows = Article.objects.filter(cluster__in=chunk).order_by()
        found.update(rows.values_list("pk", "cluster"))
    return found


def record(letter: Letter) -> None:
    """Keep that the articles of a letter are sent; raises IntegrityError if one was before."""
    Sent.objects.bulk_create(
        [Sent(user=letter.user, article_id=pk) for pk in letter.articles], batch_size=500
    )


def take_back(letter: Letter) -> None:
    """The letter was refused: what it lists was not sent and is tried again next time."""
    for chunk in chunks(letter.articles):
        Sent.objects.filter(user=letter.user, article_id__in=chunk).delete()


def settle(letter: Letter) -> None:
    """The searches of a letter are done until their next period."""
    searches = SavedSearch.objects.filter(pk__in=[one.pk for one in letter.searches])
    searches.update(mailed_at=timezone.now())
    searches.filter(mailed_upto__lt=letter.upto).update(mailed_upto=letter.upto)
