"""How long suggestions take while a query is typed.

Two hundred beginnings of five kinds are answered: first by a process that has
answered none of them, then again, of which the median counts. A beginning of a
word is that of a frequent one, as readers type.
"""

import time
from collections.abc import Callable
from random import Random

import numpy as np

from articles.hindi.romanise import phones
from articles.ingestion.gazetteer import read_table
from articles.ingestion.pipeline import ingest
from bench import print_table
from bench.corpus import prepared, vocabulary
from search.models import Word
from search.suggest import answer, names

A_KIND = 40
REPEATS = 5
FREQUENT, MIDDLE = (40, 3000), (100, 1500)  # ranks in the vocabulary
LONGEST = 6  # letters of a beginning
# Letters that a reader types for the sounds of Hindi, where they are not the same.
TYPED = {"K": "kh", "G": "gh", "C": "ch", "c": "ch", "J": "jh", "T": "th", "D": "dh", "P": "ph"}
TYPED |= {"B": "bh", "S": "sh", "A": "a", "I": "i", "U": "u", "E": "ai", "O": "au", "N": "n"}
TYPED |= {"q": "t", "Q": "th", "x": "d", "X": "dh", "R": "ri"}


class Beginnings:
    """Draws what is typed."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.words = vocabulary(Random(seed))
        self.names = list(read_table())

    def all(self) -> list[tuple[str, str]]:
        """Return (kind, beginning) pairs, as many of each kind."""
        kinds = {
            "a word": lambda: self.cut(self.word(FREQUENT)),
            "a second word": lambda: self.second(str),
            "a roman word": lambda: self.cut(roman(self.word(FREQUENT))),
            "a second roman word": lambda: self.second(roman),
            "a name": lambda: self.cut(self.name()),
        }
        return [(kind, make()) for kind, make in kinds.items() for _ in range(A_KIND)]

    def word(self, ranks: tuple[int, int]) -> str:
        return self.random.choice(self.words[slice(*ranks)])

    def second(self, spell: Callable[[str], str]) -> str:
        return f"{spell(self.word(MIDDLE))} {self.cut(spell(self.word(FREQUENT)))}"

    def name(self) -> str:
        row = self.random.choice(self.names)
        return self.random.choice([row.label, row.roman or row.label])

    def cut(self, text: str) -> str:
        return text[: self.random.randint(1, min(LONGEST, len(text)))]


def roman(word: str) -> str:
    return "".join(TYPED.get(sound, sound) for sound in phones(word))


def measure(asked: list[tuple[str, str]]) -> np.ndarray:
    """Return the milliseconds of each answer."""
    taken = []
    for _, text in asked:
        began = time.perf_counter()
        answer(text)
        taken.append((time.perf_counter() - began) * 1000)
    return np.array(taken)


def report(asked: list[tuple[str, str]], first: np.ndarray, again: np.ndarray) -> None:
    kinds = np.array([kind for kind, _ in asked])
    rows = []
    for kind in ("all", *dict.fromkeys(kinds)):
        chosen = np.ones(len(kinds), bool) if kind == "all" else kinds == kind
        figures = (*np.percentile(first[chosen], (50, 95)), *np.percentile(again[chosen], (50, 95)))
        rows.append((kind, *(f"{figure:.1f}" for figure in figures)))
    print_table(("beginning of", "first p50 ms", "p95 ms", "again p50 ms", "p95 ms"), rows)


def run(seed: int) -> None:
    """Ask the archive that is set up, and print how long it took."""
    began = time.perf_counter()
    names.current()
    print(f"names read in {(time.perf_counter() - began) * 1000:.0f} ms")
    print(f"{Word.objects.count()} words in the vocabulary\n")
    asked = Beginnings(seed).all()
    first = measure(asked)
    report(asked, first, np.median([measure(asked) for _ in range(REPEATS)], axis=0))


def main() -> None:
    options, path = prepared(__doc__, 5000)
    ingest([path])
    run(options.seed)


if __name__ == "__main__":
    main()
