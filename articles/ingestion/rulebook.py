"""The rules of boilerplate: from their table into the database, and from there to the cutter."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from articles.hindi import data
from articles.ingestion import repetition
from articles.ingestion.records import ArticleRecord
from articles.ingestion.rules import Kind, Rule, Rules, index
from articles.locks import in_turn
from articles.models import BoilerplateRule
from articles.models.boilerplate import folded

SHIPPED = Path(data.__file__).parent / "boilerplate.tsv"
FIELDS = ("source__folded", "text", "kind", "begins", "status")


class Row(NamedTuple):
    """A line of the table: what the rule means, and the line that it names."""

    kind: str
    begins: bool
    text: str


def read_table(path: Path = SHIPPED) -> Iterator[Row]:
    """Yield the rows of a table of rules: kind, how (whole or begins), line."""
    with path.open(encoding="utf-8", newline="") as lines:
        for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if cells and not cells[0].startswith("#"):
                kind, how, text = cells
                yield Row(kind, how == "begins", text)


def shipped() -> Rules:
    """Return the rules of the table, without a database."""
    return Rules(index(Rule.of(row.text, row.kind, row.begins) for row in read_table()))


def install() -> int:
    """Add the shipped rules that the database has not; return how many.

    A rule is known by its folded line; what a curator changed of it stays.
    """
    known = set(BoilerplateRule.objects.filter(source=None).values_list("folded", flat=True))
    fresh = {folded(row.text): row for row in read_table()}
    made = BoilerplateRule.objects.bulk_create(
        BoilerplateRule(
            kind=row.kind,
            begins=row.begins,
            text=row.text,
            folded=words,
            origin=BoilerplateRule.Origin.SHIPPED,
        )
        for words, row in fresh.items()
        if words not in known
    )
    return len(made)


def current() -> Rules:
    """Return the rules that act now, and the lines that are to be kept whatever others say."""
    by_source = defaultdict(list)
    rows = BoilerplateRule.objects.exclude(status=BoilerplateRule.Status.SUGGESTED)
    for source, text, kind, begins, status in rows.values_list(*FIELDS):
        if status == BoilerplateRule.Status.REJECTED:
            kind = Kind.KEPT
        learned = status == BoilerplateRule.Status.TRIED
        by_source[source or ""].append(Rule.of(text, kind, begins, learned))
    common = index(by_source.pop("", []))
    return Rules(common, {source: index(rules) for source, rules in by_source.items()})


class Rulebook:
    """The rules of one run: ``rules`` are those that act now, with what the run has learned.

    Shipped rules are stored by the first run; a dry run stores nothing and learns nothing.
    """

    def __init__(self, dry_run: bool = False):
        self.dry_run = dry_run
        with in_turn():
            install()
            self.rules = current()
            transaction.set_rollback(dry_run)

    def learn(self, records: list[ArticleRecord]) -> None:
        """Count the lines of articles that were stored just now; those that repeat become rules."""
        if not self.dry_run and repetition.learn(records):
            self.rules = current()
