"""Made-up news pages in the layouts that sites use, with all that sites put around an article.

One number always gives one story. The outlets, places and texts are invented.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")
SITE = "नमूना समाचार"
DAY = timedelta(days=1)
TODAY = "मंगलवार, 24 नवंबर 2026"
MONTHS = "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split()
PLACES = "सोनपुर हरितपुर नीलगढ़ मधुवन रामताल चंदनपुर केसरगाँव शिवगंज फूलबाग देवताल".split()
WORKS = "पुस्तकालय तालाब विद्यालय पुल बाज़ार बस-अड्डा पौधशाला खेल-मैदान".split()
PEOPLE = ("नगर परिषद", "ग्राम सभा", "जल समिति", "छात्र मंडल", "व्यापार संघ", "महिला समूह")
SECTIONS = "शहर राज्य खेल शिक्षा पर्यावरण".split()
OPENINGS = (
    "{place}। {people} ने {work} का काम पूरा होने की घोषणा की, जिससे {n} गाँवों को सुविधा होगी।",
    "{place}: {n} साल पुराने {work} की मरम्मत पूरी हो गई और {people} ने उसे फिर खोल दिया।",
    "{place} में {people} की बैठक में तय हुआ कि {work} के लिए {n} लाख रुपये और दिए जाएँगे।",
)
SENTENCES = (
    "{people} के अनुसार इस काम पर {n} लाख रुपये ख़र्च हुए और यह तय समय से पहले पूरा कर लिया गया।",
    "लोगों ने बताया कि पहले उन्हें {n} किलोमीटर दूर जाना पड़ता था और बरसात में रास्ता बंद हो जाता था।",
    "अगले चरण में {place} तक सड़क बनाई जाएगी, जिसकी माप का काम इसी महीने शुरू होगा।",
    "क्या इससे {place} के लोगों की परेशानी सचमुच कम होगी?",
    '"हमने {n} दिन तक हर सुबह श्रमदान किया," {place} के एक बुज़ुर्ग ने कहा।',
    "{work} के साथ {n} पेड़ भी लगाए गए हैं और उनकी देखभाल {people} करेगा।",
    "पिछले साल {people} ने {place} में ऐसा ही एक {work} बनवाया था, जो अब हर दिन काम आता है।",
    "इस बार {n} से ज़्यादा परिवारों ने चंदा दिया।",
    "{work} की देखरेख के लिए {n} लोगों की समिति बनेगी, जो हर तीन महीने पर रिपोर्ट देगी।",
)
TEASERS = (
    "{place} के {work} में लगी आग पर काबू, {n} दुकानें बचाई गईं",
    "{people} की बैठक आज, {work} पर होगा फ़ैसला",
    "{place} में {n} दिन बाद खुला {work}, लोगों ने ली राहत की साँस",
    "जानिए क्यों ख़ास है {place} का नया {work}?",
)
COMMENTS = (
    "बहुत अच्छी ख़बर है, हमारे गाँव में भी ऐसा {work} बनना चाहिए।",
    "{place} के लोगों को बधाई। {people} को भी धन्यवाद।",
)


class Story(NamedTuple):
    number: int
    title: str
    paragraphs: tuple[str, ...]
    moment: datetime
    author: str
    section: str

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def filled(random: Random, templates: tuple[str, ...]) -> str:
    return random.choice(templates).format(
        place=random.choice(PLACES),
        work=random.choice(WORKS),
        people=random.choice(PEOPLE),
        n=random.randint(3, 90),
    )


def story(number: int) -> Story:
    random = Random(number)
    opening = filled(random, OPENINGS)
    others = [
        " ".join(filled(random, SENTENCES) for _ in range(random.randint(1, 3)))
        for _ in range(random.randint(3, 9))
    ]
    if random.random() < 0.3:
        others[-1] += " (भाषा)"
    moment = datetime(2019, 1, 3, 7, 15, tzinfo=IST) + timedelta(
        days=random.randint(0, 2000), minutes=random.randint(0, 900)
    )
    title = filled(random, TEASERS) + f" ({number})"
    author = random.choice(("कल्पना देवी", "राम कुमार", "मालती अवस्थी"))
    return Story(number, title, (opening, *others), moment, author, random.choice(SECTIONS))


def hindi(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} IST"


class Noise:
    """What stands around one story."""

    def __init__(self, one: Story):
        self.one, self.random = one, Random(f"noise {one.number}")

    def teasers(self, count: int) -> list[str]:
        return [filled(self.random, TEASERS) for _ in range(count)]

    def links(self, count: int) -> str:
        items = "".join(
            f"<li><a href='/n/{n}'>{t}</a></li>" for n, t in enumerate(self.teasers(count))
        )
        return f"<ul>{items}</ul>"

    def top(self) -> str:
        menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in SECTIONS)
        return (
            f"<header class='site-head'><a href='/'>{SITE}</a><span>{TODAY}</span>"
            f"<span>लखनऊ 24°C</span></header><nav><ul>{menu}</ul></nav>"
            f"<div class='ticker'><b>बड़ी ख़बर</b> {filled(self.random, TEASERS)}</div>"
        )

    def trail(self) -> str:
        section = f"<a href='/s'>{self.one.section}</a>"
        return f"<div class='breadcrumb'><a href='/'>होम</a> › {section}</div>"

    def share(self) -> str:
        names = ("Facebook", "Twitter", "WhatsApp", "Copy Link")
        links = "".join(f"<a class='share-{name}' href='#'>{name}</a> " for name in names)
        return f"<div class='share-bar'>{links}</div>"

    def within(self, place: int) -> str:
        """Return what interrupts the text after one of its paragraphs, as links and adverts do."""
        kinds = (
            lambda: (
                f"<p><strong>यह भी पढ़ें: <a href='/r'>{filled(self.random, TEASERS)}</a></strong></p>"
            ),
            lambda: f"<p>ये भी पढ़ें - <a href='/r'>{filled(self.random, TEASERS)}</a></p>",
            lambda: f"<div class='box'><h4>इसे भी पढ़ें</h4>{self.links(2)}</div>",
            lambda: "<div class='ad'><p>विज्ञापन</p></div>",
            lambda: "<p>Advertisement</p>",
            lambda: "",
            lambda: "",
        )
        return self.random.choice(kinds)() if place else ""

    def after(self) -> str:
        """Return what follows the text within the same block."""
        parts = (
            "<p>हमारा ऐप डाउनलोड करें और हर ख़बर सबसे पहले पाएँ।</p>",
            "<p>हमारे व्हाट्सएप चैनल से जुड़ने के लिए यहाँ क्लिक करें।</p>",
            f"<p>Updated: {hindi(self.one.moment + DAY)}</p>",
            f"<p>Tags</p><p><a>{self.one.section}</a> <a>{self.random.choice(WORKS)}</a></p>",
            f"<h3>संबंधित खबरें</h3>{self.links(4)}",
            "<h3>और खबरें</h3>" + "".join(f"<p><a>{text}</a></p>" for text in self.teasers(3)),
            "",
        )
        return "".join(self.random.sample(parts[:3], 1) + self.random.sample(parts[3:], 2))

    def bottom(self) -> str:
        comments = "".join(
            f"<div class='comment'><b>पाठक {n}</b> <time>{hindi(self.one.moment + n * DAY)}</time>"
            f"<p>{filled(self.random, COMMENTS)}</p></div>"
            for n in range(1, 4)
        )
        popular = f"<aside class='sidebar'><h3>लोकप्रिय</h3>{self.links(6)}</aside>"
        sign_up = (
            "<form><label>हमारा न्यूज़लेटर पाएँ</label><input type='email'><button>भेजें</button></form>"
        )
        return (
            f"<section id='comments' class='comments'><h3>टिप्पणियाँ</h3>{comments}</section>"
            f"{popular}{sign_up}<footer><p>© 2026 {SITE}. सर्वाधिकार सुरक्षित। 1 जनवरी 2026</p>"
            "<p>यह साइट किसी भी विज्ञापन की सामग्री के लिए ज़िम्मेदार नहीं है।</p></footer>"
        )


def paragraphs(one: Story, noise: Noise, tag: str = "p") -> str:
    parts = [
        f"<{tag}>{text}</{tag}>{noise.within(n)}" for n, text in enumerate(one.paragraphs[:-1])
    ]
    return "".join([*parts, f"<{tag}>{one.paragraphs[-1]}</{tag}>"])


def document(head: str, body: str, noise: Noise) -> str:
    return (
        f"<!doctype html><html lang='hi'><head><meta charset='utf-8'>{head}"
        "<script>var a = 1;</script><style>p{color:red}</style></head>"
        f"<body>{noise.top()}{body}{noise.bottom()}</body></html>"
    )


def figure() -> str:
    return (
        "<figure><img src='/a.jpg' alt='चित्र'><figcaption>फ़ोटो: नमूना समाचार</figcaption></figure>"
    )


def linked(one: Story, **facts) -> str:
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": one.moment.isoformat(),
        "dateModified": (one.moment + DAY).isoformat(),
        "author": {"@type": "Person", "name": one.author},
        "publisher": {"@type": "Organization", "name": SITE},
    } | facts
    script = json.dumps(thing, ensure_ascii=False)
    return (
        f"<script type='application/ld+json'>{script}</script><title>{one.title} | {SITE}</title>"
    )


def tags(pairs: dict[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{text}">' for name, text in pairs.items())


def json_ld(one: Story, noise: Noise) -> str:
    inside = f"{noise.share()}{figure()}{paragraphs(one, noise)}{noise.after()}"
    return document(
        linked(one),
        f"{noise.trail()}<main><h1>{one.title}</h1><div class='story'>{inside}</div></main>",
        noise,
    )


def json_ld_graph(one: Story, noise: Noise) -> str:
    article = {
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": one.moment.isoformat(),
    }
    site = {"@type": "WebSite", "name": SITE, "datePublished": "2026-01-01"}
    inside = f"<div id='content'><div>{paragraphs(one, noise, 'div')}</div>{noise.after()}</div>"
    return document(
        linked(one, **{"@type": "WebPage", "@graph": [site, article]}),
        f"<div class='wrap'><h1>{one.title}</h1>{noise.share()}{inside}</div>",
        noise,
    )


def meta(one: Story, noise: Noise) -> str:
    head = tags(
        {
            "og:title": f"{one.title} | {SITE}",
            "og:site_name": SITE,
            "article:published_time": one.moment.isoformat(),
            "article:modified_time": (one.moment + timedelta(days=2)).isoformat(),
            "article:section": one.section,
            "author": one.author,
        }
    )
    inside = f"<h1>{one.title}</h1>{noise.share()}{paragraphs(one, noise)}{noise.after()}"
    return document(head, f"<div class='story'>{inside}</div>", noise)


def time_tag(one: Story, noise: Noise) -> str:
    later = one.moment + timedelta(hours=5)
    stamps = (
        f"<time itemprop='dateModified' datetime='{later.isoformat()}'>{hindi(later)}</time>"
        f"<time itemprop='datePublished' datetime='{one.moment.isoformat()}'>कल</time>"
    )
    head = f"<header><h1 itemprop='headline'>{one.title}</h1>{stamps}</header>"
    return document(
        f"<title>{one.title} - {SITE}</title>",
        "<article itemscope itemtype='https://schema.org/NewsArticle'>"
        f"{head}{figure()}{paragraphs(one, noise)}{noise.after()}</article>",
        noise,
    )


def visible(one: Story, noise: Noise) -> str:
    later = one.moment + DAY
    lines = f"<p>प्रकाशित: {hindi(one.moment)} | अपडेट: {hindi(later)}</p>"
    return document(
        f"<title>{one.title} | {SITE}</title>",
        f"<h1>{one.title}</h1><p>{one.author}</p>{lines}{noise.share()}"
        f"{paragraphs(one, noise)}{noise.after()}",
        noise,
    )


def amp(one: Story, noise: Noise) -> str:
    head = (
        f"<link rel='canonical' href='/news/{one.number}'><title>{one.title}</title>"
        f"<meta property='og:site_name' content='{SITE}'>"
        f"<meta name='date' content='{one.moment.isoformat()}'>"
    )
    inside = f"<amp-img src='/a.jpg'></amp-img><section>{paragraphs(one, noise)}</section>"
    page = document(head, f"<article><h1>{one.title}</h1>{inside}{noise.after()}</article>", noise)
    return page.replace("<html ", "<html amp ")


def line_breaks(one: Story, noise: Noise) -> str:
    """A page of a blog: all of the text in one block, parted by line breaks."""
    text = "<br><br>".join(one.paragraphs)
    head = f"<div class='date'>{hindi(one.moment)}</div><div class='by'>By {one.author}</div>"
    return document(
        f"<title>{one.title} | {SITE}</title>",
        f"<div class='post'><h1>{one.title}</h1>{head}<div class='post-body'>{text}</div>"
        f"{noise.share()}{noise.after()}</div>",
        noise,
    )


def table(one: Story, noise: Noise) -> str:
    """A page of an old site, laid out in a table."""
    left = f"<td><a href='/'>मुख्य पृष्ठ</a><br>{noise.links(3)}</td>"
    right = f"<td>{noise.links(4)}</td>"
    line = f"<font size=2>{hindi(one.moment)}</font>"
    middle = f"<td><h1>{one.title}</h1>{line}{paragraphs(one, noise)}{noise.after()}</td>"
    return document(
        f"<title>{one.title} - {SITE}</title>",
        f"<table><tr>{left}{middle}{right}</tr></table>",
        noise,
    )


LAYOUTS: dict[str, Callable[[Story, Noise], str]] = {
    "JSON-LD": json_ld,
    "JSON-LD in a graph, div": json_ld_graph,
    "meta tags": meta,
    "time elements": time_tag,
    "visible date": visible,
    "AMP": amp,
    "line breaks": line_breaks,
    "table": table,
}


def page(layout: str, number: int) -> tuple[Story, str]:
    """Return a story and its page."""
    one = story(number)
    return one, LAYOUTS[layout](one, Noise(one))
