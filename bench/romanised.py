"""How often a roman spelling is read as the Hindi word that was meant.

Pairs of a roman spelling and a Hindi word, a tab between, are tried against the
vocabulary of some texts; pairs whose word no text has are left out. News words are
those of ``data/news_words.tsv``, others those of ``--pairs``. Words are split by
a hash: what was looked at while the costs of sounds were set is not reported. Compared
with an exact transliteration of the ITRANS kind, and with sounds alone, without the
table of aliases.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random
from unittest import mock
from zlib import crc32

from django.core.management import call_command

from articles.hindi.aliases import Aliases
from articles.hindi.fold import fold_word
from articles.hindi.tokens import tokenise
from bench import print_table
from search import vocabulary

NEWS_WORDS = Path(__file__).parent / "data" / "news_words.tsv"
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
    vocabulary.store(written, counts.items(), vocabulary.MADE)
    return written


def is_tested(hindi: str, is_news: bool) -> bool:
    """Whether a word is kept for reporting: 60 % of the news words, half of other pairs."""
    number = crc32(hindi.encode())
    return number % 5 >= 2 if is_news else number % 2 == 1


def read_pairs(path: Path, is_news: bool) -> list[tuple[str, str]]:
    """Return the pairs for reporting: the roman spelling, the folded Hindi word."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = [(roman, fold_word(hindi)) for roman, hindi in lines]
    return [(roman, hindi) for roman, hindi in pairs if is_tested(hindi, is_news)]


def by_archive(roman: str) -> list[str]:
    return [guess.text for guess in vocabulary.sounding_like(roman)][:TOP]


def share(tried: list[tuple[str, str]], read) -> tuple[str, str]:
    """Return how often the first, and how often any word that was read is the one meant."""
    found = [(read(roman), hindi) for roman, hindi in tried]
    first = sum(words[:1] == [hindi] for words, hindi in found)
    among = sum(hindi in words for words, hindi in found)
    return f"{first / len(tried):.1%}", f"{among / len(tried):.1%}"


def compare(name: str, pairs: list[tuple[str, str]], known: dict[str, str], most: int) -> None:
    """Print a table for the pairs whose word is known."""
    kept = [(roman, hindi) for roman, hindi in pairs if hindi in known]
    tried = Random(1).sample(kept, min(most, len(kept)))
    print(f"\n{name}: {len(tried)} pairs tried, {len(pairs) - len(kept)} of unknown words.\n")
    if not tried:
        return
    by_exact = {exactly(word): word for word in known}
    rows = [("the archive", *share(tried, by_archive))]
    vocabulary.sounding_like.cache_clear()
    with mock.patch.object(vocabulary, "shipped", return_value=Aliases([])):
        rows.append(("by sound alone, without aliases", *share(tried, by_archive)))
    vocabulary.sounding_like.cache_clear()
    exact, _ = share(tried, lambda roman: [by_exact.get(roman)])
    print_table(("", "first", f"among {TOP}"), [*rows, ("exact transliteration", exact, "")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=Path, help="roman, tab, Hindi")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="JSON Lines")
    parser.add_argument("--count", type=int, default=2000, help="pairs to try (default 2000)")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    known = count_words(options.texts)
    print(f"{len(known)} words known.")
    compare("News words", read_pairs(NEWS_WORDS, is_news=True), known, options.count)
    if options.pairs:
        pairs = read_pairs(options.pairs, is_news=False)
        compare("Public pairs", pairs, known, options.count)


if __name__ == "__main__":
    main()
