"""An article as a reference: plain, BibTeX and RIS."""

from django.utils.translation import gettext as _

from articles.templatetags.hindi_format import day, local

BIBTEX_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%#&$_"},
    }
)


def one_line(text):
    return " ".join(text.split())


def plain(article, address):
    """Return the reference as a sentence or two in the language of the page."""
    place = ", ".join(filter(None, [str(article.source), day(article.published_at)]))
    parts = [article.byline, f"“{article.title}”", place]
    sentences = [one_line(part) + _("।") for part in parts if part]
    # No full stop follows the address: it would be copied along with it.
    return " ".join([*sentences, f"{_('समाचार संग्रह')}, {address}"])


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
