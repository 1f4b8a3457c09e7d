"""Files: which there are under a path, what they hold, and their text."""

import codecs
import io
import os
from collections.abc import Iterator
from pathlib import Path

from articles.ingestion.readers.streams import UTF16, Stream
from articles.ingestion.records import Unreadable

HEAD = 8192  # bytes by which a file is recognised
MAX_FILE = 20 * 1024 * 1024  # bytes of a page, or of a line in a file of many articles
# What lies beside a saved page and is no article.
PASSED_OVER = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".css",
        ".scss",
        ".map",
        ".js",
        ".mjs",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".mp3",
        ".mp4",
        ".webm",
        ".ogg",
        ".m4a",
        ".mov",
    ]
)
SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"BZh": "a bzip2 file; unpack it first",
    b"\xfd7zXZ": "an xz file; unpack it first",
    b"\x28\xb5\x2f\xfd": "a zstd file; unpack it first",
    b"%PDF-": "a PDF document; convert it to text first",
    b"\xd0\xcf\x11\xe0": "an old office document; convert it to text first",
    b"SQLite format 3": "an SQLite database",
}


def path_text(path: Path) -> str:
    """Return the path as it can be stored, even where it is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace").replace("\x00", "")


def walk(path: Path) -> Iterator[Path]:
    """Yield the files to read under ``path``, sorted; a file named directly is always one.

    Hidden files and what belongs to a saved page's looks are passed over. Links
    to folders are followed, but no folder is entered twice. A folder that cannot
    be opened is yielded itself.
    """
    if not os.path.isdir(path):
        yield path
        return
    entered, closed = {os.path.realpath(path)}, []
    for folder, folders, names in os.walk(path, followlinks=True, onerror=closed.append):
        folders[:] = [name for name in sorted(folders) if visible(name)]
        folders[:] = [name for name in folders if fresh(os.path.join(folder, name), entered)]
        for name in sorted(names):
            if visible(name) and Path(name).suffix.lower() not in PASSED_OVER:
                yield Path(folder, name)
    yield from (Path(error.filename) for error in closed)


def visible(name: str) -> bool:
    return not name.startswith(".")


def worth_reading(name: str) -> bool:
    """Return whether a part of an archive is one that a walk through folders would read."""
    steps = name.replace("\\", "/").split("/")
    seen = all(visible(step) for step in steps if step not in ("", ".", ".."))
    looks = Path(steps[-1]).suffix.lower() in PASSED_OVER
    return bool(steps[-1]) and seen and not looks and steps[0] != "__MACOSX"


def fresh(folder: str, entered: set[str]) -> bool:
    """Return whether the walk has not entered the folder yet, and remember that it does now."""
    real = os.path.realpath(folder)
    if real in entered:
        return False
    entered.add(real)
    return True


def count_bytes(paths) -> int:
    """Return how many bytes ``read`` will go through, for a progress bar."""
    return sum(size(file) for path in paths for file in walk(Path(path)))


def size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def open_file(path: Path) -> Stream:
    """Return the file open for reading. Raises Unreadable, or OSError."""
    if not os.path.exists(path):
        raise Unreadable("missing", "There is no such file or folder. Check the path.")
    if os.path.isdir(path):
        raise Unreadable("unreadable", "The folder cannot be opened. Check its permissions.")
    if not os.path.isfile(path):
        raise Unreadable("unreadable", "This is neither a file nor a folder.")
    return Stream(io.FileIO(path))


def text_head(head: bytes, zeros: bool = False) -> bytes:
    """Return the first bytes of a text as UTF-8. Raises Unreadable if they are of no text.

    With ``zeros`` a byte that is zero is no reason to refuse it.
    """
    if head.startswith(UTF16):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    refuse_binary(head, zeros)
    if not head.strip().removeprefix(codecs.BOM_UTF8) and len(head) < HEAD:
        raise Unreadable("empty", "The file is empty. Save it again, or leave it out.")
    return head.removeprefix(codecs.BOM_UTF8)


def refuse_binary(head: bytes, zeros: bool) -> None:
    for signature, name in SIGNATURES.items():
        if head.startswith(signature):
            raise Unreadable("binary", f"The file is {name}. Only text can be read.")
    if b"\x00" in head and not zeros:
        at = head.index(b"\x00")
        raise Unreadable(
            "binary", f"The file is no text: byte {at} is zero. Only text can be read."
        )


def read_text(stream: Stream) -> str:
    """Return the whole text of a stream without NUL characters. Raises Unreadable."""
    return text_of(stream.read(MAX_FILE + 1))


def text_of(data: bytes) -> str:
    """Return the text of a file without NUL characters. Raises Unreadable."""
    if len(data) > MAX_FILE:
        limit = MAX_FILE // 1024**2
        raise Unreadable("too_large", f"The file is larger than {limit} MB. Split it up.")
    text = decode(data).replace("\x00", "")
    if not text.strip():
        raise Unreadable("empty", "The file holds white space only. Leave it out.")
    return text


def decode(data: bytes, offset: int = 0) -> str:
    """Return the text of UTF-8, or of UTF-16 with a byte order mark. Raises Unreadable.

    ``offset`` is where in its file the data stands, for the message.
    """
    encoding = "utf-16" if data.startswith(UTF16) else "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - 100) : error.start + 100]
        raise Unreadable(
            "not_utf8",
            f"Byte {offset + error.start} is no {encoding.upper()} text. Save it as UTF-8.",
            around.decode(encoding, "replace"),
        ) from error
