"""Writes many documents at once: each process its own segments, this one none of them."""

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
from search.engines.embedded.codec import path_of
from search.engines.embedded.joining import joined
from search.engines.embedded.writing import Written, write_segment

SEGMENT_SIZE = 50_000  # documents inverted at a time
JOINED = 20  # of those segments become one, which bounds the memory of bringing them together
TEXT_AT_ONCE = 240_000_000  # characters in all processes, which bounds the memory of a rebuild
TEXT_AT_ONCE_BESIDE = 60_000_000  # while other work goes on, such as an ingest
SMALLEST = 10_000  # documents for which one more process is worth while beside other work
CHUNK = 250  # documents handed over at a time
FEW = 2000  # documents that are not worth starting processes for


def cores() -> int:
    """Return how many processes are worth while; one where pipes cannot be handed on."""
    if os.name != "posix":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def segments(folder: str, documents: Iterable[Document]) -> list[Written]:
    """Write all documents as segments into a folder; raises ``ChildProcessError``.

    Nothing names the segments yet, so what fails leaves only files behind.
    """
    return shared_out(folder, documents, cores(), TEXT_AT_ONCE)


def segments_beside(folder: str, documents: Iterable[Document], count: int) -> list[Written]:
    """Write about ``count`` documents as ``segments`` does, in little memory.

    Each segment has enough documents to be left as it is by ``merging``, where there are many.
    """
    processes = max(1, min(cores(), count // SMALLEST))
    return shared_out(folder, documents, processes, TEXT_AT_ONCE_BESIDE)


def shared_out(
    folder: str, documents: Iterable[Document], processes: int, text: int
) -> list[Written]:
    documents = iter(documents)
    first = list(islice(documents, FEW))
    documents, text = chain(first, documents), text // processes
    if len(first) < FEW or cores() == 1:
        return few(folder, list(written(folder, documents, text)))
    return by_processes(folder, documents, processes, text)


def written(folder: str, documents: Iterator[Document], text: int) -> Iterator[Written]:
    """Write the documents in segments with so many characters at most, and so many documents.

    A word is told of with the first of them alone.
    """
    known: set[str] = set()
    for first in documents:
        one = write_segment(folder, portion(chain([first], documents), text))
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
        path_of(folder, one).unlink()
    return Written(whole, {word: form for one in group for word, form in one.words.items()})


def portion(documents: Iterator[Document], left: int) -> Iterator[Document]:
    """Yield as many documents as one segment takes."""
    for document in islice(documents, SEGMENT_SIZE):
        yield document
        left -= len(document.body)
        if left < 0:
            return


def by_processes(
    folder: str, documents: Iterator[Document], count: int, text: int
) -> list[Written]:
    """Hand the documents to so many processes, each time to one that asks for more."""
    processes: list[subprocess.Popen] = []
    try:
        ends = [start(folder, text, processes) for _ in range(count)]
        while chunk := list(islice(documents, CHUNK)):
            asking = wait(ends)[0]
            heard(asking)
            asking.send(chunk)
        for end in ends:
            heard(end)
            end.send(None)
        return [one for end in ends for one in heard(end)]
    except (EOFError, BrokenPipeError, ConnectionError) as error:
        raise ChildProcessError("A process that wrote the index was killed; try again.") from error
    finally:
        for process in processes:
            process.kill()
            process.wait()


def start(folder: str, text: int, processes: list[subprocess.Popen]) -> Connection:
    """Start a process and return the way to it.

    It shares nothing with this one: no connection to the database, no lock, and not the
    script that this process runs.
    """
    mine, theirs = Pipe()
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    command = [get_executable(), "-c", f"from {__name__} import work; work()", folder, str(text)]
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
    folder, text, handle = sys.argv[1:]
    end = Connection(int(handle))
    try:
        said = few(folder, list(written(folder, received(end), int(text))))
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
