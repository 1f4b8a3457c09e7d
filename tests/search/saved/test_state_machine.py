"""Any order of saving, taking in, visiting, sending and breaking, against a plain model.

The model knows which stories came in after which visit, and which were sent to whom.
"""

import re
from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.models import Article, Cluster
from search.models import SavedSearch
from search.saved import listing, searches, sending
from search.saved.news import latest
from tests.builders import article, indexed
from tests.search.saved.keeping import reader, state

WORDS = ("तालाब", "पुस्तकालय", "डाकघर")
readers = st.integers(0, 1)
words = st.sampled_from(WORDS)
found = st.sets(words, min_size=1)
numbers = count()


class Died(BaseException):
    """The process ended here."""


class Keeping(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        number = next(numbers)
        self.readers = [reader(f"{name}{number}@example.org") for name in ("asha", "ravi")]
        self.came: list[tuple[int, set[str]]] = []  # articles in the order of their coming
        self.clusters: dict[int, int] = {}
        self.seen: dict[int, int] = {}  # saved search: how many articles had come
        mail.outbox = []
        self.take_in({"और"}, None)
        for who in (0, 1):  # so that there is something to send
            self.save(who, WORDS[who], "daily")
            self.save(who, WORDS[2], "weekly")

    def teardown(self):
        """No reader of another example gets mails first."""
        for one in self.readers:
            one.delete()

    def take_in(self, found: set[str], cluster: Cluster | None):
        made = article(title=" ".join(sorted(found)), body="कुछ और पाठ।", cluster=cluster)
        indexed()
        self.came.append((made.pk, found))
        return made

    @rule(found=found)
    def comes(self, found):
        self.take_in(found, None)

    @precondition(lambda self: len(self.came) > 1)
    @rule(data=st.data(), found=found)
    def a_copy_comes(self, data, found):
        """Edited, so that it may be found by other words."""
        pk, _ = data.draw(st.sampled_from(self.came[1:]))
        one = Article.objects.get(pk=pk)
        if one.cluster is None:
            one.cluster = Cluster.objects.create()
            one.save()
        made = self.take_in(found, one.cluster)
        self.clusters |= {one.pk: one.cluster_id, made.pk: one.cluster_id}

    @rule(who=readers, word=words, digest=st.sampled_from(["none", "daily", "weekly"]))
    def save(self, who, word, digest):
        made = searches.save(self.readers[who], state(f"q={word}"), "", digest)
        self.seen.setdefault(made.pk, len(self.came))

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def visit(self, data):
        pk = data.draw(st.sampled_from(sorted(self.seen)))
        listing.visited(SavedSearch.objects.filter(pk=pk), latest())
        self.seen[pk] = len(self.came)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), digest=st.sampled_from(["none", "daily"]), paused=st.booleans())
    def change(self, data, digest, paused):
        saved = SavedSearch.objects.get(pk=data.draw(st.sampled_from(sorted(self.seen))))
        listing.changed(saved, saved.name, digest, paused)

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def delete(self, data):
        pk = data.draw(st.sampled_from(sorted(self.seen)))
        SavedSearch.objects.get(pk=pk).delete()
        del self.seen[pk]

    def a_week_goes_by(self):
        SavedSearch.objects.update(mailed_at=timezone.now() - timedelta(days=7))

    @rule(later=st.booleans())
    def send(self, later):
        if later:
            self.a_week_goes_by()
        sending.send()

    @rule(found=found, step=st.sampled_from(["settle", "record", "mail_of", "open_connection"]))
    def die_while_sending(self, found, step):
        """Before the step is done for the first mail, and go on in a new process."""
        real = getattr(sending, step)

        def dies(letter_or_connection, *others):
            if not getattr(letter_or_connection, "parts", True):
                return real(letter_or_connection, *others)
            raise Died

        self.take_in(found, None)
        self.a_week_goes_by()
        with pytest.MonkeyPatch.context() as patch, suppress(Died):
            patch.setattr(sending, step, dies)
            sending.send()
        sending.send()

    @invariant()
    def no_article_and_no_story_comes_twice_to_a_reader(self):
        for one in self.readers:
            mails = [sent.body for sent in mail.outbox if sent.to == [one.email]]
            sent = [int(pk) for body in mails for pk in re.findall(r"/articles/(\d+)", body)]
            stories = [self.clusters.get(pk, -pk) for pk in sent]
            assert len(stories) == len(set(stories))

    @invariant()
    def what_is_new_is_just_what_came_since_the_last_visit(self):
        for pk, seen in self.seen.items():
            saved = SavedSearch.objects.get(pk=pk)
            word = saved.name
            known = {self.clusters.get(one, -one) for one, has in self.came[:seen] if word in has}
            fresh = {self.clusters.get(one, -one) for one, has in self.came[seen:] if word in has}
            row = listing.row_of(saved, latest())
            stories = {story.cluster or -story.pk for story in row.news.stories}
            assert stories == fresh - known


@pytest.mark.django_db
@pytest.mark.usefixtures("index")
def test_nothing_is_sent_twice_and_news_are_exact_whatever_happens():
    usual = hypothesis_settings(
        max_examples=20, stateful_step_count=20, derandomize=True, database=None
    )
    run_state_machine_as_test(Keeping, settings=usual)
