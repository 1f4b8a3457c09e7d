"""Find the lines that a source repeats in many of its articles.

Lines of new articles are counted by source. The counts fade: once a source's
articles are ``WINDOW``, all its counts are halved, and lines seen hardly ever
are forgotten, so that the table stays small however large the archive, and a
line that a site stops using is no evidence any more.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from articles.hindi.fold import fold
from articles.hindi.tokens import fold_words
from articles.ingestion.agencies import agency_named
from articles.ingestion.dateline import dateline
from articles.ingestion.records import ArticleRecord
from articles.models import BoilerplateRule, SeenLine, Source
from articles.models.boilerplate import LONGEST_FOLDED, LONGEST_TEXT, folded

Status = BoilerplateRule.Status
WINDOW = 100  # articles of one source
FORGOTTEN = 2  # a line counted less often after halving is dropped
MANY = 20  # articles of a source at once, of which a line of one of them need not be counted
# A line is suggested as a rule, and acts before a curator confirms it, from these on:
# articles that hold it, and their share of the source's latest.
SUGGESTED = (5, 0.2)
TRIED = (10, 0.5)
EVERYWHERE = 0.9  # share from which a line is the site's even if all articles have one author
SHORTEST_TRIED = 5  # words; a shorter line may be a name or a heading, so a curator decides
SIGNATURE = tuple("—–-")  # before the name of an author below a text
AUTHORS = frozenset(fold_words("लेखक लेखिका स्तंभकार संवाददाता रिपोर्टर पत्रकार author"))
REST = "आज यहाँ काम पूरा हुआ।"  # makes an article's beginning of a line, to look for a dateline


def learn(records: list[ArticleRecord]) -> bool:
    """Count the lines of new articles, and make rules of those that repeat.

    Returns whether a rule came to act by it.
    """
    by_source = defaultdict(list)
    for record in records:
        by_source[fold(record.source)].append(record)
    sources = Source.objects.filter(folded__in=by_source)
    acting = [count(source, by_source[source.folded]) for source in sources]
    return any(acting)


def count(source: Source, records: list[ArticleRecord]) -> bool:
    """Add the lines of a source's new articles to its counts; tell whether a rule came to act."""
    source.counted += len(records)
    rows = added(source, lines_of(records))
    frequent = [row for row in rows if is_frequent(row.seen, source, SUGGESTED)]
    acting = [suggest(source, row) for row in frequent if not is_of_one_author(row, source)]
    if source.counted >= WINDOW:
        fade(source)
    source.save(update_fields=["counted"])
    return any(acting)


def lines_of(records: list[ArticleRecord]) -> dict[str, list[ArticleRecord]]:
    """Return the lines worth counting, each with the articles that hold it."""
    found = defaultdict(list)
    for record in records:
        for line in {line for line in record.body.split("\n") if 0 < len(line) <= LONGEST_TEXT}:
            found[line].append(record)
    fewest = 2 if len(records) >= MANY else 1
    return {
        line: holding
        for line, holding in found.items()
        if len(holding) >= fewest and not any(is_own(line, record) for record in holding)
    }


def is_own(line: str, record: ArticleRecord) -> bool:
    """Return whether a line is about its article: who wrote it, for which agency, and where."""
    if line.startswith(SIGNATURE) or any(name in line for name in names(record.byline)):
        return True
    bare = line.strip(" ()[]।:–—-")
    if bare == record.place or agency_named(bare):
        return True
    words = fold_words(line)
    return not words or not AUTHORS.isdisjoint(words) or any(dateline(f"{line} {REST}"))


def names(byline: str) -> Iterable[str]:
    return filter(None, byline.split(", "))


def added(source: Source, lines: dict[str, list[ArticleRecord]]) -> list[SeenLine]:
    """Return the rows of these lines, with the new articles counted."""
    known = list(SeenLine.objects.filter(source=source, text__in=lines))
    fresh = [
        SeenLine(source=source, text=text, byline=lines[text][0].byline)
        for text in lines.keys() - {row.text for row in known}
    ]
    for row in known + fresh:
        row.seen += len(lines[row.text])
        row.varied |= any(record.byline != row.byline for record in lines[row.text])
    SeenLine.objects.bulk_update(known, ["seen", "varied"], batch_size=500)
    SeenLine.objects.bulk_create(fresh, ignore_conflicts=True)  # another run may count too
    return known + fresh


def is_frequent(seen: int, source: Source, least: tuple[int, float]) -> bool:
    fewest, share = least
    return seen >= fewest and seen >= share * source.counted


def is_of_one_author(row: SeenLine, source: Source) -> bool:
    """Return whether a line stands in the articles of one author only, who has not written all."""
    return bool(row.byline) and not row.varied and row.seen < EVERYWHERE * source.counted


def suggest(source: Source, row: SeenLine) -> bool:
    """Make a rule of a line, or note how often it is seen; tell whether the rule came to act.

    What a curator has decided stays decided.
    """
    words = folded(row.text)
    if len(words) > LONGEST_FOLDED:
        return False
    made = {"text": row.text, "status": Status.SUGGESTED, "origin": BoilerplateRule.Origin.LEARNED}
    rule, _ = BoilerplateRule.objects.get_or_create(source=source, folded=words, defaults=made)
    sure = is_frequent(row.seen, source, TRIED) and len(words.split()) >= SHORTEST_TRIED
    acts = sure and rule.status == Status.SUGGESTED
    if acts:
        rule.status = Status.TRIED
    rule.seen, rule.among = row.seen, source.counted
    rule.save()
    return acts


def fade(source: Source) -> None:
    """Halve the counts of a source until they are of fewer than ``WINDOW`` articles."""
    parts = 1
    while source.counted >= WINDOW:
        source.counted //= 2
        parts *= 2
    rows = SeenLine.objects.filter(source=source)
    rows.update(seen=F("seen") / parts)
    rows.filter(seen__lt=FORGOTTEN).delete()
