"""Trends as files: a line for each point, pictures with shaped text."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from search.trends.downloads import COLOURS, DASHES
from search.trends.state import MOST_QUERIES
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def archive(index):
    indexed(
        article("मेला लगा", published="2020-01-10"),
        article("नहर बनी", published="2020-01-20"),
        article("मेला फिर लगा", published="2022-04-30"),
    )


def lines(client, query):
    response = client.get(f"/trends.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="trends.csv"' in response["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_csv_has_a_line_for_each_period_of_each_query(client):
    found = lines(client, "?q=मेला&q=नहर&by=year")
    rows = [(one["query"], one["period"], one["articles"], one["share"]) for one in found]
    assert rows == [
        ("मेला", "2020", "1", "0.5"),
        ("मेला", "2021", "0", ""),
        ("मेला", "2022", "1", "1.0"),
        ("नहर", "2020", "1", "0.5"),
        ("नहर", "2021", "0", ""),
        ("नहर", "2022", "0", "0.0"),
    ]


def test_csv_names_the_days_and_what_is_partial(client):
    first = lines(client, "?q=मेला&by=month&from=15-1-2020")[0]
    assert (first["first_day"], first["last_day"], first["partial"]) == (
        "2020-01-01",
        "2020-01-31",
        "1",
    )


def test_csv_of_one_query_by_source_names_the_source(client):
    assert {one["source"] for one in lines(client, "?q=मेला&split=source")} == {"नमूना समाचार"}


@pytest.mark.parametrize("query", ['=HYPERLINK("x") मेला', "+मेला", "@मेला", "-मेला"])
def test_no_cell_is_a_formula(client, query):
    response = client.get("/trends.csv", {"q": query, "by": "year"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)


def test_json_has_the_same_points_and_what_was_wrong(client):
    response = client.get("/trends.json", {"q": ["मेला", "नहर OR"], "by": "year", "from": "कभी"})
    answer = json.loads(response.content)
    assert response.status_code == 400
    assert [point["articles"] for point in answer["points"]] == [1, 0, 1]
    assert [point["share"] for point in answer["points"]] == [0.5, None, 1.0]
    assert [one["parameter"] for one in answer["problems"]] == ["q", "from, to"]


def test_the_picture_is_a_drawing_of_its_own(client):
    response = client.get("/trends.svg", {"q": ["मेला", "नहर"], "by": "year"})
    root = ElementTree.fromstring(response.content)
    texts = [text for one in root.iter(f"{SVG}text") for text in one.itertext()]
    assert response["Content-Type"] == "image/svg+xml"
    assert {"मेला ", "2020", "साल के समाचारों में हिस्सा"} <= set(texts)
    assert len(list(root.iter(f"{SVG}polyline"))) == 4  # a gap parts both lines
    assert "class=" not in response.content.decode()  # it has no style sheet


def test_pixels_are_drawn_with_a_font_of_our_own(client, monkeypatch):
    asked = {}
    real = __import__("resvg_py").svg_to_bytes

    def drawn(**options):
        asked.update(options)
        return real(**options)

    monkeypatch.setattr("search.trends.downloads.resvg_py.svg_to_bytes", drawn)
    response = client.get("/trends.png", {"q": "क्षेत्रीय मेला"})
    assert response.content.startswith(b"\x89PNG")
    assert asked["skip_system_fonts"] is True
    client.get("/trends.png", {"q": "திருவிழா"})
    assert asked["skip_system_fonts"] is False


def test_letters_are_shaped():
    """A conjunct is narrower than its letters side by side, and a sign of its own is none."""
    import resvg_py

    from search.trends.downloads import FONT, font

    def inked(text):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">'
            f'<text x="5" y="45" font-family="{FONT}" font-size="40">{text}</text></svg>'
        )
        return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[font()])

    assert inked("क्ष") != inked("क्\u200cष")  # the joiner keeps the letters apart


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
@pytest.mark.parametrize(
    "query, status",
    [("", 404), ("?q=", 404), ("?q=मेला OR", 400), ("?q=मेला&from=1950&to=1951", 404)],
)
def test_where_there_is_nothing_to_draw_the_page_says_why(client, kind, query, status):
    response = client.get(f"/trends.{kind}{query}")
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")


def test_every_series_has_a_style():
    assert len(set(COLOURS)) == len(set(DASHES)) == MOST_QUERIES
