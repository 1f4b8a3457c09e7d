"""Long work in the admin: how far it is, and what broke run again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import ArchiveAdmin
from articles.admin.runs import ReadOnly
from articles.curation import tasks
from articles.models import Task
from articles.templatetags.hindi_format import grouped

SECONDS = "2"  # after which the page of work that goes on is loaded again


@admin.register(Task)
class TaskAdmin(ReadOnly, ArchiveAdmin):
    list_display = ("label", "progress", "status", "who", "begun_at", "finished_at")
    list_filter = ("status",)
    sortable_by = ()
    fields = ("label", "status", "progress", "who", "begun_at", "finished_at", "error")
    readonly_fields = ("progress",)
    change_form_template = "admin/articles/task/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("arguments")

    def has_rerun_permission(self, request):
        return request.user.has_perm("articles.rerun_task")

    def get_urls(self):
        view = self.admin_site.admin_view(self.run_again)
        return [path("<int:pk>/again/", view, name="articles_task_again"), *super().get_urls()]

    @admin.display(description=gettext_lazy("कितना हुआ"))
    def progress(self, task):
        counts = {"done": grouped(task.done), "total": grouped(task.total)}
        bar = '<progress max="{}" value="{}"></progress> {}'
        text = _("%(total)s में से %(done)s") % counts
        return format_html(bar, max(task.total, 1), task.done, text)

    def changelist_view(self, request, extra_context=None):
        tasks.notice_stopped()
        return super().changelist_view(request, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        tasks.notice_stopped()
        task = self.get_object(request, object_id)
        broken = bool(task) and task.status == Task.Status.BROKEN
        context = {"may_run_again": broken and self.has_rerun_permission(request)}
        page = super().change_view(request, object_id, form_url, context)
        if task and task.status in tasks.GOING_ON:
            page.headers["Refresh"] = SECONDS  # no script is needed to see how far it is
        return page

    def run_again(self, request, pk):
        """Begin a broken task again, in a process of its own."""
        task = get_object_or_404(Task, pk=pk)
        if not self.has_rerun_permission(request):
            raise PermissionDenied
        broken = Task.objects.filter(pk=pk, status=Task.Status.BROKEN)
        waiting = {"status": Task.Status.WAITING, "error": "", "begun_at": timezone.now()}
        if request.method == "POST" and broken.update(**waiting):
            tasks.run_apart(task)
            messages.info(request, _("काम फिर से शुरू हुआ।"))
        return HttpResponseRedirect(reverse("admin:articles_task_change", args=[pk]))
