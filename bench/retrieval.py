"""How well questions find the paragraph that answers them.

The questions of a file in SQuAD's form are queries, its paragraphs articles; the
one paragraph that a question was written for is the right hit. Compared in one
run: the archive, Whoosh as it comes, tantivy, SQLite's FTS5 and PostgreSQL. The
yardsticks get the words of a question joined by OR.
"""

import argparse
import gzip
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from random import Random

from django.core.management import call_command

from articles.hindi.tokens import fold_words
from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME, print_table
from bench.rankers import (
    DEPTH,
    MARKS_IN_WORDS,
    Search,
    fts5,
    plain_whoosh,
    postgres_rankings,
    tantivy_default,
)
from search.engines.base import Request, engine
from search.query import QueryError, plain
from search.results import Results
from search.tree import Or, Word
from tests.postgres import NoServer

RESPELLED_SHARE = 0.5
SAMPLE = 20  # questions by which the best of several rankings is chosen
NO_TITLE = "—"  # an article needs a title; this one holds no word


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
    with ExitStack() as stack:
        try:
            rows |= best_of(stack.enter_context(postgres_rankings(records)), questions)
        except NoServer as error:
            print(f"PostgreSQL is left out: {error}")
        table = [row(name, search, questions, others) for name, search in rows.items()]
    print_table(("", "nDCG@10", "MRR@10", "nDCG respelled"), table)


def best_of(searches: dict[str, Search], questions: list[tuple[str, str]]) -> dict[str, Search]:
    """Return the one that some of these very questions suit best, which favours the yardstick."""
    some = questions[:: max(1, len(questions) // SAMPLE)]
    best = max(searches, key=lambda name: measure(searches[name], some))
    return {best: searches[best]}


def row(name: str, search: Search, questions, others) -> tuple[str, ...]:
    (ndcg, mrr), (again, _) = measure(search, questions), measure(search, others)
    return name, f"{ndcg:.3f}", f"{mrr:.3f}", f"{again:.3f}"


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
