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
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import tantivy
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
from search.query import QueryError, plain
from search.results import Results
from search.tree import Or, Word

DEPTH = 10
RESPELLED_SHARE = 0.5
NO_WORD = re.compile(r"[^\w\u0900-\u097f]+")  # signs of tantivy's query language
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
    """Search as the search page does; what it cannot read is asked again as plain words."""
    try:
        return names_of(Results().matching(question).matches)
    except QueryError:
        return names_of(Results().matching(plain(question)).matches)


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


def tantivy_default(records: list[dict]) -> Search:
    """Tantivy with its own tokenizer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for record in records:
        writer.add_document(tantivy.Document(**record))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[str]:
        words = NO_WORD.sub(" ", question)
        if not words.strip():
            return []
        query = index.parse_query(words, ["title", "body"])
        hits = searcher.search(query, DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return search


# Spellings that mean the same; a reader uses one where the article has the other.
RESPELLED = (
    (re.compile("न्(?=[तथदध])|म्(?=[पफबभ])|ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])"), "ं"),
    (re.compile("ं(?=[तथदध])"), "न्"),
    (re.compile("ं(?=[पफबभ])"), "म्"),
    (re.compile("ँ"), "ं"),
    (re.compile("\u093c"), ""),
    (re.compile("ए(?= |$)"), "ये"),
    (re.compile("यी(?= |$)"), "ई"),
)


def respelled(text: str, random: Random) -> str:
    """Return the text with about half of its words in another usual spelling."""
    words = unicodedata.normalize("NFD", text).split()
    for number, word in enumerate(words):
        pattern, instead = random.choice(RESPELLED)
        if random.random() < RESPELLED_SHARE:
            words[number] = pattern.sub(instead, word)
    return " ".join(words)


def headlines(path: Path, most: int) -> tuple[list[dict], list[tuple[str, str]]]:
    """Return articles without their headlines, and (headline, id of its article)."""
    records = list(read_distractors(path, most))
    questions = [(record["title"], record["id"]) for record in records]
    return [{**record, "title": NO_TITLE} for record in records], questions


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
        "tantivy, its own tokenizer": tantivy_default(records),
        "FTS5, unicode61": fts5(records),
        "FTS5, unicode61, marks in words": fts5(records, MARKS_IN_WORDS),
    }
    random = Random(1)
    others = [(respelled(question, random), right) for question, right in questions]
    table = []
    for name, search in rows.items():
        ndcg, mrr = measure(search, questions)
        again, _ = measure(search, others)
        table.append((name, f"{ndcg:.3f}", f"{mrr:.3f}", f"{again:.3f}"))
    print_table(("", "nDCG@10", "MRR@10", "nDCG respelled"), table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--xquad", type=Path, help="questions in SQuAD's form")
    source.add_argument("--headlines", type=Path, help="JSON Lines: find bodies by headlines")
    parser.add_argument("--distractors", type=Path, nargs="*", default=[], help="JSON Lines")
    parser.add_argument("--most", type=int, default=5000, help="records of each distractor file")
    parser.add_argument("--untitled", action="store_true", help="leave all titles out")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if options.headlines:
        records, questions = headlines(options.headlines, options.most)
    else:
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
