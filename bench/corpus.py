"""Made-up Hindi news, for measuring at any size without anybody's text.

Words are built from syllables and drawn by Zipf's law; the names of places,
people and organisations are those of the archive's own gazetteer, so that
tagging and facets have their usual work. One seed always gives one corpus.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from pathlib import Path
from random import Random

from django.core.management import call_command

from articles.ingestion.gazetteer import read_table
from bench import HOME

VOCABULARY = 80_000  # words
# Shift (in ranks) and exponent of Zipf's law. Those of the words give as many different
# words in 20,000 to a million as running Hindi has, within about a fifth.
WORD_CURVE = (14, 1.35)
NAME_CURVE = (20, 1.0)
WORDS = (250, 400)  # a body, without the names
NAMES = (3, 8)  # an article
SENTENCE = (7, 24)  # words
PARAGRAPH = 4  # sentences
HEADLINE = (6, 12)  # words
FIRST_DAY = datetime(2014, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
DAYS = 3652

CONSONANTS = "ककखगगचछजजटडततथददधनननपपफबबभममयररररलललवववशससससहह"
SIGNS = ("", "", "", "", "ा", "ा", "ा", "ि", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ौ", "ं", "ां", "्")
ENDINGS = ("", "", "", "", "", "", "ा", "ी", "े", "ों", "ें", "ियों", "ता", "ने")
# These make up a third of any Hindi text and are the longest posting lists of its index.
FUNCTION_WORDS = (
    "के में की है और से का को ने पर कि यह भी हैं नहीं था एक लिए तो ही इस हो कर वह गया साथ बाद "
    "अपने जो थे तक दिया थी कहा उन्होंने वाले करने किया रहे कुछ होने इसके लेकिन"
).split()
SOURCES = (
    "नमूना समाचार",
    "उदाहरण टाइम्स",
    "दृष्टांत प्रभात",
    "परीक्षण वार्ता",
    "मसौदा पत्रिका",
    "प्रतिरूप दैनिक",
    "प्रयोग संदेश",
    "साँचा जगत",
)
AGENCIES = ("", "", "", "नमूना एजेंसी", "परीक्षण फ़ीड")
TOPICS = ("राजनीति", "खेल", "अर्थव्यवस्था", "विज्ञान", "शिक्षा", "स्वास्थ्य", "मौसम", "संस्कृति")


class Writer:
    """Writes the articles of one corpus."""

    def __init__(self, seed: int = 1):
        self.random = Random(seed)
        self.words = vocabulary(self.random)
        self.word_weights = zipf(len(self.words), *WORD_CURVE)
        self.names = [row.label for row in read_table()]
        self.name_weights = zipf(len(self.names), *NAME_CURVE)

    def article(self, number: int) -> dict:
        """Return an article as a record for ``ingest``; ``number`` becomes its id."""
        return {
            "id": f"bench-{number}",
            "title": " ".join(self._words(*HEADLINE)),
            "body": self._body(),
            "source": self.random.choice(SOURCES),
            "date": self._moment().isoformat(timespec="minutes"),
            "agency": self.random.choice(AGENCIES),
            "topics": self.random.sample(TOPICS, self.random.randint(1, 2)),
        }

    def _words(self, least: int, most: int) -> list[str]:
        count = self.random.randint(least, most)
        return self.random.choices(self.words, cum_weights=self.word_weights, k=count)

    def _body(self) -> str:
        words = self._words(*WORDS)
        count = self.random.randint(*NAMES)
        for name in self.random.choices(self.names, cum_weights=self.name_weights, k=count):
            words.insert(self.random.randrange(len(words)), name)
        sentences = list(self._sentences(words))
        starts = range(0, len(sentences), PARAGRAPH)
        return "\n\n".join(" ".join(sentences[start : start + PARAGRAPH]) for start in starts)

    def _sentences(self, words: list[str]) -> Iterator[str]:
        start = 0
        while start < len(words):
            end = start + self.random.randint(*SENTENCE)
            yield " ".join(words[start:end]) + "।"
            start = end

    def _moment(self) -> datetime:
        return FIRST_DAY + timedelta(minutes=self.random.randrange(DAYS * 24 * 60))


def vocabulary(random: Random) -> list[str]:
    """Return all words, the most frequent first; frequent words are short."""
    found = dict.fromkeys(FUNCTION_WORDS)
    while len(found) < VOCABULARY:
        longest = 2 if len(found) < 1500 else 3 if len(found) < 15_000 else 4
        syllables = random.randint(2, longest)
        found[word(random, syllables)] = None
    return list(found)


def word(random: Random, syllables: int) -> str:
    signs = [random.choice(SIGNS) for _ in range(syllables - 1)]
    open_syllables = "".join(random.choice(CONSONANTS) + sign for sign in signs)
    return open_syllables + random.choice(CONSONANTS) + random.choice(ENDINGS)


def zipf(count: int, shift: float, exponent: float) -> list[float]:
    """Return the cumulated weights of ranks by Zipf's law."""
    return list(accumulate((rank + shift) ** -exponent for rank in range(count)))


def articles(count: int, seed: int = 1) -> Iterator[dict]:
    """Yield ``count`` records; only the vocabulary is held in memory."""
    writer = Writer(seed)
    for number in range(count):
        yield writer.article(number)


def write(records: Iterator[dict], file) -> None:
    for record in records:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def prepared(summary: str, count: int) -> tuple[argparse.Namespace, Path]:
    """Read a benchmark's options, and write as many articles as they ask for to a file."""
    parser = argparse.ArgumentParser(description=summary.split("\n")[0])
    parser.add_argument("--count", type=int, default=count, help=f"articles (default {count})")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    path = HOME / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write(articles(options.count, options.seed), file)
    return options, path


def main() -> None:
    parser = argparse.ArgumentParser(description="Write made-up Hindi news as JSON lines.")
    parser.add_argument("--count", type=int, default=2000, help="articles (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", help="a file; without one, standard output")
    options = parser.parse_args()
    records = articles(options.count, options.seed)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            write(records, file)
    else:
        sys.stdout.reconfigure(encoding="utf-8")
        write(records, sys.stdout)


if __name__ == "__main__":
    main()
