"""An export as JSON Lines, taken in again by an archive that has none of it."""

import pytest
from django.core.management import call_command

from articles.export.json_lines import NEEDS, write
from articles.export.records import Record, chunks
from articles.models import Article, Entity, Mention, Source, Topic
from tests.builders import article, entity, json_record, write_lines

pytestmark = pytest.mark.django_db
ARCHIVE = "https://sangrah.example"
TEXT = "सोनताल में तालाब साफ़ हुआ।\n\nमोहल्ले के लोगों ने कहा: “यह काम १५:५७ पर पूरा हुआ।”"


@pytest.fixture(autouse=True)
def known_names_only(settings):
    settings.NAMES = "gazetteer"


def exported() -> str:
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    return "".join(write(chunks(ids, NEEDS), ARCHIVE))


def ingest(path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    call_command("ingest", str(path))


def facts(one: Article) -> dict:
    names = "title body lead url byline agency external_id section published_at precision".split()
    return {
        **{name: getattr(one, name) for name in (*names, "published_on", "updated_by_source")},
        "source": one.source.name,
        "topics": sorted(one.topics.values_list("name", flat=True)),
        "entities": sorted(one.entities.filter(shown=True).values_list("label", "kind")),
    }


def all_facts() -> list[dict]:
    return [facts(one) for one in Article.objects.order_by("title")]


def forget_all() -> None:
    for model in (Mention, Article, Entity, Topic, Source):
        model.objects.all().delete()


CASES = [
    {},
    {"published": None},
    {"published": "2020-10-07T15:57:09+05:30"},
    {"published": "2020-10-07T00:00+05:30"},
    {"published": "1850-01-01T10:00"},
    {"url": "https://namuna.example/1?q=जल", "byline": "रमा, मालती", "agency": "भाषा"},
    {"external_id": "00123", "section": "शहर", "lead": "एक पंक्ति।"},
    {"topics": ["जल, और नदी", "शहर"]},
    {"title": "=SUM(1) <b> \"'\\ {", "body": "पहला\n\n=दूसरा \\n 'तीसरा' \u2028 चौथा।"},
    {"source_name": "मसौदा; पत्रिका"},
]


def test_another_archive_gets_the_same_articles(tmp_path):
    named = [entity("सोनताल", "place"), entity("सुनीता तालवार", "person")]
    for number, case in enumerate(CASES):
        texts = {"title": f"{number} सोनताल में तालाब", "body": f"{TEXT} गिनती {number} तक।"}
        article(**texts | {"entities": named} | case)
    given, first = all_facts(), exported()
    forget_all()
    ingest(tmp_path / "once.jsonl", first)
    once, again = all_facts(), exported()
    forget_all()
    ingest(tmp_path / "again.jsonl", again)
    assert all_facts() == once and len(once) == len(CASES)
    for before, after in zip(given, once, strict=True):
        assert after | {"title": "", "body": ""} == before | {"title": "", "body": ""}
        assert after["body"].split() == before["body"].split()  # normalised as it was taken in


def test_an_export_taken_in_where_it_came_from_makes_no_second_article(tmp_path):
    given = json_record(url="https://namuna.example/1", date="2020-10-07 15:57", author="रमा")
    call_command("ingest", write_lines(tmp_path / "first.jsonl", given))
    before = all_facts()
    ingest(tmp_path / "again.jsonl", exported())
    assert all_facts() == before and len(before) == 1


def test_the_sample_comes_back_as_it_was(tmp_path):
    call_command("load_sample")
    Topic.objects.filter(articles=None).delete()
    before, text = all_facts(), exported()
    forget_all()
    call_command("ingest", write_lines(tmp_path / "all.jsonl", *text.splitlines()))
    after = all_facts()
    assert len(after) == len(before) == 150
    for one, other in zip(before, after, strict=True):
        one["entities"], other["entities"] = set(one["entities"]), set(other["entities"])
        assert one == other


def test_what_is_not_known_is_left_out_and_nothing_breaks_a_line():
    made = Article(pk=7, source=Source(name="नमूना"), title="ता\nलाब\u2028", body="पाठ\r\n\nऔर")
    text = "".join(write([[Record(made, [], [])]], ARCHIVE))
    assert text.count("\n") == 1 and "author" not in text and "date" not in text
    assert '"archive_url": "https://sangrah.example/articles/7/"' in text
