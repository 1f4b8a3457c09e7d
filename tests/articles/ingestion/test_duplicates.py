"""What makes two texts near-duplicates, and that their fingerprints meet."""

import pickle
from datetime import date
from random import Random

import numpy as np
import pytest

from articles.ingestion.duplicates import (
    KEYS,
    SHORTEST,
    Text,
    fingerprint,
    share,
    shingles,
)


def words(count, seed=1):
    """Return made-up words, no two alike."""
    letters = "कखगचछजटडतथदधनपफबभमरलवशसह"
    random = Random(seed)
    found = {"".join(random.choices(letters, k=6)): None for _ in range(2 * count)}
    return list(found)[:count]


def text(parts, day=None):
    return Text(shingles(" ".join(parts)), day)


STORY = words(200)
OTHER = words(200, seed=2)


class TestFingerprint:
    def test_the_same_words_in_another_spelling_have_the_same(self):
        one = "हिन्दी अख़बारों में नयी दिल्ली की ख़बर छपी, जिसमें 1,200 लोगों की बात थी और फिर " * 2
        other = "हिंदी अखबारों में नई दिल्ली की खबर छपी - जिसमें १२०० लोगों की बात थी और फिर! " * 2
        assert fingerprint(one) == fingerprint(other) != ()

    def test_it_never_changes(self):
        """It is stored: other numbers would find no copy of what is there already."""
        assert fingerprint("क ख ग घ च " * 4)[:2] == (1007160212150366223, 4074008651683819570)

    def test_it_holds_so_many_keys_at_most_that_fit_a_database(self):
        found = fingerprint(" ".join(STORY))
        assert len(found) == len(set(found)) == KEYS
        assert all(-(2**63) <= key < 2**63 for key in found)

    def test_a_short_text_has_as_many_as_it_has_shingles(self):
        assert len(fingerprint(" ".join(STORY[:SHORTEST]))) == SHORTEST - 4

    @pytest.mark.parametrize("body", ["", "।", "चित्र देखें", " ".join(STORY[: SHORTEST - 1])])
    def test_a_few_words_prove_nothing(self, body):
        assert fingerprint(body) == ()

    def test_one_word_over_and_over_is_no_error(self):
        assert len(fingerprint("क " * 50)) == 1

    def test_it_goes_from_process_to_process(self):
        found = fingerprint(" ".join(STORY))
        assert pickle.loads(pickle.dumps(found)) == found
        assert {type(key) for key in found} == {int}

    @pytest.mark.parametrize(
        "copy",
        [
            STORY[:100],
            STORY[100:],
            STORY[:70],
            STORY[100:] + STORY[:100],
            STORY + OTHER,
            [word if number % 8 else "बदला" for number, word in enumerate(STORY)],
        ],
        ids=["first half", "second half", "a third", "rearranged", "continued", "reworded"],
    )
    def test_copies_share_some(self, copy):
        assert set(fingerprint(" ".join(STORY))) & set(fingerprint(" ".join(copy)))

    def test_other_texts_share_none(self):
        assert not set(fingerprint(" ".join(STORY))) & set(fingerprint(" ".join(OTHER)))


class TestShare:
    @pytest.mark.parametrize(
        "one, other, expected",
        [
            (STORY, STORY, 1),
            (STORY[:100], STORY, 1),
            (STORY, STORY[:100], 1),
            (STORY, OTHER, 0),
            (STORY[:60] + OTHER[:40], STORY, 0.59),
            (STORY[:40] + OTHER[:60], STORY, 0),
            (STORY[:40], STORY, 0),
        ],
        ids=["same", "brief", "full", "other", "more than half", "less than half", "too small"],
    )
    def test_half_of_the_shorter_text_in_the_longer_one_makes_a_copy(self, one, other, expected):
        assert share(text(one), text(other)) == pytest.approx(expected, abs=0.01)

    @pytest.mark.parametrize(
        "kept, days, copy",
        [
            (120, 0, True),
            (120, 7, True),
            (120, 8, False),
            (120, 400, False),
            (180, 400, True),
            (120, None, True),
        ],
    )
    def test_much_later_more_must_be_the_same(self, kept, days, copy):
        first = date(2020, 3, 1)
        day = None if days is None else date.fromordinal(first.toordinal() + days)
        later = text(STORY[:kept] + OTHER[kept:], day)
        assert bool(share(text(STORY, first), later)) is copy
        assert bool(share(later, text(STORY, first))) is copy

    def test_shingles_come_each_once_and_in_order(self):
        found = shingles("क ख ग क ख ग क ख ग")
        assert len(found) == 3
        assert (np.diff(found) > 0).all()
