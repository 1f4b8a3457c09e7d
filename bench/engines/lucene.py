"""Lucene: a program in Java, compiled by Maven in the benchmark's folder, takes the tasks.

It reads the documents and queries as lines with tabs between their parts. Its queries
are asked ten times before they count, since Java compiles what runs often.
"""

import os
import pickle
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench import HOME
from bench.engines import workload
from bench.engines.base import Query, day_of, month_of
from bench.engines.worker import DOCUMENTS, QUERIES, WORST

PROJECT = Path(__file__).parent.parent / "lucene" / "pom.xml"
OUT, CLASSES = HOME / "lucene-program", HOME / "lucene-classes.txt"
FILES = {name: HOME / f"lucene-{name}.txt" for name in ("documents", "queries", "worst")}
READ = {"build": "documents", "update": "documents", "answer": "queries", "worst": "worst"}
HEAP = "-Xmx1g"


class NoJava(Exception):
    """The program cannot be made: Java, Maven or Lucene itself is not to be had."""


def prepare() -> None:
    """Compile the program and write what it reads; raises ``NoJava``."""
    compile_program()
    write(FILES["documents"], map(document_line, workload.read(DOCUMENTS)))
    for name, path in (("queries", QUERIES), ("worst", WORST)):
        write(FILES[name], map(query_line, pickle.loads(path.read_bytes())))


def compile_program() -> None:
    if not shutil.which("mvn") or not shutil.which("java"):
        raise NoJava("Java and Maven are not installed.")
    goals = ["compile", "dependency:build-classpath"]
    places = [f"-Dout={OUT}", f"-Dmdep.outputFile={CLASSES}"]
    command = ["mvn", "-q", "-B", "-f", str(PROJECT), *goals, *places]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NoJava(done.stdout.strip().splitlines()[0])


def write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def document_line(document) -> str:
    facts = document.pk, document.source, month_of(document), day_of(document).toordinal()
    entities = " ".join(map(str, document.entities))
    text = " ".join(f"{document.title} {document.body}".split())
    return "\t".join((*map(str, facts), entities, text))


def query_line(query: Query) -> str:
    days = [day.toordinal() for day in query.days or ()] or ["", ""]
    parts = query.kind, " ".join(query.words), query.source or "", query.entity or "", *days
    return "\t".join(map(str, parts))


def command(task: str, place: str) -> list[str]:
    classes = f"{OUT / 'classes'}{os.pathsep}{CLASSES.read_text().strip()}"
    return ["java", HEAP, "-cp", classes, "Bench", task, place, str(FILES[READ[task]])]
