"""The one stage that writes: clean records into the database, a batch at a time."""

import errno
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import filing, outbox
from articles.bulk import insert
from articles.canonical import given_away
from articles.hindi.fold import fold
from articles.ingestion import clusters, suggestions
from articles.ingestion.identify import Known, Verdict, decide, identities, record_hash
from articles.ingestion.records import ArticleRecord, Problem
from articles.models import Article, Entity, Mention, Revision, Source, Topic

KNOWN_FIELDS = ("pk", "source_id", "identity", "record_hash", "content_hash", "body", "run_id")
TEXT_FIELDS = "title lead body byline agency place url external_id section content_hash".split()
WRITTEN_FIELDS = (
    "title lead body original cut from_page byline agency place url external_id published_at "
    "published_on published_from precision updated_by_source section content_hash record_hash "
    "run updated_at"
).split()


@dataclass
class Stored:
    """What became of a batch: the counts, the problems, and the records that were new."""

    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    fresh: list[ArticleRecord] = field(default_factory=list)


class Store:
    """Writes the records of one run. ``dry_run`` decides all and leaves the database as it was."""

    def __init__(self, run, dry_run=False):
        self.run = run
        self.dry_run = dry_run
        self.seen: dict[str, str] = {}  # identity → record hash, of this run

    def write(self, records: list[ArticleRecord]) -> Stored:
        """Store the records in order, each batch in one transaction."""
        result = Stored()
        for batch in split_at_repeats(records):
            self._write_batch(batch, result)
        return result

    def _write_batch(self, records, result):
        """Where the database refuses one record, the others are stored all the same."""
        seen = dict(self.seen)
        try:
            with transaction.atomic():
                batch = Batch(self, records)
                result.counts += batch.write()
                transaction.set_rollback(self.dry_run)
            result.fresh += [record for record, _ in batch.fresh]
        except (DatabaseError, ValueError) as error:
            if is_full(error):
                raise  # it is no fault of the records, and the next ones would fail too
            self.seen = seen
            if len(records) == 1:
                result.counts["failed"] += 1
                result.problems.append(refused(records[0], error))
                return
            for record in records:
                self._write_batch([record], result)


def split_at_repeats(records):
    """Yield lists of records of which no two may be versions of one article."""
    batch, taken = [], set()
    for record in records:
        identity = identities(record)[-1]
        if identity in taken:
            yield batch
            batch, taken = [], set()
        batch.append(record)
        taken.add(identity)
    if batch:
        yield batch


def refused(record, error):
    return Problem(
        record.origin,
        "refused",
        f"the database refused this article: {error}. Mend the record and ingest it again.",
        excerpt=record.title[:200],
    )


class Batch:
    """A few hundred records on their way into the database, in one transaction."""

    def __init__(self, store, records):
        self.store = store
        self.records = records
        self.sources = named(Source, {record.source for record in records})
        self.topics = named(Topic, {topic for record in records for topic in record.topics})
        self.known = self._known()
        self.copies = self._copies()
        self.fresh: list[tuple[ArticleRecord, Article]] = []
        self.changed: list[tuple[ArticleRecord, Known]] = []
        self.rewritten: set[int] = set()

    def write(self) -> Counter:
        counts = Counter(self._sort(record).value for record in self.records)
        articles = self._create() + self._update()
        link_topics(articles, self.topics)
        link_entities(articles)
        self._find_copies(articles)
        outbox.add(article.pk for _, article in articles)
        return counts

    def _known(self):
        keys = {key for record in self.records for key in identities(record)}
        rows = Article.objects.filter(identity__in=keys).values_list(*KNOWN_FIELDS)
        rows = {row[0]: row for row in rows}
        earlier = defaultdict(set)
        past = Revision.objects.filter(article__in=rows).values_list("article", "record_hash")
        for pk, fingerprint in past:
            earlier[pk].add(fingerprint)
        known = (Known(*row, frozenset(earlier[pk])) for pk, row in rows.items())
        return {one.identity: one for one in known}

    def _copies(self):
        hashes = {record.content_hash for record in self.records if not record.external_id}
        ids = {source.pk for source in self.sources.values()}
        rows = Article.objects.filter(content_hash__in=hashes, source__in=ids)
        known = (Known(*row) for row in rows.values_list(*KNOWN_FIELDS))
        return {(one.source, one.content_hash): one for one in known}

    def _sort(self, record) -> Verdict:
        """Put the record where it will be written from."""
        source = self.sources[fold(record.source)]
        copy = self.copies.get((source.pk, record.content_hash))
        verdict, identity, match = decide(record, self.known, copy)
        fingerprint = record_hash(record)
        if self.store.seen.get(identity) == fingerprint:
            return Verdict.DUPLICATE
        if verdict is Verdict.UNCHANGED and self.store.run.pk and match.run == self.store.run.pk:
            return Verdict.DUPLICATE  # stored before the run was stopped
        if verdict is Verdict.NEW and identity in self.store.seen:
            return Verdict.CHANGED  # in a dry run, where the first version was not kept
        self.store.seen.setdefault(identity, fingerprint)
        if verdict is Verdict.NEW:
            article = Article(source=source, identity=identity)
            fill(article, record, fingerprint, self.store.run)
            self.fresh.append((record, article))
            self.copies[article.source_id, record.content_hash] = Known(
                None, source.pk, identity, fingerprint, record.content_hash, record.body
            )
        elif verdict is Verdict.CHANGED:
            self.changed.append((record, match))
        return verdict

    def _create(self):
        Article.objects.bulk_create(article for _, article in self.fresh)
        return self.fresh

    def _update(self):
        stored = Article.objects.in_bulk([match.pk for _, match in self.changed])
        pairs = [(record, stored[match.pk]) for record, match in self.changed]
        Revision.objects.bulk_create(
            revision_of(article)
            for record, article in pairs
            if (record.title, record.body) != (article.title, article.body)
        )
        self.rewritten = {article.pk for record, article in pairs if record.body != article.body}
        for record, article in pairs:
            fill(article, record, record_hash(record), self.store.run)
        Article.objects.bulk_update([article for _, article in pairs], WRITTEN_FIELDS)
        return pairs

    def _find_copies(self, articles):
        """Only articles with a text that was not there before can have other copies."""
        fresh = {article.pk for _, article in self.fresh} | self.rewritten
        prints = [
            (article, record.fingerprint) for record, article in articles if article.pk in fresh
        ]
        clusters.place(prints, self.rewritten)


def revision_of(article):
    return Revision(
        article=article,
        title=article.title,
        body=article.body,
        original=article.original,
        content_hash=article.content_hash,
        record_hash=article.record_hash,
    )


def fill(article, record, fingerprint, run):
    """Write the record's facts onto the article; what the input does not tell is left as it was."""
    for name in TEXT_FIELDS:
        setattr(article, name, getattr(record, name) or getattr(article, name))
    article.original = record.original
    article.cut = [one._asdict() for one in record.cut]
    article.from_page = record.page
    article.record_hash = fingerprint
    article.run = run if run and run.pk else None
    article.updated_at = timezone.now()
    if record.published:
        article.set_published(*record.published)
        article.published_from = record.published_from
    article.updated_by_source = record.updated or article.updated_by_source


def named(model, names):
    """Return the rows of ``model`` for these names, by folded name; missing ones are made."""
    wanted = {fold(name): name for name in sorted(names)}
    found = {row.folded: row for row in model.objects.filter(folded__in=wanted)}
    for folded in wanted.keys() - found.keys():
        found[folded] = model.objects.create(name=wanted[folded])
    return found


def link_topics(articles, topics):
    filing.given(
        (article.pk, topics[fold(name)].pk)
        for record, article in articles
        for name in record.topics
    )


def link_entities(articles):
    """Write the mentions; what a curator linked stays."""
    ids = [article.pk for _, article in articles]
    Mention.objects.filter(article__in=ids).exclude(origin=Mention.Origin.CURATOR).delete()
    mentions, elsewhere = [], given_away(ids)
    for record, article in articles:
        given = given_entities(record.entities)
        for entity in record.mentions.keys() - elsewhere[article.pk] | given:
            origin = Mention.Origin.INPUT if entity in given else Mention.Origin.TEXT
            mentions.append((article.pk, entity, record.mentions.get(entity, 1), origin))
    insert(Mention, ("article", "entity", "count", "origin"), mentions, unless_there=True)
    suggestions.weigh(suggestions.link(articles) | {entity for _, entity, *_ in mentions})


def given_entities(names):
    """Return the ids of entities that the input itself names; unknown ones become suggestions."""
    ids = set()
    for name, kind in names:
        # The mention is that of the entity so named, which may have been merged since.
        entity = find_entity(name) or Entity.objects.create(
            label=name,
            kind=kind if kind in Entity.Kind.values else Entity.Kind.OTHER,
            status=Entity.Status.SUGGESTED,
        )
        canonical = entity.merged_into or entity
        if canonical.status != Entity.Status.REJECTED:
            ids.add(entity.pk)
            if not canonical.shown:
                suggestions.show([canonical.pk])  # a source that names it is proof enough
    return ids


def find_entity(name):
    """Return the entity with this label, alias or address, in any spelling, or None."""
    known = Entity.objects.select_related("merged_into").order_by("id")
    return (
        known.filter(folded=fold(name)).first()
        or known.filter(aliases__folded=fold(name)).first()
        or known.filter(slug=slugify(name) or name).first()
    )


def is_full(error: Exception) -> bool:
    """Return whether the disk is full, as the system, SQLite or PostgreSQL says it."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "disk is full" in str(error) or "No space left on device" in str(error)
