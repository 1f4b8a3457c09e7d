"""Which forms of a word the stemmer brings together, and which it should.

Of all pairs of word forms in a treebank in CoNLL-U form: do they share a lemma,
and do they share a stem? Compared with Snowball's Hindi stemmer and with the
endings of Ramanathan and Rao (A Lightweight Stemmer for Hindi, 2003).
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import Stemmer

from articles.hindi.fold import fold
from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words
from bench import print_table

FORM, LEMMA, TAG = 1, 2, 3
PASSED_OVER = {"PUNCT", "NUM", "SYM", "X"}
SHORTEST = 2  # characters that Ramanathan and Rao's endings must leave
ENDINGS = sorted(
    map(
        fold,
        "ो े ू ु ी ि ा कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ाँ ों ें ाकर ाइए ाईं ाया ेगी ेगा ोगी "
        "ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे "
        "ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियाँ ियों".split(),
    ),
    key=len,
    reverse=True,
)

Pair = frozenset[str]


def ramanathan_rao(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def read_lemmas(path: Path) -> dict[str, set[str]]:
    """Return the lemmas of each word form, all folded."""
    lemmas = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > TAG and cells[0].isdigit() and cells[TAG] not in PASSED_OVER:
            form, lemma = fold_words(cells[FORM]), fold_words(cells[LEMMA])
            if len(form) == len(lemma) == 1:
                lemmas[form[0]].add(lemma[0])
    return lemmas


def pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def grouped(forms: Iterable[str], keys: Callable[[str], Iterable[str]]) -> list[list[str]]:
    groups = defaultdict(list)
    for form in forms:
        for key in keys(form):
            groups[key].append(form)
    return list(groups.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--conllu", type=Path, required=True, help="a treebank with lemmas")
    lemmas = read_lemmas(parser.parse_args().conllu)
    wanted = pairs(grouped(lemmas, lemmas.get))
    stemmers = {
        "the archive": stem,
        "Snowball": Stemmer.Stemmer("hindi").stemWord,
        "Ramanathan and Rao": ramanathan_rao,
    }
    rows = []
    for name, stemmer in stemmers.items():
        made = pairs(grouped(lemmas, lambda form, stemmer=stemmer: [stemmer(form)]))
        precision, recall = len(made & wanted) / len(made), len(made & wanted) / len(wanted)
        harmonic = 2 * precision * recall / (precision + recall)
        rows.append((name, f"{precision:.3f}", f"{recall:.3f}", f"{harmonic:.3f}"))
    print(f"{len(lemmas)} word forms, {len(wanted)} pairs with a lemma in common.")
    print_table(("", "precision", "recall", "F1"), rows)


if __name__ == "__main__":
    main()
