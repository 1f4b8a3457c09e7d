"""An article as a reference: plain, BibTeX, RIS and CSL-JSON."""

import json
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.printable import one_line
from articles.templatetags.hindi_format import day, local

BIBTEX_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Braces are counted even where TeX would not: one alone would spoil all entries after it.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%#&$_"},
    }
)


class Part(NamedTuple):
    """A part of a reference, and its language where that is not the page's."""

    text: str
    lang: str = ""


def plain(article, address) -> list[Part]:
    """Return the reference as a sentence or two in the language of the page."""
    stop, appeared = Part(_("।") + " "), day(article.published_at)
    byline = [Part(one_line(article.byline), "hi"), stop] if article.byline else []
    # No full stop follows the address: it would be copied along with it.
    return [
        *byline,
        Part(f"“{one_line(article.title)}”", "hi"),
        stop,
        Part(one_line(str(article.source)), "hi"),
        *([Part(f", {appeared}")] if appeared else []),
        stop,
        Part(f"{_('समाचार संग्रह')}, "),
        Part(address, "en"),
    ]


def bibtex(article, address):
    """Return a BibTeX entry; the day stands in ``date``, which biblatex reads."""
    published = local(article.published_at)
    fields = {
        "title": "{" + one_line(article.title).translate(BIBTEX_SPECIAL) + "}",
        "author": "{" + one_line(article.byline).translate(BIBTEX_SPECIAL) + "}",
        "journal": one_line(str(article.source)).translate(BIBTEX_SPECIAL),
        "year": f"{published:%Y}" if published else "",
        "date": f"{published:%Y-%m-%d}" if published else "",
        "url": address,
        "language": "hindi",
    }
    lines = [
        f"  {name} = {{{value}}}," for name, value in fields.items() if value not in ("", "{}")
    ]
    return "\n".join([f"@article{{samachar-{article.pk},", *lines, "}"])


def ris(article, address):
    """Return an RIS record of a newspaper article."""
    published = local(article.published_at)
    fields = [
        ("TY", "NEWS"),
        ("TI", article.title),
        ("AU", article.byline),
        ("T2", str(article.source)),
        ("PY", f"{published:%Y}" if published else ""),
        ("DA", f"{published:%Y/%m/%d}" if published else ""),
        ("LA", "hi"),
        ("UR", address),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def csl(article, address) -> dict:
    """Return an item of CSL-JSON, as reference managers and citation processors read it."""
    published = local(article.published_at)
    fields = {
        "id": f"samachar-{article.pk}",
        "type": "article-newspaper",
        "title": one_line(article.title),
        "author": [{"literal": one_line(article.byline)}] if article.byline.strip() else [],
        "container-title": one_line(str(article.source)),
        "section": one_line(article.section),
        "issued": published and {"date-parts": [[published.year, published.month, published.day]]},
        "archive": _("समाचार संग्रह"),
        "URL": address,
        "language": "hi",
    }
    return {name: value for name, value in fields.items() if value}


def csl_json(article, address) -> str:
    """Return a CSL-JSON list of this one item."""
    return json.dumps([csl(article, address)], ensure_ascii=False, indent=2)


class Style(NamedTuple):
    """A form of reference: the end of its address and file name, its name, type and maker."""

    suffix: str
    label: str
    content_type: str
    made: Callable


STYLES = {
    style.suffix: style
    for style in (
        Style("bib", "BibTeX", "application/x-bibtex", bibtex),
        Style("ris", "RIS", "application/x-research-info-systems", ris),
        Style("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


class Reference(NamedTuple):
    """An article in one form of reference, and the end of the address where it can be taken."""

    label: str
    text: str
    suffix: str


def references(article, address) -> list[Reference]:
    """Return what the page of an article offers, but for the plain form."""
    return [
        Reference(style.label, style.made(article, address), style.suffix)
        for style in STYLES.values()
    ]
