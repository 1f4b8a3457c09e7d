"""Work on many articles: little of it at once, much of it in a process of its own.

A kind of work is a function that takes the task's arguments and yields, after each
step that is in the database, how many rows that step did. A step is a transaction
of its own, so that readers and other writers never wait for the whole. It must be
safe to begin again: a task that broke is run again from its start.
"""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.locks import Taken, held
from articles.models import Task

log = logging.getLogger(__name__)
Work = Callable[..., Iterator[int]]

AT_ONCE = 500  # rows for which a curator waits
KINDS: dict[str, Work] = {}
GOING_ON = (Task.Status.WAITING, Task.Status.RUNNING)
SECONDS_TO_BEGIN = 60  # which a process may take to begin
MOST_LOOKED_AT = 20  # tasks
STOPPED = "The process that did this ended before the work did. Run it again."


def kind(name: str) -> Callable[[Work], Work]:
    """Register a function under the name by which tasks call it."""

    def register(work: Work) -> Work:
        KINDS[name] = work
        return work

    return register


def begin(name: str, label: str, who: str, total: int, **arguments) -> Task:
    """Do the work now if it is little, else begin it apart; return the task to be watched.

    Nothing begins before the transaction that asks for it is over. Work that
    breaks says so in the task, not by an exception.
    """
    task = Task.objects.create(
        kind=name, label=label[:300], who=who, total=total, arguments=arguments
    )
    start = run if total <= AT_ONCE else run_apart
    transaction.on_commit(lambda: start(task))
    return task


def run(task: Task) -> None:
    """Do the work of a task in this process, unless another one is at it."""
    with suppress(Taken), held(f"task-{task.pk}"):
        work(task)


def work(task: Task) -> None:
    task.status, task.done, task.error = Task.Status.RUNNING, 0, ""
    task.save(update_fields=["status", "done", "error"])
    try:
        for count in KINDS[task.kind](**task.arguments):
            task.done += count
            Task.objects.filter(pk=task.pk).update(done=task.done)
        task.status = Task.Status.FINISHED
    except Exception as error:
        log.exception("Task %s (%s) broke.", task.pk, task.kind)
        task.status, task.error = Task.Status.BROKEN, f"{type(error).__name__}: {error}"
    task.finished_at = timezone.now()
    task.save(update_fields=["status", "error", "done", "finished_at"])


def notice_stopped() -> None:
    """Mark as broken what no process works on any longer, or never began."""
    just_begun = timezone.now() - timedelta(seconds=SECONDS_TO_BEGIN)
    for task in Task.objects.filter(status__in=GOING_ON, begun_at__lt=just_begun)[:MOST_LOOKED_AT]:
        still = Task.objects.filter(pk=task.pk, status__in=GOING_ON)
        with suppress(Taken), held(f"task-{task.pk}"):
            still.update(status=Task.Status.BROKEN, error=STOPPED, finished_at=timezone.now())


def run_apart(task: Task) -> None:
    """Begin the work in a process of its own, which goes on when nobody waits for it."""
    manage = str(settings.BASE_DIR / "manage.py")
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, manage, "run_task", str(task.pk)]
    subprocess.Popen(command, start_new_session=True, **silent)
