"""A small newspaper on loopback: a feed of thirty items, and pages that go right and wrong.

Its articles, layouts and names are made up for the tests.
"""

import gzip
import json
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

NAME = "नमूना समाचार"
PLACES = "सोनपुर हरितपुर नीलगढ़ मधुवन रामताल चंदनपुर केसरगाँव शिवगंज फूलबाग देवताल".split()
WORKS = ("पुस्तकालय", "तालाब", "विद्यालय", "पुल", "बाज़ार")
FIRST = datetime(2024, 3, 1, 4, 30, tzinfo=UTC)  # ten in the morning in India
GOOD = 23
LAYOUTS = ("json-ld", "meta", "time", "visible", "amp")
# Pages that are no ordinary article, by path.
ODD = ("/gone", "/circle/a", "/slow", "/broken", "/marathi", "/undated", "/closed/notice")


class Story(NamedTuple):
    number: int
    title: str
    paragraphs: tuple[str, ...]
    moment: datetime

    @property
    def path(self) -> str:
        return f"/news/{self.number}"

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def story(number: int) -> Story:
    place, work = PLACES[number % len(PLACES)], WORKS[number % len(WORKS)]
    return Story(
        number,
        f"{place} में नया {work} खुला, {number + 20} गाँवों को लाभ",
        (
            f"{place}। नगर परिषद ने शुक्रवार को नए {work} का काम पूरा होने की घोषणा की, जिससे आसपास "
            f"के {number + 20} गाँवों के लोगों को सुविधा होगी।",
            f"परिषद की अध्यक्ष ने कहा कि {work} पर {number + 3} लाख रुपये खर्च हुए और काम तय समय से "
            "पहले पूरा कर लिया गया, क्योंकि गाँव के लोगों ने भी श्रमदान किया।",
            f"लोगों ने बताया कि पहले उन्हें {number + 5} किलोमीटर दूर जाना पड़ता था और बरसात में रास्ता "
            "बंद हो जाता था। अगले चरण में यहाँ सड़क भी बनाई जाएगी।",
        ),
        FIRST + timedelta(days=number),
    )


STORIES = [story(number) for number in range(1, GOOD + 1)]
UNDATED = story(90)
MARATHI = Story(
    91,
    "गावात नवीन ग्रंथालय सुरू",
    (
        "नगरपालिकेने सोमवारी नवीन ग्रंथालय सुरू केले असून त्यामुळे गावातील विद्यार्थ्यांना मोठा दिलासा मिळाला आहे.",
        "अध्यक्षांनी सांगितले की पुढील महिन्यापासून ग्रंथालय सकाळी लवकर उघडेल आणि वर्गणी वाढणार नाही.",
    ),
    FIRST,
)


def document(head: str, body: str) -> str:
    chrome = "<nav><a href='/'>मुखपृष्ठ</a> <a href='/khel'>खेल</a></nav>"
    footer = f"<footer>© 2026 {NAME} 1 जनवरी 2026</footer>"
    return (
        f"<!doctype html><html lang='hi'><head><meta charset='utf-8'>{head}</head>"
        f"<body>{chrome}{body}{footer}</body></html>"
    )


def paragraphs(one: Story, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in one.paragraphs)


def json_ld(one: Story) -> str:
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": one.moment.isoformat(),
        "author": {"@type": "Person", "name": "कल्पना देवी"},
        "publisher": {"@type": "Organization", "name": NAME},
    }
    script = json.dumps(thing, ensure_ascii=False)
    head = f"<script type='application/ld+json'>{script}</script>"
    return document(head, f"<main><h1>{one.title}</h1>{paragraphs(one)}</main>")


def meta(one: Story) -> str:
    tags = {
        "og:title": f"{one.title} | {NAME}",
        "og:site_name": NAME,
        "article:published_time": one.moment.isoformat(),
        "author": "राम कुमार",
    }
    head = "".join(f'<meta property="{name}" content="{text}">' for name, text in tags.items())
    return document(head, f"<div class='story'>{paragraphs(one)}</div>")


def time_tag(one: Story) -> str:
    stamp = f"<time itemprop='datePublished' datetime='{one.moment.isoformat()}'>शुक्रवार</time>"
    body = f"<header><h1 itemprop='headline'>{one.title}</h1>{stamp}</header>{paragraphs(one)}"
    return document(
        f"<title>{one.title} - {NAME}</title>",
        f"<article itemscope itemtype='https://schema.org/NewsArticle'>{body}</article>",
    )


def visible(one: Story) -> str:
    day = one.moment + timedelta(hours=5, minutes=30)
    line = f"{day.day} {MONTHS[day.month]} {day.year}, {day:%H:%M} IST"
    return document(
        f"<title>{one.title} | {NAME}</title>",
        f"<h1>{one.title}</h1><p>प्रकाशित: {line}</p>{paragraphs(one)}",
    )


MONTHS = {3: "मार्च", 5: "मई"}


def amp(one: Story) -> str:
    tags = (
        f"<link rel='canonical' href='/news/{one.number}?utm_source=amp'>"
        f"<title>{one.title}</title><meta property='og:site_name' content='{NAME}'>"
        f"<meta name='date' content='{one.moment.isoformat()}'>"
    )
    inside = f"<amp-img src='/a.jpg'></amp-img><section>{paragraphs(one)}</section>"
    page = document(tags, f"<article><h1>{one.title}</h1>{inside}</article>")
    return page.replace("<html ", "<html amp ")


PAGES = dict(zip(LAYOUTS, (json_ld, meta, time_tag, visible, amp), strict=True))


def page(one: Story) -> str:
    return PAGES[LAYOUTS[one.number % len(LAYOUTS)]](one)


def undated(one: Story) -> str:
    return document(
        f"<title>{one.title} | {NAME}</title>", f"<h1>{one.title}</h1>{paragraphs(one)}"
    )


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing: a client that no longer waits is what some tests are about."""


class Site:
    """The newspaper. ``asked`` holds the paths of all requests, in order."""

    def __init__(self):
        self.asked: list[str] = []
        self.headers: list[dict] = []
        self.pages: dict[str, bytes] = {one.path: page(one).encode() for one in STORIES}
        self.pages["/marathi"] = visible(MARATHI).encode()
        self.pages["/undated"] = undated(UNDATED).encode()
        self.pages["/closed/notice"] = page(story(92)).encode()
        self.statuses = {"/gone": 404, "/broken": 500}
        self.redirects = {"/circle/a": "/circle/b", "/circle/b": "/circle/a"}
        self.answers: dict[str, tuple[dict, bytes]] = {}  # sent as they are
        self.robots = "User-agent: *\nDisallow: /closed/\n"
        self.retry_after = ""  # what a status that is no success asks for
        self.patience = threading.Event()
        self.items = [one.path for one in STORIES] + list(ODD)
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.patience.set()
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str = "/feed.xml") -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def send(self, path: str, data: bytes, **headers: str) -> None:
        """Let a path give these bytes, with headers as named (Content_Type for Content-Type)."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = ({"Content-Length": str(len(data))} | given, data)

    def feed(self) -> str:
        items = "".join(self._item(path) for path in self.items)
        return (
            "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            f"<title>{NAME}</title><link>{self.url('/')}</link><description>समाचार</description>"
            f"{items}</channel></rss>"
        )

    def _item(self, path: str) -> str:
        known = {one.path: one for one in STORIES}.get(path)
        date = f"<pubDate>{format_datetime(known.moment)}</pubDate>" if known else ""
        title = known.title if known else "सूचना"
        link = self.url(f"{path}?utm_source=rss")
        return (
            f"<item><title>{title}</title><link>{link}</link><category>नगर</category>{date}</item>"
        )

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                path = self.path.partition("?")[0]
                site.asked.append(path)
                site.headers.append(dict(self.headers))
                if path == "/slow":
                    site.patience.wait(20)
                status, headers, data = site.answer(path, self.headers)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, path: str, asked) -> tuple[int, dict, bytes]:
        """Return status, headers and body."""
        if path in self.answers:
            return 200, *self.answers[path]
        if path in self.statuses:
            patience = {"Retry-After": self.retry_after} if self.retry_after else {}
            return self.statuses[path], {"Content-Length": "0"} | patience, b""
        if path in self.redirects:
            return 302, {"Location": self.redirects[path], "Content-Length": "0"}, b""
        if path == "/robots.txt":
            return self._plain(self.robots.encode(), "text/plain")
        if path == "/feed.xml":
            return self._tagged(self.feed().encode(), "application/rss+xml", asked)
        if path in self.pages:
            return self._tagged(self.pages[path], "text/html", asked)
        return 404, {"Content-Length": "0"}, b""

    def _plain(self, data: bytes, kind: str) -> tuple[int, dict, bytes]:
        return 200, {"Content-Type": kind, "Content-Length": str(len(data))}, data

    def _tagged(self, data: bytes, kind: str, asked) -> tuple[int, dict, bytes]:
        tag = f'"{hash(data)}"'
        if asked.get("If-None-Match") == tag:
            return 304, {"ETag": tag}, b""
        headers = {"Content-Type": kind, "ETag": tag}
        if "gzip" in asked.get("Accept-Encoding", ""):
            data = gzip.compress(data)
            headers["Content-Encoding"] = "gzip"
        return 200, headers | {"Content-Length": str(len(data))}, data
