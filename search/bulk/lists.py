"""Lists of queries as readers paste and upload them: one a line."""

import csv
import io

from django.utils.translation import gettext as _

from articles.export.table import without_apostrophe
from articles.hindi.fold import fold
from articles.ingestion.readers import files
from articles.ingestion.records import Unreadable
from articles.templatetags.hindi_format import grouped

MOST_QUERIES = 500
MOST_BYTES = 1024**2  # of an upload
MOST_LETTERS = 300_000  # that are typed
DELIMITERS = ",;\t"
HEADINGS = {fold(name) for name in ("query", "queries", "q", "search", "खोज", "खोजें", "प्रश्न")}


class BadList(ValueError):
    """Why a list cannot be read, in words for the reader."""


def typed(text: str) -> list[str]:
    """Return the queries of a text, those of blank lines left out."""
    lines = (line.replace("\x00", "").strip() for line in text.splitlines())
    return [line for line in lines if line]


def uploaded(data: bytes, name: str) -> list[str]:
    """Return the queries of a file: its lines; of a table, its first column. Raises ``BadList``."""
    if len(data) > MOST_BYTES:
        message = _("फ़ाइल बहुत बड़ी है; ज़्यादा से ज़्यादा %(size)s MB की हो सकती है।")
        raise BadList(message % {"size": grouped(MOST_BYTES // 1024**2)})
    try:
        files.text_head(data[: files.HEAD])
        text = files.text_of(data)
    except Unreadable as error:
        raise BadList(in_words(error.kind)) from error
    return first_column(text) if name.lower().endswith((".csv", ".tsv")) else typed(text)


def in_words(kind: str) -> str:
    if kind == "binary":
        return _("यह टेक्स्ट की फ़ाइल नहीं है। खोजें .txt या .csv फ़ाइल में, UTF-8 में सहेजिए।")
    if kind == "not_utf8":
        return _("फ़ाइल UTF-8 में नहीं है। उसे फिर से UTF-8 में सहेजिए।")
    return _("फ़ाइल ख़ाली है।")


def first_column(text: str) -> list[str]:
    """Return the first cells of a table, but for a heading; what our own tables guard is bare."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadList(_("यह तालिका पढ़ी नहीं जा सकी; हर पंक्ति में एक खोज लिखिए।")) from error
    cells = [without_apostrophe(row[0].strip()) for row in rows if row and row[0].strip()]
    if cells and fold(cells[0]).strip() in HEADINGS:
        del cells[0]
    return typed("\n".join(" ".join(cell.split()) for cell in cells))


def bounded(queries: list[str]) -> list[str]:
    """Return the list, if there is one and it is not too long. Raises ``BadList``."""
    if not queries:
        raise BadList(_("कम से कम एक खोज लिखिए, या सूची की फ़ाइल चुनिए।"))
    if len(queries) > MOST_QUERIES:
        counts = {"number": len(queries), "most": MOST_QUERIES}
        message = _("सूची में %(number)s खोजें हैं; एक बार में %(most)s तक हो सकती हैं।")
        raise BadList(message % counts)
    return queries
