"""JSON Lines that ``ingest`` reads: another archive gets the same articles from them."""

import json
from collections.abc import Iterable, Iterator

from articles.export.records import Needs, Record, date_of, moment_of

NEEDS = Needs(body=True, names=True)


def write(chunks: Iterable[list[Record]], archive: str) -> Iterator[str]:
    for records in chunks:
        yield "".join(f"{line(record, archive)}\n" for record in records)


def line(record: Record, archive: str) -> str:
    known = {name: value for name, value in fields(record, archive).items() if value}
    return json.dumps(known, ensure_ascii=False)


def fields(record: Record, archive: str) -> dict:
    """Return the article under the names of ``ingestion.readers.fields``, and its address here."""
    article = record.article
    return {
        "title": article.title,
        "body": article.body,
        "source": article.source.name,
        "date": date_of(article),
        "updated_at": moment_of(article.updated_by_source),
        "section": article.section,
        "url": article.url,
        "author": article.byline,
        "agency": article.agency,
        "topics": record.topics,
        "entities": [{"name": name, "kind": kind} for name, kind in record.entities],
        "id": article.external_id,
        "summary": article.lead,
        "archive_url": archive + article.get_absolute_url(),
    }
