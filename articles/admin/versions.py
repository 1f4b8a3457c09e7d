"""Any two texts that an article had, side by side, in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from articles.compare import compare
from articles.copies import percent_of
from articles.models import Article, Revision
from articles.templatetags.hindi_format import minute

NOW = "now"
MOST = 200  # revisions to choose from, the latest


class WithVersions(admin.ModelAdmin):
    """Mixin of the articles' admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.versions_view)
        own = path("<int:pk>/versions/", page, name="articles_article_versions")
        return [own, *super().get_urls()]

    def versions_view(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        choices = versions(article)
        before = chosen(request.GET.get("a"), choices, choices[min(1, len(choices) - 1)][0])
        after = chosen(request.GET.get("b"), choices, NOW)
        context = {
            **self.admin_site.each_context(request),
            "title": _("पाठों की तुलना"),
            "opts": self.opts,
            "object": article,
            "choices": choices,
            "before": before,
            "after": after,
            **compared(article, before, after, dict(choices)),
        }
        return render(request, "admin/articles/versions.html", context)


def versions(article: Article) -> list[tuple[str, str]]:
    """Return the texts of an article to choose from, the latest first: key and label."""
    rows = article.revisions.order_by("-replaced_at", "-id").values_list("pk", "replaced_at")
    label = _("%(when)s तक का")
    earlier = [(str(pk), label % {"when": minute(at)}) for pk, at in rows[:MOST]]
    return [(NOW, _("अभी का")), *earlier]


def chosen(key: str | None, choices, default: str) -> str:
    return key if key in dict(choices) else default


def compared(article: Article, before: str, after: str, labels: dict[str, str]) -> dict:
    first, second = text_of(article, before), text_of(article, after)
    return {
        "rows": compare("\n\n".join(first), "\n\n".join(second)),
        "percent": percent_of(" ".join(first), " ".join(second)),
        "before_name": labels[before],
        "after_name": labels[after],
    }


def text_of(article: Article, key: str) -> tuple[str, str]:
    row = article if key == NOW else Revision.objects.get(article=article, pk=key)
    return row.title, row.body
