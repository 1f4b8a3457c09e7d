"""Made-up stories, told again as papers do, and articles that only look like copies.

Copies are edited, rearranged, cut down or continued, and spelled in another
way. Beside them stand articles on the topic of a story, which share its names, a
quotation and background; bulletins in ever the same words; and round-ups of
several stories. One seed always gives one set.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from bench.corpus import PARAGRAPH, SENTENCE, SOURCES, Writer

TOLD_AGAIN = 0.4  # of the stories
MOST_COPIES = 5
ON_TOPIC = 0.3  # of the sentences of an article on the topic of a story are the story's own
BULLETIN = 24  # sentences
BULLETIN_KEPT = 0.7  # of them, a month later
ISSUES = 12
IN_ROUND_UP = 5  # stories
DAYS_LATER = 3
RESPELLED = 0.5  # of the words that have another spelling
NASALS = (re.compile("ं(?=[त-ध])"), "न्"), (re.compile("ं(?=[प-भ])"), "म्")

Sentence = list[str]


class Told(NamedTuple):
    """A record for ``ingest``, the number of its story, and in which way it is told."""

    record: dict
    story: int
    kind: str


class Teller(Writer):
    """Writes stories of sentences, and tells them in other ways."""

    def __init__(self, seed: int = 1):
        super().__init__(seed)
        self.numbers = iter(range(10**9))
        self.copies: dict[str, Callable[[list[Sentence]], list[Sentence]]] = {
            "word for word": lambda story: story,
            "edited": lambda story: self.reworded(story, self.random.uniform(0.05, 0.15)),
            "rearranged": self.rearranged,
            "first half": lambda story: self.reworded(story[: len(story) // 2], 0.08),
            "any half": self.any_half,
            "first third": lambda story: self.reworded(story[: len(story) // 3], 0.05),
            "continued": lambda story: story + self.sentences(len(story) * 2 // 3),
        }

    def sentences(self, count: int) -> list[Sentence]:
        return [self._words(*SENTENCE) for _ in range(count)]

    def story(self) -> list[Sentence]:
        return self.sentences(self.random.randint(10, 30))

    def reworded(self, story: list[Sentence], part: float) -> list[Sentence]:
        """Change a part of the words: three fifths replaced, the others dropped or added to."""
        return [[new for word in one for new in self._changed(word, part)] for one in story]

    def _changed(self, word: str, part: float) -> list[str]:
        chance = self.random.random()
        if chance >= part:
            return [self.respelled(word)]
        (other,) = self._words(1, 1)
        return [other] if chance < 0.6 * part else [word, other] if chance < 0.8 * part else []

    def respelled(self, word: str) -> str:
        if self.random.random() < RESPELLED:
            for nasal, written in NASALS:
                word = nasal.sub(written, word)
        return word

    def rearranged(self, story: list[Sentence]) -> list[Sentence]:
        paragraphs = [story[i : i + PARAGRAPH] for i in range(0, len(story), PARAGRAPH)]
        self.random.shuffle(paragraphs)
        return self.reworded([one for part in paragraphs[:-1] for one in part], 0.05)

    def any_half(self, story: list[Sentence]) -> list[Sentence]:
        chosen = sorted(self.random.sample(range(len(story)), len(story) // 2))
        return self.reworded([story[i] for i in chosen], 0.08)

    def on_topic(self, story: list[Sentence]) -> list[Sentence]:
        """Return another article that names what the story names, and quotes it."""
        quoted = self.random.sample(story, round(len(story) * ON_TOPIC))
        names = [word for one in story for word in one if self.random.random() < 0.2]
        own = self.sentences(len(story) - len(quoted))
        for sentence in own:
            sentence[1:1] = self.random.sample(names, min(3, len(names)))
        made = own + quoted
        self.random.shuffle(made)
        return made

    def told(self, sentences: list[Sentence], story: int, kind: str, moment: datetime) -> Told:
        parts = [" ".join(words) + "।" for words in sentences]
        starts = range(0, len(parts), PARAGRAPH)
        record = {
            "id": f"bench-{next(self.numbers)}",
            "title": " ".join(self._words(6, 12)),
            "body": "\n\n".join(" ".join(parts[i : i + PARAGRAPH]) for i in starts),
            "source": self.random.choice(SOURCES),
            "date": moment.isoformat(timespec="minutes"),
        }
        return Told(record, story, kind)


def told_stories(count: int, seed: int = 1) -> Iterator[Told]:
    """Yield ``count`` stories with their copies, and what must not be taken for one."""
    teller = Teller(seed)
    alone = iter(range(-1, -(10**9), -1))  # numbers of stories that have no copies
    recent: list[list[Sentence]] = []
    for number in range(count):
        story, moment = teller.story(), teller._moment()
        yield teller.told(story, number, "original", moment)
        if teller.random.random() < TOLD_AGAIN:
            for kind in teller.random.choices(list(teller.copies), k=teller.random.randint(1, 5)):
                later = moment + timedelta(hours=teller.random.uniform(0, 24 * DAYS_LATER))
                yield teller.told(teller.copies[kind](story), number, kind, later)
        if teller.random.random() < TOLD_AGAIN:
            yield teller.told(teller.on_topic(story), next(alone), "on the topic", moment)
        recent = [*recent, story][-IN_ROUND_UP:]
        if number % (5 * IN_ROUND_UP) == IN_ROUND_UP:
            thirds = [one for story in recent for one in story[: len(story) // 3]]
            yield teller.told(thirds, next(alone), "round-up", moment)
    for _ in range(max(1, count // 100)):
        yield from bulletins(teller, alone)


def bulletins(teller: Teller, alone: Iterator[int]) -> Iterator[Told]:
    """Yield the issues of a bulletin, a month apart, that say the same with other figures."""
    form, moment = teller.sentences(BULLETIN), teller._moment()
    for issue in range(ISSUES):
        kept = round(BULLETIN * BULLETIN_KEPT)
        said = form[:kept] + teller.sentences(BULLETIN - kept)
        yield teller.told(said, next(alone), "bulletin", moment + timedelta(days=30 * issue))
