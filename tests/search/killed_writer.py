"""Kills a process that writes articles, at random moments, and looks at what it leaves.

Run as a script by ``test_durability.py``, with the number of kills, on an archive
of its own in ``NEWSARCHIVE_HOME``. Each round forks a writer that saves, changes,
hides and deletes articles, each of which is indexed at once, and now and then
rebuilds the whole index; kills it; and checks in another process that the index
opens, and that the outbox makes it level with the database. This process itself
never opens either, so that nothing is shared by its children.
"""

import itertools
import os
import random
import signal
import sys
import time

import django

from tests.forks import forked, succeeds

WORDS = "तालाब नहर पुल बाग़ मेला सड़क बाज़ार पेड़ नदी घाट दुकान चौक".split()
LONGEST = 0.3  # seconds that a writer lives
REBUILD_SHARE = 0.1
ARTICLES = 40


def some_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=30))


def change(chance: random.Random) -> None:
    from articles.models import Article
    from tests.builders import article

    one = Article.objects.order_by("?").first()
    what = chance.random()
    if what < 0.3 or not one:
        article(some_text(chance)[:60], body=some_text(chance))
    elif what < 0.7:
        one.body = some_text(chance)
        one.save()
    elif what < 0.85:
        hidden, shown = Article.Status.HIDDEN, Article.Status.PUBLISHED
        one.status = shown if one.status == hidden else hidden
        one.save()
    elif Article.objects.count() > ARTICLES:
        one.delete()


def write(seed: int) -> None:
    from search import indexer
    from tests import builders

    chance = random.Random(seed)
    builders.numbers = itertools.count(chance.randrange(10**15))  # those of the dead are taken
    while True:
        if chance.random() < REBUILD_SHARE:
            indexer.rebuild()
        indexer.tidy()
        change(chance)


def prepare() -> None:
    from django.core.management import call_command

    from search import indexer
    from tests.builders import article

    call_command("migrate", verbosity=0)
    chance = random.Random(0)
    for _ in range(ARTICLES):
        article(some_text(chance)[:60], body=some_text(chance))
    indexer.rebuild()


def verify() -> None:
    from search import check, indexer
    from search.engines.base import engine

    engine().check()
    indexer.drain()
    engine().verify()
    found = check.differences()
    if found.all:
        raise AssertionError(f"index and database differ: {found}")


def main(kills: int, seed: int) -> None:
    django.setup()
    chance = random.Random(seed)
    if not succeeds(prepare):
        raise SystemExit("The archive could not be prepared.")
    for kill in range(kills):
        writer = forked(write, chance.random())
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        if not os.WIFSIGNALED(status) or not succeeds(verify):
            raise SystemExit(f"after kill {kill + 1} of seed {seed}")
    print(f"{kills} kills")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
