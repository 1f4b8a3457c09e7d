"""References for BibTeX and for whatever reads RIS, one after another."""

from collections.abc import Callable, Iterable, Iterator

from articles import citations
from articles.export.records import Needs, Record

NEEDS = Needs()


def bibtex(chunks: Iterable[list[Record]], archive: str) -> Iterator[str]:
    return written(chunks, archive, citations.bibtex)


def ris(chunks: Iterable[list[Record]], archive: str) -> Iterator[str]:
    return written(chunks, archive, citations.ris)


def written(chunks: Iterable[list[Record]], archive: str, cite: Callable) -> Iterator[str]:
    for records in chunks:
        articles = (record.article for record in records)
        yield "".join(
            f"{cite(article, archive + article.get_absolute_url())}\n\n" for article in articles
        )
