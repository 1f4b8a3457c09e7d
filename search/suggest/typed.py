"""What was typed so far: the words before, and the beginning of the last one."""

from typing import NamedTuple

from articles.hindi import romanise
from articles.hindi.aliases import shipped
from articles.hindi.fold import beginnings
from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.tokens import fold_words, tokenise
from search import vocabulary
from search.query import lexemes

LONGEST = 100  # characters that are looked at


class Typed(NamedTuple):
    """``text`` as typed; ``lead`` stands before the last word, which begins with ``last``."""

    text: str
    lead: str = ""
    last: str = ""

    @property
    def words(self) -> list[str]:
        return fold_words(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether these are words only, without operators, quotes or field names."""
        return all(piece.kind == "word" for piece in lexemes(self.text))

    @property
    def is_roman(self) -> bool:
        return vocabulary.is_latin(self.last)

    @property
    def starts(self) -> list[str]:
        """The folded beginnings that may be meant."""
        return beginnings(self.last)


def read(text: str) -> Typed:
    """Return what was typed; at most ``LONGEST`` characters of it."""
    text = " ".join(text.replace("\x00", "")[:LONGEST].split())
    tokens = list(tokenise(text))
    if not tokens:
        return Typed(text)
    start, end = tokens[-1].start, tokens[-1].end
    # A halant ends no word for the tokeniser; what is typed after it will go on.
    return Typed(text, text[:start], text[start:end])


def as_read(lead: str) -> str:
    """Return the words before the last one with those in roman letters in Hindi."""
    made, end = "", 0
    for token in tokenise(lead):
        raw = lead[token.start : token.end]
        made += lead[end : token.start]
        made += reading_of(raw, token.folded) if vocabulary.is_latin(token.folded) else raw
        end = token.end
    return made + lead[end:]


def reading_of(raw: str, folded: str) -> str:
    """Return the Hindi word that a roman one most likely means, or the word itself."""
    if raw.isupper() and vocabulary.counts([folded]):
        return raw
    names = vocabulary.hindi_names(folded)
    if counts := vocabulary.counts(names):
        return shipped().written[(max(counts, key=counts.get),)]
    guesses = vocabulary.sounding_like(folded)
    return guesses[0].written if guesses else raw


def telling(words: list[str]) -> tuple[str, ...]:
    """Return the words that say what is looked for, each once."""
    return tuple(dict.fromkeys(word for word in words if word not in FUNCTION_WORDS))


def sounds_of(roman: str) -> list[str]:
    """Return how the beginning of a roman word may sound; after c comes most often h."""
    texts = [roman, f"{roman}h"] if roman.endswith("c") else [roman]
    return list(dict.fromkeys(one for text in texts for one in romanise.readings(text) if one))


def skeletons_of(sounds: list[str]) -> set[str]:
    """Return the skeletons with which the word may begin; empty for vowels alone."""
    spelled = {romanise.INNER_M.sub(romanise.NASAL, one) for one in sounds} | set(sounds)
    consonants = (one for one in spelled if not romanise.VOWEL_PHONES.issuperset(one))
    return {romanise.skeleton(one) for one in consonants}
