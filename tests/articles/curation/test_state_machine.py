"""Whatever curators do, in whatever order: nothing is lost, and what is undone is as it was.

A few hundred actions, always the same. For others, and more,
``CURATION_RUNS=400 pytest tests/articles/curation/test_state_machine.py -s`` does more than
ten thousand and says how many.
"""

import os

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.articles.curation.machine import Curator, done

RUNS = int(os.environ.get("CURATION_RUNS", 0))
USUAL = 12


@pytest.mark.django_db
def test_any_row_of_actions_keeps_the_archive_whole():
    done.clear()
    long = settings(
        max_examples=RUNS or USUAL, stateful_step_count=30, derandomize=not RUNS, database=None
    )
    run_state_machine_as_test(Curator, settings=long)
    undone = {kind for kind in done if kind.startswith("undone")}
    tried = {kind: count for kind, count in done.items() if kind not in {*undone, "refused"}}
    print(f"{sum(tried.values())} actions: {dict(done)}")
    assert len(undone) > 2, "too few actions were undone to say anything"
