"""What the recogniser looks at: features of a word, of its neighbours, and of known names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from articles.hindi import data
from articles.hindi.names.table import Row, read_table
from articles.hindi.names.words import Word
from articles.hindi.tokens import fold_words

CLUSTERS = 512
TABLE = Path(data.__file__).parent / "word_clusters.txt"
LONGEST_NAME = 8  # words
WITHIN = frozenset(".-")  # signs that may stand within a name: एस. जयशंकर
KINDS = {"person": "P", "place": "L", "organisation": "O", "other": "X"}

TITLES = frozenset(
    fold_words(
        """
        श्री श्रीमती सुश्री कुमारी डॉ डॉक्टर प्रो प्रोफेसर पंडित मौलाना हाजी शेख सर मिस्टर मिसेज
        मेजर कर्नल जनरल कैप्टन ब्रिगेडियर लेफ्टिनेंट एडमिरल मार्शल इंस्पेक्टर न्यायमूर्ति जस्टिस
        स्वामी बाबा संत महंत आचार्य गुरु महर्षि राजा रानी महाराजा महाराज महारानी सम्राट शाह नवाब
        सुल्तान बेगम मुल्ला मौलवी इमाम हजरत सरदार ठाकुर शहीद लेखक कवि अभिनेता अभिनेत्री गायक निर्देशक
        खिलाड़ी बल्लेबाज गेंदबाज कप्तान कोच प्रवक्ता नेता अध्यक्ष महासचिव सचिव मंत्री प्रधानमंत्री
        राष्ट्रपति उपराष्ट्रपति मुख्यमंत्री राज्यपाल विधायक सांसद उपाध्यक्ष निदेशक प्रमुख आयुक्त
        अधिकारी कलेक्टर जिलाधिकारी एसपी डीएम न्यायाधीश वकील पत्रकार पीएम सीएम महापौर सरपंच
        """
    )
)
AFTER = frozenset(
    fold_words("ने को में से पर के का की तक द्वारा वाले वाला वाली और व एवं जी साहब साहिब उर्फ")
)


def read_clusters(path: Path = TABLE) -> dict[str, tuple[str, str]]:
    """Return the cluster of each word, and the group of clusters it belongs to."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        group, *words = line.split(" ")
        found.update(dict.fromkeys(words, (f"c{number}", f"g{group}")))
    return found


class KnownNames:
    """Names of the gazetteer as features: where one stands, and which words occur in them."""

    def __init__(self, rows: Iterable[Row]):
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.parts: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            kind = KINDS.get(row.kind, "X")
            for text in (row.label, *row.aliases):
                words = tuple(fold_words(text))
                if words and len(words) <= LONGEST_NAME:
                    self.by_first[words[0]].append((words, kind))
                    self._add_parts(words, kind)
        for names in self.by_first.values():
            names.sort(key=lambda name: -len(name[0]))
        names = chain.from_iterable(self.by_first.values())
        self.seconds = {words[1] for words, _ in names if len(words) > 1} | WITHIN

    def _add_parts(self, words, kind):
        for index, word in enumerate(words):
            place = "1" if len(words) == 1 else "f" if index == 0 else "m"
            place = "l" if index and index == len(words) - 1 else place
            self.parts[word].add(f"k{kind}{place}")

    def begins(self, word: str) -> tuple[bool, bool]:
        """Return whether a word is a name, and whether it begins one of several words."""
        lengths = {len(words) for words, _ in self.by_first.get(word, ())}
        return 1 in lengths, bool(lengths - {1})

    def goes_on(self, word: str) -> bool:
        """Return whether a word may be the second of a name."""
        return word in self.seconds

    def mark(self, words: Sequence[str]) -> list[str]:
        """Return for each word where a known name stands: ``BP2`` begins a person of two words."""
        marks = [""] * len(words)
        places = [n for n, word in enumerate(words) if word not in WITHIN]
        plain = [words[n] for n in places]
        position = 0
        while position < len(plain):
            length, kind = self._longest(plain, position)
            here = places[position : position + length]
            if here:
                marks[here[0] : here[-1] + 1] = [f"I{kind}"] * (here[-1] + 1 - here[0])
                marks[here[0]] = f"B{kind}{min(length, 3)}"
            position += length or 1
        return marks

    def _longest(self, words, position) -> tuple[int, str]:
        for name, kind in self.by_first.get(words[position], ()):
            if tuple(words[position : position + len(name)]) == name:
                return len(name), kind
        return 0, ""


class Facts(NamedTuple):
    """The features of a word for itself, and for its neighbours."""

    own: list[str]
    for_next: list[str]
    for_last: list[str]
    for_next_but_one: list[str]
    for_last_but_one: list[str]
    pair: str  # what it is called in pairs of words


# What of a word's own features its neighbours see, and the words beyond them.
BESIDE = re.compile("[wcgk]|[ta]$|s2")
FAR = re.compile("[wc]=")
EDGES = ["=^", "=$"]  # before and after a sentence
NOTHING = Facts([], ["-1=^"], ["+1=$"], ["-2=^"], ["+2=$"], "^")
MOST_KEPT = 300_000  # words


class Features:
    """The features of sentences. Those of a word are made once and kept."""

    def __init__(self, clusters: dict[str, tuple[str, str]], known: KnownNames):
        self.clusters, self.known = clusters, known
        self.kept: dict[str, Facts] = {}

    def of(self, sentence: Sequence[Word]) -> list[list[str]]:
        """Return the features of each word of a sentence."""
        words = [word.folded for word in sentence]
        facts = [NOTHING, NOTHING, *map(self.facts, sentence), NOTHING, NOTHING]
        marks = ["", *self.known.mark(words), ""]
        found = []
        for index in range(len(words)):
            here = facts[index + 2]
            before, after = facts[index + 1], facts[index + 3]
            features = [
                *here.own,
                *before.for_next,
                *after.for_last,
                *facts[index].for_next_but_one,
                *facts[index + 4].for_last_but_one,
                f"cb={before.pair}|{here.pair}",
                f"ca={here.pair}|{after.pair}",
                f"cc={before.pair}|{after.pair}",
            ]
            mark, last, following = marks[index + 1], marks[index], marks[index + 2]
            if mark:
                features += (f"m={mark}", f"mc={mark}|{after.pair}")
            if last:
                features.append(f"-m={last}")
            if following:
                features.append(f"+m={following}")
            found.append(features)
        return found

    def facts(self, word: Word) -> Facts:
        kept = self.kept.get(word.written)
        if kept is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            kept = self.kept[word.written] = self._facts(word)
        return kept

    def own(self, word: Word) -> list[str]:
        """Return the features of a word for itself. Its neighbours see some of them as well."""
        # Half a surrogate pair is no text to the model, but may stand in a string.
        text = word.folded.encode("utf-8", "replace").decode()
        shape = shape_of(word.written)
        cluster, group = self._cluster(text, shape)
        own = ["b", f"w={text}", f"c={cluster}", f"g={group}", f"sh={shape}"]
        own += sorted(self.known.parts.get(text, ()))
        if shape == "d":
            length = len(text)
            own += [f"p{n}={text[:n]}" for n in (2, 3, 4) if length > n]
            own += [f"s{n}={text[-n:]}" for n in (1, 2, 3, 4) if length > n]
            own.append(f"n={min(length, 9)}")
        own += ["t"] * (text in TITLES) + ["a"] * (text in AFTER)
        return own

    def pair(self, word: Word) -> str:
        """Return what a word is called in pairs of words."""
        if word.folded in AFTER or len(word.folded) == 1:
            return word.folded.encode("utf-8", "replace").decode()
        return self._cluster(word.folded, shape_of(word.written))[0]

    def _cluster(self, word: str, shape: str) -> tuple[str, str]:
        found = self.clusters.get("0" if shape == "0" else word)
        return found or (f"?{shape}", f"?{shape}")

    def _facts(self, word: Word) -> Facts:
        own = self.own(word)
        beside = [one for one in own if BESIDE.match(one)]
        far = [one for one in own if FAR.match(one)]
        return Facts(
            own,
            [f"-1{one}" for one in beside],
            [f"+1{one}" for one in beside],
            [f"-2{one}" for one in far],
            [f"+2{one}" for one in far],
            self.pair(word),
        )


def shape_of(written: str) -> str:
    first = written[0]
    if "\u0900" <= first <= "\u0963" or "\u0971" <= first <= "\u097f":
        return "d"
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return "."
    if not first.isascii():
        return "x"
    return "A" if written.isupper() else "Aa" if first.isupper() else "a"


@cache
def shipped() -> Features:
    return Features(read_clusters(), KnownNames(read_table()))
