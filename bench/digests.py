"""How long ``send_digests`` takes for a thousand saved searches, of which all are due.

200 readers have five searches each: a word, two words, or a word within a source. What came
in last is new to all of them, the 50th part of the articles. The whole run is measured (finding
what is new, leaving out copies and what was sent, writing and recording the mails, which
go nowhere), against Django's ``icontains`` for the same words over the new articles alone,
with no mail written; that is done for a sample of the searches.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import QueryDict
from django.test import override_settings
from django.utils import timezone
from django.utils.http import urlencode

from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import print_table
from bench.corpus import SOURCES, prepared, vocabulary
from search.models import SavedSearch
from search.saved.news import latest
from search.saved.searches import key_of, lasting
from search.saved.sending import send
from search.state import QueryState

READERS, EACH = 200, 5
RANKS = (40, 3000)  # of words in the vocabulary
NEW = 50  # one in so many articles is new
SAMPLE = 100  # searches that are asked by icontains
NOWHERE = {
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "SITE_URL": "https://archive.example",
}

Search = tuple[list[str], str]  # words and a source, or an empty string


def searches(seed: int) -> list[Search]:
    """Return searches of which none has a word of another."""
    random = Random(seed)
    words = vocabulary(Random(seed))[slice(*RANKS)]
    random.shuffle(words)
    kinds = random.choices(((1, False), (2, False), (1, True)), k=READERS * EACH)
    return [
        ([words.pop() for _ in range(number)], random.choice(SOURCES) if narrowed else "")
        for number, narrowed in kinds
    ]


def save(asked: list[Search], upto: int) -> None:
    """Give each reader his searches, as they were a week ago."""
    users = get_user_model().objects
    readers = [users.create_user(f"{n}@example.org", f"{n}@example.org") for n in range(READERS)]
    ago = timezone.now() - timedelta(days=7)
    rows = []
    for number, (words, source) in enumerate(asked):
        pairs = [("q", " ".join(words)), *([("source", source)] if source else [])]
        state = lasting(QueryState.of(QueryDict(urlencode(pairs))))
        rows.append(
            SavedSearch(
                user=readers[number // EACH],
                name=" ".join(words),
                pairs=state.pairs,
                key=key_of(state),
                digest=SavedSearch.Digest.DAILY,
                mailed_upto=upto,
                mailed_at=ago,
            )
        )
    SavedSearch.objects.bulk_create(rows)


def by_icontains(asked: list[Search], upto: int) -> int:
    """Return how many new articles Django finds."""
    found = 0
    for words, source in asked:
        fresh = Article.objects.filter(pk__gt=upto, status=Article.Status.PUBLISHED)
        for word in words:
            fresh = fresh.filter(Q(title__icontains=word) | Q(body__icontains=word))
        if source:
            fresh = fresh.filter(source__name=source)
        found += len(fresh.order_by("-published_at").values_list("pk", flat=True))
    return found


def timed(work: Callable) -> tuple[float, object]:
    """Return the seconds of one core that a call takes, and what it returns."""
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def report(seed: int) -> None:
    asked, last = searches(seed), latest()
    upto = last - last // NEW
    save(asked, upto)
    with override_settings(**NOWHERE):
        ours, summary = timed(send)
    sample = Random(seed).sample(asked, SAMPLE)
    theirs, found = timed(lambda: by_icontains(sample, upto))
    theirs, found = (one * len(asked) / SAMPLE for one in (theirs, found))
    mails, listed = summary.readers["sent"], summary.articles
    print(f"{last - upto:,} new articles of {last:,}; {mails} mails list {listed:,} of them")
    print(f"icontains finds {found:,.0f}, as far as {SAMPLE} of {len(asked):,} searches tell\n")
    rows = [
        ("send_digests, all of it", f"{ours:.1f}", "1.00"),
        ("icontains, finding alone", f"{theirs:.1f}", f"{theirs / ours:.2f}"),
    ]
    print_table(("", "seconds", "to ours"), rows)


def main() -> None:
    options, path = prepared(__doc__, 20_000)
    ingest([path])
    report(options.seed)


if __name__ == "__main__":
    main()
