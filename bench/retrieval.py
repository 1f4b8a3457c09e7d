"""How well questions find the paragraph that answers them.

The questions of a file in SQuAD's form are queries, its paragraphs articles; the
one paragraph that a question was written for is the right hit. Compared in one
run: the archive, Whoosh as it comes, and SQLite's FTS5. The yardsticks get the
words of a question joined by OR and rank by BM25.
"""

import argparse
import gzip
import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.core.management import call_command
from whoosh import fields
from whoosh import query as whoosh
from whoosh.analysis import StandardAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F

from articles.hindi.tokens import fold_words
from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME, print_table
from search.engines.base import Request, engine
from search.results import Results
from search.tree import Or, Word

DEPTH = 10
NO_TITLE = "—"  # an article needs a title; this one holds no word
MARKS_IN_WORDS = "unicode61 categories 'L* N* Co M*'"

Search = Callable[[str], list[str]]  # from a question to the ids of the best hits


def read_questions(path: Path) -> tuple[list[dict], list[tuple[str, str]]]:
    """Return the paragraphs as records for ``ingest``, and (question, id of its paragraph)."""
    records, questions = [], []
    for topic in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in topic["paragraphs"]:
            name = f"paragraph-{len(records)}"
            title = topic.get("title", "").replace("_", " ") or name
            records.append({"id": name, "title": title, "body": paragraph["context"]})
            questions += [(asked["question"], name) for asked in paragraph["qas"]]
    return records, questions


def read_distractors(path: Path, most: int) -> Iterator[dict]:
    """Yield records of a JSON Lines file, gzipped or not, under ids that no paragraph has."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, most)):
            record = json.loads(line)
            name = f"{path.name}-{number}"
            yield {"id": name, "title": record["title"], "body": record["body"]}


def ingested(records: list[dict]) -> None:
    """Ingest the records into the archive, as a user would."""
    path = HOME / "records.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
    summary = ingest([path])
    print(f"Ingested {summary.counts['stored']} of {len(records)} records.")


def names_of(matches) -> list[str]:
    found = [pk for pk, _ in matches.page(0, DEPTH)]
    names = dict(Article.objects.filter(pk__in=found).values_list("pk", "external_id"))
    return [names[pk] for pk in found]


def as_asked(question: str) -> list[str]:
    """Search as the search page does."""
    return names_of(Results().matching(question).matches)


def joined_by_or(question: str) -> list[str]:
    words = dict.fromkeys(fold_words(question))
    return names_of(engine().match(Request(query=Or(tuple(Word((word,)) for word in words)))))


def plain_whoosh(records: list[dict]) -> Search:
    """Whoosh with its default analyzer."""
    text = fields.TEXT(analyzer=StandardAnalyzer())
    schema = fields.Schema(id=fields.STORED, title=text, body=text)
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for record in records:
        writer.add_document(**record)
    writer.commit()
    searcher, analyze = index.searcher(weighting=BM25F()), StandardAnalyzer()

    def search(question: str) -> list[str]:
        words = {token.text for token in analyze(question)}
        terms = [whoosh.Term(name, word) for word in words for name in ("title", "body")]
        return [hit["id"] for hit in searcher.search(whoosh.Or(terms), limit=DEPTH)]

    return search


def fts5(records: list[dict], tokenizer: str = "unicode61") -> Search:
    """FTS5; without ``categories`` its tokenizer cuts Devanagari at every vowel sign."""
    database = sqlite3.connect(":memory:")
    quoted = tokenizer.replace("'", "''")
    database.execute(
        f"CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, title, body, tokenize='{quoted}')"
    )
    database.executemany("INSERT INTO found VALUES (:id, :title, :body)", records)

    def search(question: str) -> list[str]:
        words = {word.strip('?.,।!"') for word in question.replace('"', " ").split()}
        query = " OR ".join(f'"{word}"' for word in words if word)
        rows = "SELECT id FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"
        return [name for (name,) in database.execute(rows, (query, DEPTH))]

    return search


def measure(search: Search, questions: list[tuple[str, str]]) -> tuple[float, float]:
    """Return nDCG@10 and MRR@10, both from 0 to 1; each question has one right hit."""
    gain = reciprocal = 0.0
    for question, right in questions:
        hits = search(question)
        if right in hits:
            rank = hits.index(right) + 1
            gain += 1 / math.log2(rank + 1)
            reciprocal += 1 / rank
    return gain / len(questions), reciprocal / len(questions)


def compare(records: list[dict], questions: list[tuple[str, str]]) -> None:
    ingested(records)
    rows = {
        "the archive": as_asked,
        "the archive, words joined by OR": joined_by_or,
        "Whoosh, default analyzer": plain_whoosh(records),
        "FTS5, unicode61": fts5(records),
        "FTS5, unicode61, marks in words": fts5(records, MARKS_IN_WORDS),
    }
    figures = {name: measure(search, questions) for name, search in rows.items()}
    best = figures["the archive"][0]
    print_table(
        ("", "nDCG@10", "MRR@10", "nDCG to ours"),
        (
            (name, f"{ndcg:.3f}", f"{mrr:.3f}", f"{ndcg / best:.2f}")
            for name, (ndcg, mrr) in figures.items()
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--xquad", type=Path, required=True, help="questions in SQuAD's form")
    parser.add_argument("--distractors", type=Path, nargs="*", default=[], help="JSON Lines")
    parser.add_argument("--most", type=int, default=5000, help="records of each distractor file")
    parser.add_argument("--untitled", action="store_true", help="leave all titles out")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    records, questions = read_questions(options.xquad)
    for path in options.distractors:
        records += read_distractors(path, options.most)
    if options.untitled:
        records = [{**record, "title": NO_TITLE} for record in records]
    print(f"{len(questions)} questions, {len(records)} documents.")
    compare(records, questions)
    print("\nThese figures depend on the data alone, not on the machine.")


if __name__ == "__main__":
    main()
