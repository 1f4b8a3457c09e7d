"""Words and names that are the same for a reader, though no rule of spelling says so."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from articles.hindi.tokens import fold_words

TABLE = Path(__file__).parent / "data" / "aliases.tsv"

Form = tuple[str, ...]  # folded words


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
        return [other for other in self.groups.get(form, ()) if other != form]


def read_table(path: Path = TABLE) -> Iterator[list[str]]:
    """Yield the groups of a table: its kind, a tab, the forms joined by ``|``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("\t")[2].split("|")


@lru_cache
def shipped() -> Aliases:
    """Return the aliases that come with the archive."""
    return Aliases(read_table())
