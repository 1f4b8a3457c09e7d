"""Topics in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import outbox, standing
from articles.admin.base import NamedAdmin, NamedForm, counted_by
from articles.browse import published_articles
from articles.curation import topics
from articles.locks import in_turn
from articles.models import Article, Topic
from articles.standing import CannotFind, Preview
from articles.templatetags.hindi_format import grouped
from articles.topic_tree import families

Filed = Article.topics.through
PREVIEW = "_preview"  # the name of the button that shows what saving would do
LISTED = 20  # articles of a preview


class TopicForm(NamedForm):
    """A topic; ``preview`` tells what its query would change."""

    query = forms.CharField(
        label=gettext_lazy("स्थायी खोज"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "खोज की भाषा में, जैसे: तालाब OR बावड़ी -खेल। जो समाचार इससे मिलें उन्हें यह विषय "
            "अपने-आप मिलता है; हाथ से जोड़ा या हटाया हुआ वैसा ही रहता है।"
        ),
    )
    preview = Preview(set(), set())

    def is_valid(self):
        """Nothing is saved when a preview is asked for."""
        return super().is_valid() and PREVIEW not in self.data

    def clean_query(self):
        query = self.cleaned_data["query"]
        if query and (fault := standing.fault_of(query)):
            raise ValidationError(told(fault))
        if query or self.instance.query:
            self.preview = self.previewed(query)
        return query

    def previewed(self, query) -> Preview:
        try:
            return standing.preview(self.instance, query)
        except CannotFind as error:
            raise ValidationError(topics.no_index()) from error


def told(fault: standing.Fault):
    """Return the message for a fault, with the spot marked and a way out."""
    marked = format_html(
        "{} <code>{}<b>{}</b>{}</code>", fault.message, fault.before, fault.spot, fault.after
    )
    if not fault.repaired:
        return marked
    return format_html("{} {} <code>{}</code>", marked, _("ऐसे चलेगा:"), fault.repaired)


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    form = TopicForm
    list_display = ("name", "parent", "query", "count_link")
    list_select_related = ("parent",)
    fields = ("name", "parent", "query", "slug")
    autocomplete_fields = ("parent",)
    counted_parameter = "topics__id__exact"

    def count_rows(self, ids):
        return counted_by(Filed, "topic", ids)

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        if PREVIEW in request.POST and not form.errors:
            context["preview"] = [
                (_("इन्हें यह विषय मिलेगा"), *listed(form.preview.gains)),
                (_("इनसे यह विषय हटेगा"), *listed(form.preview.losses)),
            ]
        context["preview_button"] = PREVIEW
        return super().render_change_form(request, context, *args, **kwargs)

    @in_turn()
    def save_model(self, request, obj, form, change):
        moved = change and "parent" in form.changed_data
        super().save_model(request, obj, form, change)
        gains, losses = form.preview
        ids = gains | losses | (topics.articles_below(obj) if moved else set())
        task = topics.look_again(obj, ids, moved, request.user.get_username())
        if ids:
            self.tell(request, form.preview, task)

    def tell(self, request, preview, task):
        counts = {"gains": grouped(len(preview.gains)), "losses": grouped(len(preview.losses))}
        text = _("विषय मिला: %(gains)s समाचार; हटा: %(losses)s समाचार।") % counts
        if task:
            count = {"count": grouped(task.total)}
            text = _("%(count)s समाचारों पर काम चल रहा है।") % count
        self.message_user(request, text, messages.INFO)

    def delete_model(self, request, obj):
        self.delete_queryset(request, Topic.objects.filter(pk=obj.pk))

    @in_turn()
    def delete_queryset(self, request, queryset):
        """Deleting a topic sends no signal for the articles filed under it or below it."""
        wanted = families(queryset.values_list("pk", flat=True))
        articles = set(Filed.objects.filter(topic__in=wanted).values_list("article_id", flat=True))
        super().delete_queryset(request, queryset)
        outbox.queue(articles)


def listed(ids: set[int]) -> tuple[int, list[Article]]:
    """Return how many articles these are, and the latest of them."""
    latest = sorted(ids, reverse=True)[:LISTED]
    return len(ids), list(published_articles().filter(pk__in=latest).order_by("-pk"))
