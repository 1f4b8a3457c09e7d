"""Makers of archives: WARC by warcio, zip, tar, WACZ; and how they are read."""

import gzip
import io
import json
import tarfile
import zipfile

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.ingestion.readers import read

TITLE = "पुस्तकालय में नई अलमारियाँ"
SENTENCE = "नगर के पुस्तकालय में सोमवार को नई अलमारियाँ लगीं और पाठक उन्हें देखने आए।"


def line(number: int = 1, **facts) -> bytes:
    """Return an article as a line of JSON."""
    given = {"title": f"{TITLE} {number}", "body": f"{SENTENCE} क्रम {number}।", "id": number}
    return json.dumps(given | facts, ensure_ascii=False).encode() + b"\n"


def page(number: int = 1, title: str = TITLE) -> bytes:
    """Return an article as a page of HTML, of which no other has a line: none looks repeated."""
    lines = (
        f"{SENTENCE} क्रम {number}।",
        f"{number} पाठक आए। {SENTENCE}",
        f"अलमारी {number} भर गई।",
    )
    text = "".join(f"<p>{one}</p>" for one in lines)
    headline = f"{title} {number}"
    return (
        f"<!DOCTYPE html><html lang=hi><head><title>{headline}</title>"
        '<meta property="article:published_time" content="2023-03-05T10:00:00+05:30"></head>'
        f"<body><h1>{headline}</h1>{text}</body></html>"
    ).encode()


def address(number: int = 1) -> str:
    return f"https://namuna.example/samachar/{number}"


class Crawl:
    """A WARC file that is written record by record."""

    def __init__(self, gzipped: bool = False):
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=gzipped)

    def record(self, kind: str, url: str, content: bytes, **options):
        made = self.writer.create_warc_record(url, kind, payload=io.BytesIO(content), **options)
        self.writer.write_record(made)
        return self

    def answer(
        self,
        url: str,
        content: bytes,
        status="200 OK",
        content_type="text/html",
        headers=(),
        **warc,
    ):
        fields = [("Content-Type", content_type), *headers]
        http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        return self.record("response", url, content, http_headers=http, warc_headers_dict=warc)

    def page(self, number: int = 1, **options):
        return self.answer(address(number), page(number), **options)

    def others(self):
        """Write records of all kinds that hold no page."""
        self.writer.write_record(self.writer.create_warcinfo_record("a.warc", {"software": "none"}))
        request = StatusAndHeaders(
            "GET / HTTP/1.1", [("Host", "namuna.example")], is_http_request=True
        )
        self.record("request", address(), b"", http_headers=request)
        self.record(
            "metadata",
            address(),
            b"fetchTimeMs: 5\r\n",
            warc_content_type="application/warc-fields",
        )
        self.record("conversion", address(), SENTENCE.encode(), warc_content_type="text/plain")
        self.record("resource", "urn:screenshot", b"\x89PNG" * 9, warc_content_type="image/png")
        self.answer("https://namuna.example/photo", b"\xff\xd8" * 500, content_type="image/jpeg")
        self.answer("https://namuna.example/away", page(404), status="404 Not Found")
        self.answer("https://namuna.example/moved", b"", status="301 Moved")
        self.answer("https://namuna.example/api", b'{"a": 1}', content_type="application/json")
        return self

    @property
    def data(self) -> bytes:
        return self.file.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def wacz(crawl: bytes, name: str = "data.warc.gz") -> bytes:
    """Return a WACZ: a zip archive of a crawl and of lists of its pages."""
    listed = b'{"format": "json-pages-1.0", "id": "pages"}\n' + line(99)
    lists = {
        "datapackage.json": b'{"profile": "data-package"}',
        "pages/pages.jsonl": listed,
        "indexes/index.cdx.gz": gzip.compress(b"example,namuna)/ 20230305\n"),
    }
    return zipped({f"archive/{name}": crawl, **lists}, zipfile.ZIP_STORED)


def items_of(path, data: bytes | None = None, *wanted):
    """Return what is read from a file, with these bytes if they are given."""
    if data is not None:
        path.write_bytes(data)
    return list(read([path], *wanted))


def kinds(items) -> list[str]:
    """Return the kind of each problem, and "" for each article."""
    return [getattr(item, "kind", "") for item in items]


def titles(items) -> list[str]:
    return [item.title for item in items]
