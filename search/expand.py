"""What a query may also mean: other spellings and names, and words typed in roman letters.

The tree that was parsed says what was typed; the tree that comes out adds what
the same reader would also want found, each worth less than what was typed.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.hindi.aliases import Aliases, Form
from articles.hindi.function_words import FUNCTION_WORDS, QUESTION_WORDS
from articles.hindi.romanise import distance, phones, roman_phones
from search.tree import And, Most, Node, Or, Phrase, Variant, Variants, Word, leaves

# Finding a word as written counts twice (by text and by stem), in another form once;
# these keep an alias below the stem, and a guess below an alias.
ALIAS_WEIGHT = 0.3
GUESS_WEIGHT = 0.2
USUAL_WEIGHT = 0.3
MOST_GUESSES = 3
SHORTEST_READ = 2  # letters; a single one may stand for anything
COST_MARGIN, SOUND_MARGIN = 0.25, 0.2  # a guess so much worse than the best is none
LONG_QUERY = 6  # so many plain words are a question: not all of them must match
SHORTEST_QUESTION = 3  # so many are, if they ask with a word or a sign
QUESTION_SHARE = 0.2  # of the content words must match
SHORTEST_LOOSENED = 4  # so many plain words are loosened where no article has them all
LOOSENED_SHARE = 0.5


class Reading(NamedTuple):
    """What a word in roman letters was read as."""

    typed: str
    read: str


@dataclass
class Lexicon:
    """What expanding needs to know, as functions, so that it asks no database itself.

    ``guesses`` returns the ``Guess``es for a roman word, the best first; ``echoes``
    the Latin words that sound like a Hindi one; ``counts`` how many articles have
    each of some words; ``articles`` is how many there are.
    """

    aliases: Aliases
    guesses: Callable[[str], list]
    echoes: Callable[[str], list]
    counts: Callable[[Iterable[str]], dict[str, int]]
    articles: int


@dataclass
class Expanded:
    """The tree to search for, and how words in roman letters were read."""

    node: Node
    readings: list[Reading] = field(default_factory=list)


def expand(node: Node, lexicon: Lexicon, as_typed: bool = False) -> Expanded:
    """Return the tree with what else may be meant; ``as_typed`` reads no roman letters."""
    expander = Expander(lexicon, as_typed)
    return Expanded(expander.expand(question(node)), expander.readings)


def question(node: Node) -> Node:
    """A long row of plain words, or a shorter one that asks, is a question: most must match."""
    if not is_row(node):
        return node
    asks = any(part.text.endswith("?") or QUESTION_WORDS & {*part.words} for part in node.parts)
    if len(node.parts) < (SHORTEST_QUESTION if asks else LONG_QUERY):
        return node
    return most_of(node, QUESTION_SHARE)


def loosened(node: Node) -> Node | None:
    """Return what to search for where no article has all words of a row; None for other trees."""
    if not is_row(node) or len(node.parts) < SHORTEST_LOOSENED or question(node) is not node:
        return None
    return most_of(node, LOOSENED_SHARE)


def is_row(node: Node) -> bool:
    return isinstance(node, And) and all(isinstance(part, Word) for part in node.parts)


def most_of(node: And, share: float) -> Most:
    """Return the tree for a share of the words that say something."""
    content = [part for part in node.parts if not FUNCTION_WORDS.issuperset(part.words)]
    parts = content or node.parts
    return Most(tuple(parts), max(1, math.ceil(share * len(parts))))


def alike(guesses: list) -> list:
    """Return the best guesses as long as they are hardly worse than the first."""
    return [
        guess
        for guess in guesses[:MOST_GUESSES]
        if guess.cost <= guesses[0].cost + COST_MARGIN
        and guess.distance <= guesses[0].distance + SOUND_MARGIN
    ]


def likeliest(typed: list[str], forms: list[Form], counts: dict[str, int]) -> Form:
    """Of several names in Hindi, return the one most likely meant: by its sound, then how usual."""
    sounds = roman_phones("".join(typed))

    def cost(form):
        usual = min(counts.get(word, 0) for word in form)
        return distance(sounds, phones("".join(form))) - USUAL_WEIGHT * math.log(usual + 1)

    return min(forms, key=cost)


class Expander:
    """Goes through a tree once and collects how roman words were read."""

    def __init__(self, lexicon: Lexicon, as_typed: bool):
        self.lexicon = lexicon
        self.as_typed = as_typed
        self.readings: list[Reading] = []

    def expand(self, node: Node) -> Node:
        if isinstance(node, And):
            parts = self.row(node.parts)
            return And(tuple(parts)) if len(parts) > 1 else parts[0]
        if isinstance(node, Most):
            return Most(tuple(map(self.expand, node.parts)), node.minimum)
        if isinstance(node, Or):
            return Or(tuple(map(self.expand, node.parts)))
        if isinstance(node, Phrase) and not self.as_typed:
            return self.phrase(node)
        return self.word(node) if isinstance(node, Word) else node

    def phrase(self, node: Phrase) -> Node:
        """A phrase in roman letters may be one in Hindi; one in Hindi means what it says."""
        if not all(word.isascii() and word.isalpha() for word in node.words):
            return node
        if others := self.lexicon.aliases.others(node.words):
            return self.with_aliases(node, others)
        read = [self.lexicon.guesses(word)[:1] for word in node.words]
        if not all(read):
            return node
        self.readings.append(Reading(node.text, " ".join(guess.written for (guess,) in read)))
        return Variants(node, (Variant(tuple(guess.text for (guess,) in read), GUESS_WEIGHT),))

    def row(self, parts: tuple[Node, ...]) -> list[Node]:
        """Words side by side may be one name of several words: उच्चतम न्यायालय."""
        made, at = [], 0
        while at < len(parts):
            length, others = self.longest_alias(parts[at : at + self.lexicon.aliases.longest])
            if others:
                run = parts[at : at + length]
                made.append(self.with_aliases(And(run) if length > 1 else run[0], others))
            else:
                made.append(self.expand(parts[at]))
            at += max(1, length)
        return made

    def longest_alias(self, parts) -> tuple[int, list[Form]]:
        words = [part.words if isinstance(part, Word) else None for part in parts]
        for length in range(len(words), 1, -1):
            if None not in words[:length]:
                form = tuple(word for several in words[:length] for word in several)
                if others := self.others(form):
                    return length, others
        return 0, []

    def word(self, node: Word) -> Node:
        if others := self.others(node.words):
            return self.with_aliases(node, others)
        if len(node.words) > 1 or self.as_typed:
            return node
        if node.words[0].isascii():
            return self.guessed(node) if node.words[0].isalpha() else node
        return self.echoed(node)

    def others(self, form: Form) -> list[Form]:
        """Return the aliases of a form; roman letters that are searched as typed have none."""
        roman = all(word.isascii() for word in form)
        return [] if self.as_typed and roman else self.lexicon.aliases.others(form)

    def with_aliases(self, node: Node, others: list[Form]) -> Node:
        typed = [word for leaf in leaves(node) for word in leaf.words]
        weights = self.weights(typed, others, ALIAS_WEIGHT)
        hindi = [form for form in others if not form[0].isascii()]
        if all(word.isascii() for word in typed) and hindi:
            text = " ".join(leaf.text for leaf in leaves(node))
            counts = self.lexicon.counts({word for form in hindi for word in form})
            meant = likeliest(typed, hindi, counts)
            self.readings.append(Reading(text, self.lexicon.aliases.written[meant]))
        return Variants(node, tuple(map(Variant, others, weights)))

    def guessed(self, node: Word) -> Node:
        """Read a roman word; capitals as PM or ICBM mean what they say if the archive has them."""
        if len(node.words[0]) < SHORTEST_READ:
            return node
        guesses = self.lexicon.guesses(node.words[0])
        if node.text.isupper() and self.lexicon.counts(node.words).get(node.words[0]):
            return node
        near = alike(guesses)
        if not near:
            return node
        self.readings.append(Reading(node.text, near[0].written))
        weights = [GUESS_WEIGHT * math.exp(near[0].cost - guess.cost) for guess in near]
        return Variants(
            node, tuple(Variant((g.text,), w) for g, w in zip(near, weights, strict=True))
        )

    def echoed(self, node: Word) -> Node:
        echoes = self.lexicon.echoes(node.words[0])
        if not echoes:
            return node
        forms = [(echo.text,) for echo in echoes]
        weights = self.weights(node.words, forms, GUESS_WEIGHT)
        return Variants(node, tuple(map(Variant, forms, weights)))

    def weights(self, typed, others: list[Form], weight: float) -> list[float]:
        """A rare form would outscore the frequent one that was typed; weigh it down."""
        words = {word for form in (*others, tuple(typed)) for word in form}
        counts = self.lexicon.counts(words)

        def rarity(words):
            return sum(self.idf(counts.get(word, 0)) for word in words) / len(words)

        return [weight * min(1.0, rarity(typed) / rarity(form)) for form in others]

    def idf(self, count: int) -> float:
        return math.log((self.lexicon.articles + 1) / (count + 1)) + 1
