"""Acts on the articles chosen in their list, and the button that hides one."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import ChoiceOfMany, ManyField
from articles.curation import bulk
from articles.models import Article, Task, Topic
from articles.templatetags.hindi_format import grouped

DONE = {
    bulk.HIDE: gettext_lazy("छिपाए: %(count)s समाचार"),
    bulk.SHOW: gettext_lazy("फिर दिखाए: %(count)s समाचार"),
    bulk.FILE: gettext_lazy("“%(topics)s” में रखे: %(count)s समाचार"),
    bulk.UNFILE: gettext_lazy("“%(topics)s” से हटाए: %(count)s समाचार"),
}


class TopicsForm(forms.Form):
    """Under which topics articles are filed, or out of which they are taken."""

    topics = ManyField(
        Topic.objects.all(),
        label=gettext_lazy("विषय"),
        widget=ChoiceOfMany(Article._meta.get_field("topics"), admin.site),
    )


class BulkActs(admin.ModelAdmin):
    """Mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.status_view)
        own = path("<int:pk>/status/", view, name="articles_article_status")
        return [own, *super().get_urls()]

    @admin.action(description=gettext_lazy("छिपाएँ"), permissions=["change"])
    def hide(self, request, queryset):
        return self.act(request, queryset, bulk.HIDE)

    @admin.action(description=gettext_lazy("फिर दिखाएँ"), permissions=["change"])
    def show(self, request, queryset):
        return self.act(request, queryset, bulk.SHOW)

    @admin.action(description=gettext_lazy("विषय में रखें…"), permissions=["change"])
    def file(self, request, queryset):
        return self.topics_asked(request, queryset, bulk.FILE)

    @admin.action(description=gettext_lazy("विषय से हटाएँ…"), permissions=["change"])
    def unfile(self, request, queryset):
        return self.topics_asked(request, queryset, bulk.UNFILE)

    def topics_asked(self, request, queryset, name):
        """Ask which topics; what was chosen in the list is sent along and chosen again."""
        form = TopicsForm(request.POST if "_topics" in request.POST else None)
        if form.is_valid():
            return self.act(request, queryset, name, list(form.cleaned_data["topics"]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("विषय में रखें") if name == bulk.FILE else _("विषय से हटाएँ"),
            "opts": self.opts,
            "form": form,
            "act": name,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "checkbox": ACTION_CHECKBOX_NAME,
            "across": request.POST.get("select_across", "0"),
            "some": queryset.only("pk", "title").select_related(None)[:10],
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/articles/article/topics.html", context)

    def act(self, request, queryset, name, topics=()):
        """Do it and say so; much of it goes on by itself, and its page is shown."""
        ids = list(queryset.order_by().values_list("pk", flat=True))
        names = ", ".join(topic.name for topic in topics)
        label = DONE[name] % {"count": grouped(len(ids)), "topics": names}
        begun = bulk.begin(name, ids, label, request.user.get_username(), topics)
        if isinstance(begun, Task):
            return HttpResponseRedirect(reverse("admin:articles_task_change", args=[begun.pk]))
        messages.success(request, DONE[name] % {"count": grouped(begun), "topics": names})
        return None

    def status_view(self, request, pk):
        """Hide one article, or show it again, at once."""
        article = self.get_object(request, str(pk))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if article is None:
            raise Http404
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        hiding = article.status == Article.Status.PUBLISHED
        bulk.begin(bulk.HIDE if hiding else bulk.SHOW, [pk], "", request.user.get_username())
        text = (
            _("समाचार छिपाया; पाठकों को अब नहीं दिखता।")
            if hiding
            else _("समाचार पाठकों को फिर दिखता है।")
        )
        history = reverse("admin:articles_article_history", args=[pk])
        link = format_html('<a href="{}">{}</a>', history, _("इतिहास"))
        messages.success(request, format_html("{} {}", text, link))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
