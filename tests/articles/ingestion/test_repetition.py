"""Lines that a source repeats become rules; those about author, place and agency do not."""

from itertools import count as counting
from itertools import islice

import pytest

from articles.ingestion import repetition
from articles.ingestion.pipeline import ingest
from articles.models import Article, BoilerplateRule, SeenLine, Source
from tests.builders import json_record, record, source, write_lines

pytestmark = pytest.mark.django_db
LINE = "ताज़ा अपडेट पाने के लिए हमारे साथ बने रहें और मित्रों को भी बताएँ।"
Status = BoilerplateRule.Status
numbers = counting(1)


def prose(number):
    return f"गाँव संख्या {number} में तालाब की सफ़ाई का {number}वाँ दिन पूरा हुआ और लोग जुटे रहे।"


def articles(count, *lines, **facts):
    """Return records of one source, each with these lines below text of its own."""
    return [
        record(title=f"समाचार {n}", body="\n\n".join([prose(n), prose(-n), *lines]), **facts)
        for n in islice(numbers, count)
    ]


@pytest.fixture(autouse=True)
def namuna():
    return source()


def learned(*batches):
    for batch in batches:
        repetition.learn(batch)
    return {rule.text: rule.status for rule in BoilerplateRule.objects.all()}


@pytest.mark.parametrize(
    ("holding", "others", "status"),
    [
        (4, 0, None),
        (5, 0, Status.SUGGESTED),
        (10, 0, Status.TRIED),
        (10, 10, Status.TRIED),
        (10, 11, Status.SUGGESTED),
        (10, 41, None),
    ],
)
def test_it_takes_many_articles_and_many_of_the_sources(holding, others, status):
    rules = learned(articles(others) + articles(holding, LINE))
    assert rules.get(LINE) == status


def test_it_does_not_matter_in_how_many_runs_they_come():
    apart = [[one] for one in articles(10, LINE)]
    assert learned(*apart) == {LINE: Status.TRIED}
    rule = BoilerplateRule.objects.get()
    assert (rule.seen, rule.among, rule.origin) == (10, 10, BoilerplateRule.Origin.LEARNED)


def test_a_short_line_waits_for_a_curator():
    assert learned(articles(30, "आज का विचार")) == {"आज का विचार": Status.SUGGESTED}


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("कल्पना देवी की क़लम से, हर बुधवार को इसी पन्ने पर", {"author": "कल्पना देवी, राम"}),
        ("— कल्पना देवी, नमूना समाचार के लिए सोनपुर से", {}),
        ("(लेखिका नगर के इतिहास पर लिखती रही हैं और सोनपुर में रहती हैं)", {}),
        ("नई दिल्ली, नमूना संवाददाता।", {}),
        ("सोनपुर, 7 अक्टूबर (भाषा)।", {}),
        ("(भाषा)", {}),
    ],
)
def test_author_dateline_and_agency_are_never_learned(line, facts):
    assert learned(articles(30, line, **facts)) == {}


def test_the_standing_line_of_one_author_among_others_is_never_learned():
    columns = articles(12, LINE, author="कल्पना देवी")
    assert learned(columns + articles(8, author="राम कुमार")) == {}
    assert learned(articles(8, LINE, author="राम कुमार")) == {LINE: Status.TRIED}


def test_a_line_of_a_source_with_one_name_below_all_is_learned():
    assert learned(articles(12, LINE, author="नमूना डेस्क")) == {LINE: Status.TRIED}


def test_a_long_paragraph_is_no_line():
    assert learned(articles(30, LINE * 5)) == {}


@pytest.mark.parametrize("status", [Status.REJECTED, Status.CONFIRMED])
def test_what_a_curator_decided_stays(namuna, status):
    BoilerplateRule.objects.create(source=namuna, text=LINE, status=status)
    assert learned(articles(30, LINE)) == {LINE: status}


def test_sources_are_counted_apart():
    repetition.learn(articles(6, LINE) + articles(6, LINE, source="मसौदा पत्रिका"))
    assert {rule.status for rule in BoilerplateRule.objects.all()} <= {Status.SUGGESTED}


def test_counts_fade_and_rare_lines_are_forgotten(namuna):
    for start in range(0, 400, 10):
        batch = articles(10, *([LINE] if start < 100 else []))
        repetition.learn(batch)
    namuna.refresh_from_db()
    assert namuna.counted < repetition.WINDOW
    assert not SeenLine.objects.filter(text=LINE).exists()


def test_the_table_stays_small(namuna):
    for number in range(300):
        body = "\n\n".join(f"पंक्ति {number} की {part} बात" for part in range(5))
        repetition.learn([record(title=f"समाचार {number}", body=body)])
    assert SeenLine.objects.count() <= 5 * repetition.WINDOW


def lines_of(start, count, **facts):
    return [
        json_record(id=str(n), title=f"समाचार {n}", body=f"{prose(n)}\n\n{prose(n + 7)}\n\n{LINE}")
        | facts
        for n in range(start, start + count)
    ]


class TestIngest:
    def test_later_articles_lose_the_line_and_earlier_ones_are_left(self, tmp_path):
        ingest([write_lines(tmp_path / "एक.jsonl", *lines_of(0, 12))])
        assert not Article.objects.exclude(cut=[]).exists()
        ingest([write_lines(tmp_path / "दो.jsonl", *lines_of(12, 3))])
        later = Article.objects.filter(external_id__in=["12", "13", "14"])
        assert [article.cut for article in later] == [
            [{"at": 2, "text": LINE, "why": "repeated"}]
        ] * 3
        assert all(LINE not in article.body and LINE in article.original for article in later)

    def test_the_same_input_again_is_unchanged_whatever_was_learned(self, tmp_path):
        path = write_lines(tmp_path / "एक.jsonl", *lines_of(0, 12))
        ingest([path])
        assert Source.objects.get().boilerplate.get().status == Status.TRIED
        assert ingest([path]).counts["unchanged"] == 12

    def test_a_dry_run_learns_nothing(self, tmp_path):
        path = write_lines(tmp_path / "एक.jsonl", *lines_of(0, 12))
        ingest([path], dry_run=True)
        assert not SeenLine.objects.exists() and not BoilerplateRule.objects.exists()
