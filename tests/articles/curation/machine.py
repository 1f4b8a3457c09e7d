"""A curator who does anything at random, and what must hold whatever was done."""

import itertools
import tempfile
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from articles.canonical import articles_naming, family
from articles.curation import Refused, articles, entities, merging, splitting, undo
from articles.hindi.fold import fold
from articles.ingestion.pipeline import ingest
from articles.ingestion.retag import retag
from articles.models import Action, Alias, Article, Entity, Mention, Topic
from search import check, indexer
from search.engines.base import engine
from tests import builders

WHO = "asha"
PLACES = ["सोनताल", "सोन ताल नगर", "रूपताल", "चाँदपोखर", "हरिताल"]
PERSONS = ["रमेश पंचोली", "सुरेश पंचोली", "मोहनलाल दवे", "लीला मेहरा"]
NAMES = [*PLACES, *PERSONS, "मोहन लाल दवे", "रूपनगर ताल", "जल मंच"]
SLOTS = 6  # articles

number = st.integers(0, 10_000)  # picks a row, whatever their number
numbers = st.lists(number, min_size=1, max_size=3, unique=True)
words = st.sampled_from(NAMES)
texts = st.lists(words, min_size=1, max_size=4)
slot = st.integers(1, SLOTS)
slots = st.sets(slot, min_size=1, max_size=3)

done: Counter = Counter()  # actions of all runs, by the rule


class Curator(RuleBasedStateMachine):
    """Each run has an archive and an index of its own, and leaves none."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="curator-")
        self.former_url = settings.SEARCH_URL
        settings.SEARCH_URL = f"whoosh://{self.folder.name}/index"
        engine.cache_clear()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.states: dict[int, tuple[dict, dict]] = {}  # action → the archive before and after
        self.runs = itertools.count(1)

    def teardown(self):
        connection.check_constraints()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        settings.SEARCH_URL = self.former_url
        engine.cache_clear()
        self.folder.cleanup()

    @initialize(known=texts, bodies=st.lists(texts, min_size=2, max_size=SLOTS))
    def begin(self, known, bodies):
        for name in dict.fromkeys(known):
            builders.entity(name, "person" if name in PERSONS else "place")
        builders.entity("जल मंच", "organisation", status="suggested")
        for name in ("पर्यावरण", "मेले"):
            builders.topic(name)
        for place, body in enumerate(bodies, 1):
            self.take_in(place, body)

    # What there is to choose from.

    def entity(self, pick) -> Entity:
        rows = Entity.objects.order_by("pk")
        return rows[pick % rows.count()]

    def entities(self, picks) -> list[Entity]:
        return list({one.pk: one for one in map(self.entity, picks)}.values())

    def articles(self, chosen) -> list[int]:
        rows = Article.objects.filter(external_id__in=map(str, chosen))
        return list(rows.values_list("pk", flat=True))

    # What a curator does.

    def act(self, name, work, mentions_stay=True):
        """Do something; remember the archive before and after each action that it logged."""
        before, last = state(), Action.objects.order_by("pk").last()
        done[name] += 1
        try:
            with transaction.atomic():
                work()
        except Refused as error:
            assert str(error)
            assert state() == before, "what is refused changes nothing"
            done["refused"] += 1
            return
        after = state()
        made = Action.objects.filter(pk__gt=last.pk if last else 0)
        for action in made if len(made) == 1 else ():
            self.states[action.pk] = before, after
        if mentions_stay:
            assert before["mentions"] == after["mentions"], "a mention was lost or came"

    @rule(picks=numbers, into=number)
    def merge(self, picks, into):
        sources, target = self.entities(picks), self.entity(into)
        looked = merging.preview(sources, target)
        self.act("merge", lambda: merging.merge(sources, target, WHO))
        merged = set(Entity.objects.filter(merged_into=target).values_list("pk", flat=True))
        if looked.refusal:
            return
        assert {one.pk for one in looked.sources} <= merged
        assert looked.together == len(articles_naming(family([target.pk])))

    @rule(picks=numbers)
    def confirm(self, picks):
        self.act("confirm", lambda: entities.confirm(self.entities(picks), WHO))

    @rule(picks=numbers)
    def reject(self, picks):
        self.act("reject", lambda: entities.reject(self.entities(picks), WHO))

    @rule(pick=number, label=words)
    def rename(self, pick, label):
        self.act("rename", lambda: entities.rename(self.entity(pick), label, WHO))

    @rule(pick=number, text=words)
    def add_alias(self, pick, text):
        entity = self.entity(pick)
        if not entity.aliases.filter(folded=fold(text)).exists():
            Alias.objects.create(entity=entity, text=text)
        if entity.status != Entity.Status.REJECTED:
            retag(entity)
        done["alias"] += 1

    @rule(chosen=slots)
    def hide(self, chosen):
        self.act("hide", lambda: articles.hide(self.articles(chosen), WHO))

    @rule(chosen=slots)
    def show(self, chosen):
        self.act("show", lambda: articles.show(self.articles(chosen), WHO))

    @rule(chosen=slots, topics=st.sets(st.sampled_from(["पर्यावरण", "मेले"]), min_size=1))
    def file(self, chosen, topics):
        rows = Topic.objects.filter(name__in=topics)
        self.act("file", lambda: articles.file(self.articles(chosen), rows, WHO))

    @rule(chosen=slots, topics=st.sets(st.sampled_from(["पर्यावरण", "मेले"]), min_size=1))
    def unfile(self, chosen, topics):
        rows = Topic.objects.filter(name__in=topics)
        self.act("unfile", lambda: articles.unfile(self.articles(chosen), rows, WHO))

    @rule(pick=number, label=words, aliases=numbers, chosen=st.sets(slot, max_size=2))
    def split(self, pick, label, aliases, chosen):
        entity = self.entity(pick)
        own = list(entity.aliases.order_by("pk"))
        given = list({own[n % len(own)].pk: own[n % len(own)] for n in aliases if own}.values())
        chosen = self.articles(chosen)
        naming = articles_naming(family([entity.pk]))
        looked = splitting.preview(entity, label, given, chosen)

        def work():
            made, _action = splitting.split(entity, label, given, chosen, WHO)
            both = articles_naming([*family([entity.pk]), made.pk])
            assert both == naming, "who was named is named still"
            assert looked.moved + looked.both == len(articles_naming([made.pk]))

        self.act("split", work, mentions_stay=False)

    @rule(place=slot, names=texts)
    def take_in(self, place, names):
        """Ingest an article, another text of it, or the same once more."""
        body = " ".join(f"{name} में कल मेला लगा।" for name in names)
        facts = {"id": str(place), "title": f"मेले का समाचार {place}", "body": body * 2}
        path = Path(self.folder.name) / f"{next(self.runs)}.jsonl"
        others = mentions_but(place)
        ingest([builders.write_lines(path, builders.json_record(**facts))])
        assert mentions_but(place) == others, "another article is left alone"
        done["ingest"] += 1

    @precondition(lambda self: self.states)
    @rule(pick=number)
    def undo(self, pick):
        rows = Action.objects.order_by("-pk")
        self.undo_one(rows[pick % min(rows.count(), 12)])

    @precondition(lambda self: self.states)
    @rule(count=st.integers(1, 4))
    def undo_the_latest(self, count):
        """Undo several, the last first, as one who finds that all of it was wrong."""
        rows = Action.objects.filter(undone_by=None).exclude(kind=Action.Kind.UNDO)
        for action in rows.order_by("-pk")[:count]:
            self.undo_one(action)

    def undo_one(self, action):
        reason = undo.can_undo(action)
        now = state()
        named = articles_naming(Entity.objects.values_list("pk", flat=True))
        self.act("undo", lambda: undo.undo(action, WHO), action.kind != Action.Kind.SPLIT)
        if reason:
            return
        done[f"undone {action.kind}"] += 1
        assert named == articles_naming(Entity.objects.values_list("pk", flat=True))
        before, after = self.states.get(action.pk, (None, None))
        if now == after:
            assert state() == before, "undone, the archive is as it was"
        else:
            assert_restored(action)
        assert undo.can_undo(action), "nothing is undone twice"

    # What holds at any time.

    @invariant()
    def no_chain_and_no_orphan(self):
        assert not Entity.objects.filter(merged_into__merged_into__isnull=False).exists()
        connection.check_constraints()

    @invariant()
    def the_index_equals_the_database(self):
        indexer.update()
        assert check.differences().all == set()

    @invariant()
    def readers_see_each_family_as_one(self):
        seen = {one.pk: set(one.entities) for one in indexer.documents_of(None)}
        expected = {pk: set() for pk in seen}
        for mention in Mention.objects.select_related("entity__merged_into"):
            canonical = mention.entity.merged_into or mention.entity
            if canonical.shown and mention.article_id in expected:
                expected[mention.article_id].add(canonical.pk)
        assert seen == expected


def mentions_but(place: int) -> set:
    rows = Mention.objects.exclude(article__external_id=str(place))
    return set(rows.values_list("article", "entity", "count", "origin"))


def state() -> dict:
    """Return all that curators decide, by value."""
    facts = ("pk", "label", "status", "shown", "kind", "merged_into", "slug")
    rows = Article.objects.order_by("pk")
    return {
        "entities": list(Entity.objects.order_by("pk").values_list(*facts)),
        "aliases": sorted(Alias.objects.values_list("entity", "folded")),
        "mentions": sorted(Mention.objects.values_list("article", "entity", "count", "origin")),
        "status": list(rows.values_list("pk", "status")),
        "topics": sorted(Article.topics.through.objects.values_list("article", "topic")),
    }


def assert_restored(action: Action) -> None:
    """What an act alone changed is as it was, though other things have changed since."""
    kind = Action.Kind(action.kind)
    if kind == Action.Kind.MERGE:
        pointers = dict(Entity.objects.values_list("pk", "merged_into"))
        former = {int(pk): target for pk, target in action.kept["pointers"].items()}
        assert {pk: pointers[pk] for pk in former} == former
    elif kind == Action.Kind.SPLIT:
        assert not Entity.objects.filter(pk=action.kept["entity"]).exists()
        aliases = Alias.objects.filter(pk__in=action.kept["aliases"])
        assert set(aliases.values_list("entity", flat=True)) <= {action.object_id}
    elif kind in (Action.Kind.FILE, Action.Kind.UNFILE):
        names = Topic.objects.filter(articles=action.object_id, pk__in=action.kept["topics"])
        assert {topic.name for topic in names} <= set(action.before["topics"])
    else:
        row = undo.row_of(action)
        assert {name: getattr(row, name) for name in action.before} == action.before
