"""Articles as references."""

import json
from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.citations import bibtex, csl, csl_json, plain, ris
from articles.models import Article, Source

ADDRESS = "https://sangrah.example/articles/7/"


@pytest.fixture(autouse=True)
def hindi():
    with translation.override("hi"):
        yield


def article(**facts):
    made = Article(pk=7, source=Source(name="नमूना समाचार"), title="तालाब भरे", **facts)
    made.set_published(datetime(2020, 10, 7, 4, 0, tzinfo=UTC), "minute")
    return made


def undated():
    return Article(pk=7, source=Source(name="नमूना समाचार"), title="तालाब भरे")


def written(parts) -> str:
    return "".join(part.text for part in parts)


def test_the_plain_form_reads_as_sentences():
    assert written(plain(article(byline="मालती अवस्थी"), ADDRESS)) == (
        f"मालती अवस्थी। “तालाब भरे”। नमूना समाचार, 7 अक्टूबर 2020। समाचार संग्रह, {ADDRESS}"
    )


def test_what_is_not_known_is_left_out():
    assert written(plain(undated(), ADDRESS)).startswith("“तालाब भरे”। नमूना समाचार। ")
    assert "author" not in bibtex(undated(), ADDRESS)
    assert "year" not in bibtex(undated(), ADDRESS)
    assert "DA  -" not in ris(undated(), ADDRESS)


def test_bibtex_has_a_key_and_the_day():
    entry = bibtex(article(), ADDRESS)
    assert entry.startswith("@article{samachar-7,\n")
    assert "  date = {2020-10-07}," in entry
    assert entry.endswith("\n}")


def test_signs_of_tex_are_escaped():
    made = article()
    made.title = "50% & {जल}_#1 \\ $"
    line = next(line for line in bibtex(made, ADDRESS).split("\n") if "title" in line)
    assert line == (
        r"  title = {{50\% \& \textbraceleft{}जल\textbraceright{}\_\#1 \textbackslash{} \$}},"
    )


def test_ris_ends_its_record():
    lines = ris(article(byline="मालती अवस्थी"), ADDRESS).split("\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - मालती अवस्थी" in lines
    assert lines[-1] == "ER  - "


def test_a_line_break_in_a_title_starts_no_new_ris_field():
    made = article()
    made.title = "तालाब\nUR  - https://elsewhere.example/"
    assert sum(line.startswith("UR") for line in ris(made, ADDRESS).split("\n")) == 1


# Of the schema of CSL-JSON: what an item must have, and what ours may have, by type.
CSL_REQUIRED = {"id", "type"}
CSL_TYPES = {
    "id": str,
    "type": str,
    "title": str,
    "container-title": str,
    "section": str,
    "archive": str,
    "URL": str,
    "language": str,
    "author": list,
    "issued": dict,
}


@pytest.mark.parametrize("made", [article(byline="मालती अवस्थी", section="शहर"), undated()])
def test_csl_json_keeps_to_its_schema(made):
    item = csl(made, ADDRESS)
    assert item.keys() >= CSL_REQUIRED
    assert {name: type(value) for name, value in item.items()}.items() <= CSL_TYPES.items()
    assert item["type"] == "article-newspaper"


def test_csl_json_has_the_day_and_the_author():
    item = csl(article(byline="मालती अवस्थी"), ADDRESS)
    assert item["issued"] == {"date-parts": [[2020, 10, 7]]}
    assert item["author"] == [{"literal": "मालती अवस्थी"}]
    assert "issued" not in csl(undated(), ADDRESS) and "author" not in csl(undated(), ADDRESS)


def test_csl_json_is_a_list_in_readable_letters():
    text = csl_json(article(), ADDRESS)
    assert json.loads(text) == [csl(article(), ADDRESS)]
    assert "तालाब भरे" in text


def test_a_brace_alone_leaves_the_entry_balanced():
    made = article(byline="}रमा")
    made.title = "तालाब {"
    entry = bibtex(made, ADDRESS)
    assert entry.count("{") == entry.count("}")


def test_controls_are_left_out():
    made = article(byline="मा\x00लती")
    made.title = "ताला\x0bब\x1b भरे"
    assert "तालाब भरे" in ris(made, ADDRESS) and "मालती" in bibtex(made, ADDRESS)
