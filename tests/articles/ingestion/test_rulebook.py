"""Rules in the database: shipped, changed by curators, learned."""

import pytest

from articles.ingestion import rulebook
from articles.ingestion.boilerplate import cut
from articles.models import BoilerplateRule
from tests import builders

pytestmark = pytest.mark.django_db
ONE = "तालाब की सफ़ाई सोमवार को पूरी हुई।"
Status = BoilerplateRule.Status


def cut_lines(*lines, source="नमूना समाचार", page=True):
    marks = rulebook.current().marks(source, page)
    return [one.text for one in cut("\n\n".join(lines), marks)[1]]


def test_the_table_says_what_each_line_means_and_no_line_twice():
    rows = list(rulebook.read_table())
    assert {row.kind for row in rows} == set(BoilerplateRule.Kind.values)
    assert rulebook.install() == len(rows) == BoilerplateRule.objects.count()


def test_what_a_curator_changed_of_the_shipped_rules_stays_and_missing_ones_come():
    rulebook.install()
    BoilerplateRule.objects.filter(text="Facebook").update(status=Status.REJECTED)
    BoilerplateRule.objects.filter(text="Twitter").delete()
    assert rulebook.install() == 1
    assert BoilerplateRule.objects.get(text="Facebook").status == Status.REJECTED
    assert rulebook.current() != rulebook.shipped()


def test_the_stored_rules_cut_as_the_table_says():
    rulebook.install()
    assert rulebook.current() == rulebook.shipped()
    assert cut_lines(ONE, "Facebook", "Tags", "तालाब") == ["Facebook", "Tags", "तालाब"]


@pytest.mark.parametrize(
    ("status", "acts"),
    [("confirmed", True), ("tried", True), ("suggested", False), ("rejected", False)],
)
def test_a_rule_acts_by_its_status(status, acts):
    source = builders.source()
    BoilerplateRule.objects.create(text="नमूना की पेशकश", source=source, status=status)
    assert bool(cut_lines(ONE, "नमूना की पेशकश")) == acts
    assert cut_lines(ONE, "नमूना की पेशकश", source="मसौदा पत्रिका") == []


def test_a_shipped_rule_can_be_switched_off_for_one_source():
    rulebook.install()
    BoilerplateRule.objects.create(text="Facebook", source=builders.source(), status="rejected")
    assert cut_lines(ONE, "Facebook") == []
    assert cut_lines(ONE, "Facebook", source="मसौदा पत्रिका") == ["Facebook"]


def test_a_dry_run_stores_no_rules_and_has_them_all_the_same():
    assert rulebook.Rulebook(dry_run=True).rules == rulebook.shipped()
    assert not BoilerplateRule.objects.exists()
