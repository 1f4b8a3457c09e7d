"""The queue of suggested entities: a card for each, decided about by one key."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.base import counted_by
from articles.admin.fields import LineField, check_name, is_id
from articles.admin.log import may_undo
from articles.curation import Refused, changes, entities, merging
from articles.curation.alike import likely
from articles.curation.taking_back import take_back
from articles.curation.waiting import later, marked, waiting
from articles.locks import in_turn
from articles.models import Action, Entity, Mention
from articles.templatetags.hindi_format import grouped

PER_PAGE = 10
MOST_UNDONE = 20  # actions in one address
ACCEPT, MERGE, REJECT = "accept", "merge", "reject"


class WithSuggestions(admin.ModelAdmin):
    """Mixin of the entities' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("suggestions/", view(self.suggestions_view), name="articles_entity_suggestions"),
            path("suggestions/undo/", view(self.undo_last), name="articles_entity_undo_last"),
            *super().get_urls(),
        ]

    def suggestions_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.decided(request)
        queue = Queue(request.GET)
        rows = list(queue.rows()[: PER_PAGE + 1])
        cards = self.cards(rows[:PER_PAGE])
        context = {
            **self.admin_site.each_context(request),
            "title": _("सुझाए हुए नाम"),
            "opts": self.opts,
            "cards": cards,
            "focus": queue.focus or (rows[0].pk if rows else None),
            "kinds": Entity.Kind.choices,
            "kind": queue.kind,
            "older": queue.address(after=rows[PER_PAGE - 1]) if rows[PER_PAGE:] else "",
            "after": queue.after,
            "done": queue.done,
            "may_change": self.has_change_permission(request),
            "may_merge": request.user.has_perm("articles.merge_entity"),
            "media": self.media + picker(self.admin_site).media,
        }
        return render(request, "admin/articles/entity/suggestions.html", context)

    def cards(self, rows: list[Entity]) -> list[dict]:
        ids = [row.pk for row in rows]
        counts = counted_by(Mention, "entity", ids)
        box, others = picker(self.admin_site), likely(rows)
        return [card(row, counts.get(row.pk, 0), others[row.pk], box) for row in rows]

    def decided(self, request):
        """Do what was posted, and go on to the next suggestion."""
        queue, who = Queue(request.POST), request.user.get_username()
        if not self.has_change_permission(request):
            raise PermissionDenied
        if "into" in request.POST and not request.user.has_perm("articles.merge_entity"):
            raise PermissionDenied
        chosen = [int(pk) for pk in request.POST.getlist("chosen")[:1000] if is_id(pk)]
        rows = list(waiting().filter(pk__in=chosen))
        if not rows:
            messages.warning(request, _("यह सुझाव अब नहीं है, या कुछ चुना नहीं गया।"))
            return HttpResponseRedirect(queue.address())
        following = queue.following(rows[-1])
        try:
            with in_turn():
                actions, text = decide(request.POST, rows, who)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(queue.address(focus=rows[0].pk))
        messages.success(request, text)
        done = ",".join(str(action.pk) for action in actions[:MOST_UNDONE])
        if len(actions) > MOST_UNDONE:
            done = ""
        return HttpResponseRedirect(queue.address(focus=following, done=done))

    def undo_last(self, request):
        """Take back what was done last in the queue, the last first."""
        queue = Queue(request.POST)
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        ids = [pk for pk in queue.done.split(",") if is_id(pk)][:MOST_UNDONE]
        actions = Action.objects.filter(pk__in=ids, model="entity").order_by("-pk")
        if not all(may_undo(request.user, action) for action in actions):
            raise PermissionDenied
        who, focus = request.user.get_username(), None
        try:
            with in_turn():
                for action in actions:
                    take_back(action, who)
                    focus = focus_of(action)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("वापस लिया।"))
        return HttpResponseRedirect(queue.address(focus=focus))


def picker(admin_site) -> AutocompleteSelect:
    """Return a box for any entity that is not rejected, found as one types."""
    widget = AutocompleteSelect(Mention._meta.get_field("entity"), admin_site)
    return forms.ModelChoiceField(Entity.objects.all(), widget=widget).widget


class Queue:
    """The parameters of the page: which kind, from where on, which card, what was done last."""

    def __init__(self, data):
        self.kind = data.get("kind_only", "")
        self.kind = self.kind if self.kind in Entity.Kind.values else ""
        self.after = data.get("after", "") if position(data.get("after", "")) else ""
        self.focus = int(data["focus"]) if is_id(data.get("focus", "")) else None
        self.done = ",".join(pk for pk in data.get("done", "").split(",") if is_id(pk))

    def rows(self):
        rows = waiting().filter(kind=self.kind) if self.kind else waiting()
        return later(rows, *position(self.after)) if self.after else rows

    def following(self, row: Entity) -> int | None:
        """Return the id of the suggestion after this one, to go on with."""
        rows = later(self.rows(), row.weight, row.pk)
        return rows.values_list("pk", flat=True).first()

    def address(self, after: Entity | None = None, focus=None, done="") -> str:
        start = f"{after.weight!r}:{after.pk}" if after else self.after
        pairs = {"kind_only": self.kind, "after": start, "focus": focus, "done": done}
        query = urlencode({name: value for name, value in pairs.items() if value})
        url = reverse("admin:articles_entity_suggestions")
        return f"{url}?{query}" if query else url


def position(text: str) -> tuple[float, int] | None:
    """Return the weight and id after which a page begins, from its address."""
    weight, _colon, pk = text.partition(":")
    try:
        return (float(weight), int(pk)) if is_id(pk) else None
    except ValueError:
        return None


def card(entity: Entity, count: int, others: list[Entity], box: AutocompleteSelect) -> dict:
    suggestion = getattr(entity, "suggestion", None)
    rows = suggestion.evidence.select_related("article") if suggestion else []
    return {
        "entity": entity,
        "count": count,
        "percent": round(100 * min(1, entity.weight / count)) if count else 0,
        "evidence": [(marked(row.sentence, entity.label), row.article) for row in rows],
        "likely": others,
        "picker": box.render("into", None, named(entity)),
    }


def named(entity: Entity) -> dict:
    return {"id": f"into-{entity.pk}", "aria-label": _("किसी और में मिलाएँ")}


def decide(data, rows: list[Entity], who: str) -> tuple[list[Action], str]:
    """Do one act with the chosen suggestions; return what is to be undone, and what to say."""
    count = {"count": grouped(len(rows)), "name": rows[0].label}
    if data.get("into"):
        target = Entity.objects.filter(pk=data["into"] if is_id(data["into"]) else 0).first()
        if not target:
            raise Refused(_("वह नाम नहीं मिला जिसमें मिलाना है।"))
        action = merging.merge(rows, target, who)
        return [action], _("“%(name)s” “%(target)s” में मिलाया।") % {**count, "target": target}
    if data.get("act") == REJECT:
        text = _("%(count)s नाम नामंज़ूर किए।") if rows[1:] else _("“%(name)s” नामंज़ूर किया।")
        return entities.reject(rows, who), text % count
    if data.get("act") != ACCEPT:
        raise Refused(_("चुनें कि क्या करना है।"))
    text = _("%(count)s नाम पक्के किए।") if rows[1:] else _("“%(name)s” पक्का किया।")
    changed = corrected(data, rows[0], who) if len(rows) == 1 else []
    return [*changed, *entities.confirm(rows, who)], text % count


def corrected(data, entity: Entity, who: str) -> list[Action]:
    """Give a suggestion the label and kind that the curator typed, where they are others."""
    actions = []
    label = clean_label(data.get("label", entity.label))
    kind = data.get("kind", entity.kind)
    if kind in Entity.Kind.values and kind != entity.kind:
        before = changes.stored(entity)
        entity.kind = kind
        entity.save()
        actions.append(changes.record_edit(who, entity, before, changes.stored(entity)))
    if label != entity.label:
        actions.append(entities.rename(entity, label, who))
    return actions


def clean_label(text: str) -> str:
    """Return what was typed as a label, normalised and checked as in the form of an entity."""
    try:
        label = LineField(max_length=200).clean(text)
        check_name(label, longest=200)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return label


def focus_of(action: Action) -> int | None:
    """Return the suggestion that an undone action was about."""
    if action.kind == Action.Kind.MERGE:
        return next((int(pk) for pk in action.kept.get("pointers", {})), None)
    return action.object_id
