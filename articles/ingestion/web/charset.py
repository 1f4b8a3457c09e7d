"""From the bytes of a page to its text, or to the reason why it has none in Unicode."""

import codecs
import re
from html import unescape

from articles.ingestion.web.failures import Unfetched

BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its encoding
LATIN = re.compile(r"(?:windows|cp)-?125\d|iso-?8859-?\d+|latin-?\d|us-ascii|ascii|x-user-defined")
UNICODE = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"}
# Replaced characters of a thousand that a page of UTF-8 may have, as where it was cut in two.
FEW = 2
DEVANAGARI = re.compile("[\u0900-\u097f]")
# Fonts that draw Devanagari over the letters of Latin; what is typed with them is no Hindi text.
FONTS = re.compile(
    r"kruti\s*-?dev|krutidev|dev-?lys|chanakya|shusha|susha\b|4c\s?gandhi|walkman|bhaskar\b|"
    r"shree-?dev|shivaji0|akruti|agra\b|naidunia|jagran\b|webdunia|amarujala|hindi-?sanskrit|"
    r"yogeshweb|dv-?tt|dvb?w?-?ttyogesh|richa\b|aps-?dv",
    re.IGNORECASE,
)
FONT_NAMES = re.compile(r"(?:face|font-family|font)\s*[=:]\s*[\"']?([^;>{}]{1,200})", re.IGNORECASE)
# What Devanagari in UTF-8 becomes where its bytes are read as Latin letters.
TWICE = re.compile("\u00e0[\u00a4\u00a5]")
TOO_OFTEN = 10


def text_of(data: bytes, content_type: str) -> str:
    """Return the text of a page without null characters. Raises Unfetched.

    A byte order mark tells the encoding, then the HTTP header, then the page;
    what is valid UTF-8 is UTF-8 whatever they say, for nothing else looks like it.
    """
    text = decoded(data, content_type).replace("\x00", "").removeprefix("\ufeff")
    if fault := unicode_fault(text):
        raise Unfetched("legacy_font", fault)
    return text


def decoded(data: bytes, content_type: str) -> str:
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    name = declared(data, content_type)
    if name.startswith("utf-16") and b"\x00" in data[:HEAD]:
        return data.decode("utf-16-be" if name.endswith("be") else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return not_quite(data, name, error)


def declared(data: bytes, content_type: str) -> str:
    """Return the encoding that the header or the page names, in lower case, or ""."""
    if found := CHARSET.search(content_type):
        return found[1].lower()
    found = DECLARED.search(data[:HEAD])
    return found[1].decode("ascii").lower() if found else ""


def not_quite(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Return the text of what is not wholly UTF-8."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 1000 <= FEW * len(text):
        return text
    if LATIN.fullmatch(name):
        return data.decode("cp1252", "replace")
    if name in UNICODE or not name:
        fault = f"byte {error.start} is none of UTF-8"
    else:
        fault = f"it says that its characters are in {name}, which holds no Hindi"
    raise Unfetched("bad_charset", f"The page cannot be read: {fault}. Save it as UTF-8.")


def unicode_fault(text: str) -> str:
    """Return why a page without Devanagari may look like Hindi all the same, or ""."""
    if len(TWICE.findall(text)) > TOO_OFTEN:
        return "The page's characters were encoded twice (à¤ for अ). Mend it and ingest the file."
    if DEVANAGARI.search(unescape(text)):
        return ""
    for names in FONT_NAMES.findall(text):
        if font := FONTS.search(names):
            return (
                f"The page is typed for the font {font[0]}, which draws Devanagari over other "
                "letters. Convert it to Unicode and ingest the file."
            )
    return ""
