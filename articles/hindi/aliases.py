"""Words and names that are the same for a reader, though no rule of spelling says so."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from articles.hindi.romanise import distance, phones
from articles.hindi.stems import NOUN_ENDINGS, consonants
from articles.hindi.tokens import fold_words

TABLE = Path(__file__).parent / "data" / "aliases.tsv"

Form = tuple[str, ...]  # folded words

# Endings of inflected nouns, what the table has instead, and how many consonants must be left:
# अक्तूबरी is sure to come from अक्तूबर, while a short word with ी is often another one.
INFLECTIONS = [
    *((ending, instead, 2) for ending, instead in NOUN_ENDINGS.items()),
    ("ों", "ा", 2),
    ("े", "ा", 3),
    ("ी", "", 3),
]
ALIKE = 1.2  # two spellings of a word sound no farther apart; other names for it do


class Aliases:
    """Groups of interchangeable forms; each form stands in one group.

    A group is given as the forms as written; they are looked up by their folded words.
    """

    def __init__(self, groups: Iterable[list[str]]):
        self.groups: dict[Form, list[Form]] = {}
        self.written: dict[Form, str] = {}
        for texts in groups:
            forms = {tuple(fold_words(text)): text for text in texts}
            self.written |= forms
            for form in forms:
                self.groups.setdefault(form, list(forms))
        self.longest = max(map(len, self.groups), default=1)

    def others(self, form: Form) -> list[Form]:
        """Return the other forms of what is called so; empty if the table has none."""
        if form not in self.groups and len(form) == 1:
            return [(word,) for word in self.inflected(form[0])]
        return [other for other in self.groups.get(form, ()) if other != form]

    def inflected(self, word: str) -> list[str]:
        """Return the inflected word in the other spellings of what it is a form of."""
        for ending, instead, fewest in INFLECTIONS:
            base = word.removesuffix(ending) + instead
            if word.endswith(ending) and consonants(base) >= fewest and (base,) in self.groups:
                spellings = self.spellings(base, instead)
                return [one[: len(one) - len(instead)] + ending for one in spellings]
        return []

    def spellings(self, base: str, ending: str) -> list[str]:
        """Return the other Hindi words of a group that end and sound like this one."""
        words = [form[0] for form in self.groups[base,] if len(form) == 1 and form[0] != base]
        return [
            word
            for word in words
            if not word.isascii()
            and word.endswith(ending)
            and distance(phones(word), phones(base)) <= ALIKE
        ]


def read_table(path: Path = TABLE) -> Iterator[list[str]]:
    """Yield the groups of a table: its kind, a tab, the forms joined by ``|``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("\t")[2].split("|")


@lru_cache
def shipped() -> Aliases:
    """Return the aliases that come with the archive."""
    return Aliases(read_table())
