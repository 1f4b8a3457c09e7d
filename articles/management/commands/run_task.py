"""``manage.py run_task``: do work that a curator began, or begin again what broke."""

from django.core.management.base import BaseCommand, CommandError

from articles.curation import tasks
from articles.models import Task


class Command(BaseCommand):
    help = (
        "Run a curator's task by its number, as the admin does by itself; for one that broke or "
        "was stopped. The admin lists the tasks."
    )

    def add_arguments(self, parser):
        parser.add_argument("task", type=int)

    def handle(self, task, **options):
        found = Task.objects.filter(pk=task).first()
        if not found:
            raise CommandError(f"There is no task {task}.")
        if found.status == Task.Status.FINISHED:
            raise CommandError(f"Task {task} is finished; there is nothing left to do.")
        tasks.run(found)
        if found.status == Task.Status.BROKEN:
            raise CommandError(f"Task {task} broke: {found.error}")
        self.stdout.write(f"{found.label}: {found.done} of {found.total}")
