"""Copies in the admin: a curator joins articles as one story, and takes one out again."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.curation.copies import join, take_out
from articles.curation.desk import twice_in_source
from articles.models import Article, Placement
from articles.templatetags.hindi_format import grouped

MOST_JOINED = 100
TAKE_OUT = "_take_out"  # the name of the button


class CopiesFilter(admin.SimpleListFilter):
    title = gettext_lazy("और जगह छपे")
    parameter_name = "copies"

    def lookups(self, request, model_admin):
        twice = ("twice", _("एक ही स्रोत में दो बार"))
        return [("yes", _("हाँ")), twice, ("placed", _("हाथ से तय"))]

    def queryset(self, request, queryset):
        if self.value() == "twice":
            return queryset.filter(pk__in=twice_in_source())
        placed = Placement.objects.values("article")
        wanted = {"yes": {"cluster__isnull": False}, "placed": {"pk__in": placed}}
        return queryset.filter(**wanted.get(self.value(), {}))


class CopiesAdmin(admin.ModelAdmin):
    """Mixin of the articles' admin; each decision stands in the history of its article."""

    change_form_template = "admin/articles/article/change_form.html"

    @admin.action(description=gettext_lazy("एक ही समाचार मानें"), permissions=["change"])
    def join(self, request, queryset):
        chosen = queryset.select_related(None).only("pk", "title", "cluster")
        articles = list(chosen[: MOST_JOINED + 1])
        if not 1 < len(articles) <= MOST_JOINED:
            text = _("दो से %(most)s तक समाचार चुनें।") % {"most": MOST_JOINED}
            self.message_user(request, text, messages.ERROR)
            return
        join(articles, request.user.get_username())
        text = _("%(count)s समाचार एक ही समाचार माने गए।") % {"count": grouped(len(articles))}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("समूह से निकालें"), permissions=["change"])
    def take_out(self, request, queryset):
        copies = queryset.select_related(None).filter(cluster__isnull=False)
        articles = list(copies.only("pk", "title", "cluster"))
        for article in articles:
            self.take_one_out(request, article)
        count = len(articles)
        text = ngettext("%(count)s समाचार समूह से निकाला।", "%(count)s समाचार समूह से निकाले।", count)
        self.message_user(request, text % {"count": grouped(count)}, messages.SUCCESS)

    def take_one_out(self, request, article):
        take_out(article, request.user.get_username())

    def response_change(self, request, obj):
        """The button saves the page as well, so that nothing typed is lost."""
        if TAKE_OUT not in request.POST:
            return super().response_change(request, obj)
        obj.refresh_from_db(fields=["cluster"])
        if obj.cluster_id:
            self.take_one_out(request, obj)
            self.message_user(request, _("समाचार समूह से निकाला गया।"), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.cluster_id:
            members = Article.objects.filter(cluster=obj.cluster_id).exclude(pk=obj.pk)
            context["copies"] = members.select_related("source").order_by("published_at", "pk")
            context["placed"] = Placement.objects.filter(article=obj).first()
            context["take_out"] = TAKE_OUT
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
