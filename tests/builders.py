"""Makers of articles and what belongs to them: name what a test is about, the rest is given."""

import itertools
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from articles.hindi.dates import parse_moment
from articles.ingestion.boilerplate import cut
from articles.ingestion.clean import clean
from articles.ingestion.readers.files import open_file
from articles.ingestion.readers.members import Member
from articles.ingestion.records import ArticleRecord, Origin, RawArticle
from articles.ingestion.rulebook import shipped
from articles.ingestion.rules import NO_RULES, Rules
from articles.models import Alias, Article, Entity, Mention, Source, Topic
from search import indexer
from search.engines.base import Document

IST = ZoneInfo("Asia/Kolkata")
numbers = itertools.count(1)

TITLE = "तालाब की सफ़ाई पूरी"
BODY = "मोहल्ले के लोगों ने पुराना तालाब साफ़ किया।"


def source(name: str = "नमूना समाचार") -> Source:
    return Source.objects.filter(name=name).first() or Source.objects.create(name=name)


def topic(name: str = "पर्यावरण") -> Topic:
    return Topic.objects.filter(name=name).first() or Topic.objects.create(name=name)


def entity(label: str = "सोनताल", kind: str = "place", aliases=(), **facts) -> Entity:
    made = Entity.objects.create(label=label, kind=kind, **facts)
    for text in aliases:
        Alias.objects.create(entity=made, text=text)
    return made


def article(
    title: str = TITLE,
    body: str = BODY,
    published: str | None = "2020-10-07",
    source_name: str = "नमूना समाचार",
    topics=(),
    entities=(),
    **facts,
) -> Article:
    """Return a stored article; ``published`` is a date, or a date and time, as papers write."""
    number = next(numbers)
    made = Article(
        source=source(source_name),
        identity=f"built:{number}",
        title=title,
        body=body,
        original=body,
        content_hash=str(number),
        record_hash=str(number),
        **facts,
    )
    made.set_published(*(parse_moment(published) if published else (None, "")))
    made.save()
    made.topics.set(topic(name) for name in topics)
    Mention.objects.bulk_create(Mention(article=made, entity=one) for one in entities)
    return made


def indexed(*articles: Article):
    """Bring the index level with the database; returns the articles for the test to hold."""
    indexer.update()
    return articles


def raw(**facts) -> RawArticle:
    given = {"title": TITLE, "body": BODY, "original": BODY, "source": "नमूना समाचार"}
    return RawArticle(origin=Origin("नमूना.jsonl", 1), **(given | facts))


def without_boilerplate(article: RawArticle) -> RawArticle:
    """Return a page as read, its body cut by the shipped rules."""
    body, _ = cut(article.body, shipped().marks(article.source, article.page))
    return replace(article, body=body)


def record(rules: Rules = NO_RULES, **facts) -> ArticleRecord:
    """Return a clean record, as the stages before storing would make it of these facts."""
    made, problems = clean(raw(**facts), rules=rules)
    assert made, problems
    return made


def json_record(**facts) -> dict:
    """Return a record as it stands in a file of JSON lines; None leaves a field out."""
    given = {"title": TITLE, "body": BODY, "source": "नमूना समाचार", "date": "2020-10-07"}
    return {name: value for name, value in (given | facts).items() if value is not None}


def file_member(path: Path) -> Member:
    return Member(str(path), path.name, open_file(path))


def write_lines(path: Path, *records: dict | str) -> str:
    """Write one record a line, a string as it is, and return the path as a command takes it."""
    lines = (
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def days_ago(count: int) -> str:
    return (datetime.now(IST) - timedelta(days=count)).date().isoformat()


def document(pk: int, body: str, year: int = 2020, **facts) -> Document:
    """Return a document for the index, of the first minute of a year, with no database behind."""
    minute = int((datetime(year, 1, 1) - datetime(1970, 1, 1)).total_seconds() // 60)
    given = {"title": "", "source": 1, "agency": "", "entities": (), "topics": ()}
    return Document(pk=pk, body=body, minute=minute, **(given | facts))
