"""Writes many documents at once: each core its own segments, this process none of them."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from multiprocessing.spawn import get_executable
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.engines.base import Document
from search.engines.embedded.codec import EXTENSION
from search.engines.embedded.joining import joined
from search.engines.embedded.writing import Written, write_segment

SEGMENT_SIZE = 50_000  # documents inverted at a time
JOINED = 20  # of those segments become one, which bounds the memory of bringing them together
TEXT_AT_ONCE = 240_000_000  # characters in all processes, which bounds the memory of a rebuild
CHUNK = 250  # documents handed over at a time
FEW = 2000  # documents that are not worth starting processes for


def cores() -> int:
    """Return how many processes are worth while; one where pipes cannot be handed on."""
    if os.name != "posix":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def segments(folder: str, documents: Iterable[Document]) -> list[Written]:
    """Write all documents as segments into a folder; raises ``ChildProcessError``.

    Nothing names the segments yet, so a rebuild that fails leaves only files behind.
    """
    documents = iter(documents)
    first = list(islice(documents, FEW))
    if len(first) < FEW or cores() == 1:
        return few(folder, list(written(folder, chain(first, documents))))
    return by_processes(folder, chain(first, documents))


def written(folder: str, documents: Iterator[Document]) -> Iterator[Written]:
    """Write the documents in segments of bounded size; a word is told of with the first alone."""
    known: set[str] = set()
    for first in documents:
        one = write_segment(folder, portion(chain([first], documents)))
        one.words = {word: form for word, form in one.words.items() if word not in known}
        known.update(one.words)
        yield one


def few(folder: str, made: list[Written]) -> list[Written]:
    """Join segments, so that a search need not look into many."""
    groups = [made[at : at + JOINED] for at in range(0, len(made), JOINED)]
    return [one_of(folder, group) if len(group) > 1 else group[0] for group in groups]


def one_of(folder: str, group: list[Written]) -> Written:
    segments = [one.segment for one in group]
    whole = joined(Path(folder), FileStorage(folder), segments)
    for one in segments:
        (Path(folder) / one.make_filename(EXTENSION)).unlink()
    return Written(whole, {word: form for one in group for word, form in one.words.items()})


def portion(documents: Iterator[Document]) -> Iterator[Document]:
    """Yield as many documents as one segment takes."""
    left = TEXT_AT_ONCE // cores()
    for document in islice(documents, SEGMENT_SIZE):
        yield document
        left -= len(document.body)
        if left < 0:
            return


def by_processes(folder: str, documents: Iterator[Document]) -> list[Written]:
    """Hand the documents to one process a core, each time to one that asks for more."""
    processes: list[subprocess.Popen] = []
    try:
        ends = [start(folder, processes) for _ in range(cores())]
        while chunk := list(islice(documents, CHUNK)):
            asking = wait(ends)[0]
            heard(asking)
            asking.send(chunk)
        for end in ends:
            heard(end)
            end.send(None)
        return [one for end in ends for one in heard(end)]
    except (EOFError, BrokenPipeError, ConnectionError) as error:
        raise ChildProcessError("A process of the rebuild was killed; rebuild again.") from error
    finally:
        for process in processes:
            process.kill()
            process.wait()


def start(folder: str, processes: list[subprocess.Popen]) -> Connection:
    """Start a process and return the way to it.

    It shares nothing with this one: no connection to the database, no lock, and not the
    script that this process runs.
    """
    mine, theirs = Pipe()
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    command = [get_executable(), "-c", f"from {__name__} import work; work()", folder]
    processes.append(
        subprocess.Popen(
            [*command, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=os.environ | {"PYTHONPATH": paths},
        )
    )
    theirs.close()
    return mine


def heard(end: Connection):
    """Return what a process says; raises the error that it met."""
    said = end.recv()
    if isinstance(said, Exception):
        raise said
    return said


def work() -> None:
    """Ask for chunks until there are no more, and send back the segments written."""
    folder, handle = sys.argv[1:]
    end = Connection(int(handle))
    try:
        said = few(folder, list(written(folder, received(end))))
    except EOFError:  # nobody is there any longer
        return
    except Exception as error:
        said = error
    end.send(said)


def received(end: Connection) -> Iterator[Document]:
    end.send("more")
    while (chunk := end.recv()) is not None:
        yield from chunk
        end.send("more")
