"""What worker processes do in tests. They find it by name, so it must not need Django."""

import os
import signal
from multiprocessing import parent_process

from articles.ingestion.prepare import Prepared, Wishes, prepare_each
from articles.ingestion.records import Origin, RawArticle

DEADLY = "घातक"
ARTICLE = RawArticle(Origin("नमूना.jsonl", 1), "तालाब की सफ़ाई", "तालाब साफ़ हुआ।", "")


class Names:
    """Stands for a gazetteer; finds the length of a text."""

    def count(self, text):
        return {len(text): 1}

    def unknown_in_each(self, texts):
        return [()] * len(texts)


def die():
    assert parent_process(), "only a worker may be killed"
    os.kill(os.getpid(), signal.SIGKILL)


def kill_by_title(items, rules):
    if any(item.title == DEADLY for item in items):
        die()
    return [Prepared(None, []) for _ in items]


def kill_once(items, rules, mark):
    if any(item.title == DEADLY for item in items) and not mark.exists():
        mark.touch()
        die()
    return prepare_each(items, rules, Wishes(), Names())


def interrupted(items, rules):
    os.kill(os.getpid(), signal.SIGINT)
    return [Prepared(None, []) for _ in items]


def raise_error(items, rules):
    raise RuntimeError("bug")


def cannot_begin(work):
    raise OSError("there is no room for one more process")
