"""Work of curators on many articles."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.curation import tasks
from articles.locks import held
from articles.models import Task


@pytest.fixture
def steps(monkeypatch):
    """A kind of work; the list holds what is to be yielded, or raised."""
    given = [2, 3]

    def work(**arguments):
        for step in given:
            if isinstance(step, Exception):
                raise step
            yield step

    monkeypatch.setitem(tasks.KINDS, "count", work)
    return given


@pytest.fixture
def apart(monkeypatch):
    """The tasks that would have begun in a process of their own."""
    begun = []
    monkeypatch.setattr(tasks, "run_apart", begun.append)
    return begun


@pytest.mark.django_db(transaction=True)
def test_little_is_done_at_once(steps, apart):
    task = tasks.begin("count", "सोनताल", "asha", total=5)
    task.refresh_from_db()
    assert (task.status, task.done, task.total, task.who) == ("finished", 5, 5, "asha")
    assert task.finished_at
    assert apart == []


@pytest.mark.django_db(transaction=True)
def test_much_is_done_apart(steps, apart):
    task = tasks.begin("count", "सोनताल", "asha", total=tasks.AT_ONCE + 1)
    assert apart == [task]
    assert task.status == "waiting"


@pytest.mark.django_db
def test_what_breaks_says_so_and_can_be_run_again(steps):
    task = Task.objects.create(kind="count", label="सोनताल", total=5)
    steps[1:] = [ValueError("the well is dry"), 3]
    with pytest.raises(CommandError, match="the well is dry"):
        call_command("run_task", task.pk)
    task.refresh_from_db()
    assert (task.status, task.done, task.error) == ("broken", 2, "ValueError: the well is dry")
    steps[1:] = [3]
    call_command("run_task", task.pk)
    task.refresh_from_db()
    assert (task.status, task.done, task.error) == ("finished", 5, "")


@pytest.mark.django_db
def test_a_task_that_is_finished_or_unknown_is_refused(steps):
    task = Task.objects.create(kind="count", label="सोनताल", status="finished")
    with pytest.raises(CommandError, match="finished"):
        call_command("run_task", task.pk)
    with pytest.raises(CommandError, match="no task 999"):
        call_command("run_task", 999)


def going_on(minutes: int, status: str = "running") -> Task:
    begun = timezone.now() - timedelta(minutes=minutes)
    return Task.objects.create(kind="count", label="सोनताल", total=5, status=status, begun_at=begun)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["running", "waiting"])
def test_a_task_that_no_process_works_on_is_broken(steps, status):
    task, fresh = going_on(5, status), going_on(0, status)
    tasks.notice_stopped()
    task.refresh_from_db()
    fresh.refresh_from_db()
    assert (task.status, task.error) == ("broken", tasks.STOPPED)
    assert fresh.status == status
    call_command("run_task", task.pk)
    task.refresh_from_db()
    assert task.status == "finished"


@pytest.mark.django_db
def test_a_task_that_another_process_works_on_is_left_to_it(steps):
    task = going_on(5)
    with held(f"task-{task.pk}"):
        tasks.notice_stopped()
        tasks.run(task)
    task.refresh_from_db()
    assert (task.status, task.done) == ("running", 0)


def test_the_desk_tells_of_a_task_whose_process_ended(admin_client):
    going_on(5)
    assert "टूटे हुए लंबे काम" in admin_client.get("/admin/").content.decode()
