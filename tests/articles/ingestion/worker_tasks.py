"""What worker processes do in tests. They find it by name, so it must not need Django."""

import os
import signal
from multiprocessing import parent_process

from articles.ingestion.prepare import Prepared, Wishes, prepare
from articles.ingestion.records import Origin, RawArticle

DEADLY = "घातक"
ARTICLE = RawArticle(Origin("नमूना.jsonl", 1), "तालाब की सफ़ाई", "तालाब साफ़ हुआ।", "")


class Names:
    """Stands for a gazetteer; finds the length of a text."""

    def count(self, text):
        return {len(text): 1}

    def unknown(self, text):
        return ()


def die():
    assert parent_process(), "only a worker may be killed"
    os.kill(os.getpid(), signal.SIGKILL)


def kill_by_title(item, rules):
    if item.title == DEADLY:
        die()
    return Prepared(None, [])


def kill_once(item, rules, mark):
    if item.title == DEADLY and not mark.exists():
        mark.touch()
        die()
    return prepare(item, rules, Wishes(), Names())


def interrupted(item, rules):
    os.kill(os.getpid(), signal.SIGINT)
    return Prepared(None, [])


def raise_error(item, rules):
    raise RuntimeError("bug")


def cannot_begin(work):
    raise OSError("there is no room for one more process")
