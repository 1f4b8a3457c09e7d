"""How often a roman spelling is read as the Hindi word that was meant.

Pairs of a roman spelling and a Hindi word, a tab between, are tried against the
vocabulary of some texts; pairs whose word no text has are left out. Compared
with an exact transliteration of the ITRANS kind.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random

from django.core.management import call_command

from articles.hindi.fold import fold_word
from articles.hindi.tokens import tokenise
from bench import print_table
from search import vocabulary

TOP = 5
EXACT = {
    **dict(zip("अआइईउऊएऐओऔ", "a aa i ii u uu e ai o au".split(), strict=True)),
    **dict(zip("ािीुूेैोौं", "aa i ii u uu e ai o au n".split(), strict=True)),
    **dict(zip("कखगघचछजझटठडढ", "k kh g gh ch chh j jh t th d dh".split(), strict=True)),
    **dict(zip("तथदधनपफबभमयरलव", "t th d dh n p ph b bh m y r l v".split(), strict=True)),
    **dict(zip("शषसह", "sh sh s h".split(), strict=True)),
}
VOWELS = set("ािीुूेैोौ्")


def exactly(word: str) -> str:
    """Return an exact transliteration, the last schwa left out."""
    made = ""
    for letter, following in zip(word, word[1:] + " ", strict=True):
        made += EXACT.get(letter, "")
        if "क" <= letter <= "ह" and following not in VOWELS and following != " ":
            made += "a"
    return made


def count_words(paths: list[Path]) -> dict[str, str]:
    """Put the words of all texts into the vocabulary, with the number of texts that have each."""
    counts, written = Counter(), {}
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = " ".join(json.loads(line)[field] for field in ("title", "body"))
                words = {token.folded: text[token.start : token.end] for token in tokenise(text)}
                kept = {
                    folded: written
                    for folded, written in words.items()
                    if vocabulary.is_word(folded)
                }
                counts.update(kept.keys())
                written |= {folded: kept[folded] for folded in kept.keys() - written.keys()}
    vocabulary.store(written, counts.items())
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=Path, required=True, help="roman, tab, Hindi")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="JSON Lines")
    parser.add_argument("--count", type=int, default=2000, help="pairs to try (default 2000)")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    known = count_words(options.texts)
    lines = options.pairs.read_text(encoding="utf-8").splitlines()
    pairs = [(roman, fold_word(hindi)) for roman, hindi in (line.split("\t") for line in lines)]
    pairs = [(roman, hindi) for roman, hindi in pairs if hindi in known]
    tried = Random(1).sample(pairs, min(options.count, len(pairs)))
    by_exact = {exactly(word): word for word in known}
    first = best = exact = 0
    for roman, hindi in tried:
        read = [guess.text for guess in vocabulary.sounding_like(roman)][:TOP]
        first += read[:1] == [hindi]
        best += hindi in read
        exact += by_exact.get(roman) == hindi
    print(f"{len(known)} words known, {len(tried)} pairs tried.")
    share = [f"{number / len(tried):.1%}" for number in (first, best, exact)]
    rows = [("the archive", share[0], share[1]), ("exact transliteration", share[2], "")]
    print_table(("", "first", f"among {TOP}"), rows)


if __name__ == "__main__":
    main()
