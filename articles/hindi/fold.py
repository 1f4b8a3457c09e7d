"""The fold: one form for all the spellings of a Hindi word.

The index and the query are folded alike, so that हिन्द finds हिंद and क़ानून
finds कानून; what readers see stays as written. Only differences that carry no
meaning are folded: vowel length (जाति, जाती), ॉ against ा (कॉफ़ी, काफी) and a
nasal before a nasal (जन्म) all stay.
"""

import re
import unicodedata
from functools import lru_cache

JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
VIRAMA = "\u094d"
GROWTH = 4  # a fold is at most so many times as long as its text: letters are taken apart

# Dropped wherever they stand: joiners, nukta, visarga, and the accents of Latin letters.
DROPPED = re.compile(f"[{JOINERS}\u093c\u0903\u0300-\u036f]")
# A colon typed for visarga inside or after a word (दु:ख, अत:); times such as 15:57 keep theirs.
TYPED_VISARGA = re.compile("(?<=[\u0900-\u0963\u0971-\u097f]):+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{2,3}(?!\d))|(?<=\d),(?=\d{2,3},)")

SINGLE = str.maketrans(
    {
        "ँ": "ं",
        "ॉ": "ो",
        "ऑ": "ओ",
        "ॅ": "े",
        "ऍ": "ए",
        "ॲ": "ए",
        "’": "'",
        **{chr(0x966 + digit): str(digit) for digit in range(10)},
    }
)
# Vowels typed in two or three parts, the longest first.
PARTS = {
    "अाे": "ओ",
    "अाै": "औ",
    "अा": "आ",
    "अो": "ओ",
    "अौ": "औ",
    "आे": "ओ",
    "आै": "औ",
    "एे": "ऐ",
    "ाे": "ो",
    "ाै": "ौ",
}
TYPED_IN_PARTS = re.compile("|".join(PARTS))
# A nasal consonant before a stop of its own class is what an anusvara stands for.
HOMORGANIC = re.compile(
    "|".join(
        f"{nasal}{VIRAMA}+(?=[{stops}])"
        for nasal, stops in (("ङ", "क-घ"), ("ञ", "च-झ"), ("ण", "ट-ढ"), ("न", "त-ध"), ("म", "प-भ"))
    )
)
NASALS = "ङञणनम"
REPEATED = re.compile("([\u0901\u0902\u093e-\u094d])\\1+")
FINAL_VIRAMA = re.compile(f"{VIRAMA}+(?![\u0900-\u0963\u0971-\u097f])")

# Glides: रुपए and रुपये, नई and नयी are one word in two spellings; so are
# जाएगा and जायेगा. One form is chosen by what stands before.
END = "(?=ं?(?:ग[ाेी])?(?![\u0900-\u0963\u0971-\u097f]))"
GLIDE_AFTER_CONSONANT = re.compile(f"(?<=[क-ह])(?:ए|ई){END}")
GLIDE_AFTER_SHORT_I = re.compile(f"(?<=ि)ए{END}")
GLIDE_AFTER_VOWEL = re.compile(f"(?<=[ाुूोआओऊउ])(?:ये|यी){END}")
GLIDED = {"ए": "ये", "ई": "यी", "ये": "ए", "यी": "ई"}


def fold(text: str) -> str:
    """Return the folded form of ``text``: a word, a name, or a whole sentence.

    Never raises for any string, and folding twice changes nothing. Spaces and
    punctuation stay, but for thousands commas, joiners and typed visargas.
    """
    text = unicodedata.normalize("NFD", text).casefold()
    text = unicodedata.normalize("NFD", text)
    text = DROPPED.sub("", text).translate(SINGLE)
    # Marks that nothing divides any longer are put in order once more.
    text = unicodedata.normalize("NFD", TYPED_VISARGA.sub("", text))
    text = TYPED_IN_PARTS.sub(lambda match: PARTS[match[0]], text)
    text = REPEATED.sub(r"\1", HOMORGANIC.sub("ं", text))
    text = FINAL_VIRAMA.sub("", text)
    for rule in (GLIDE_AFTER_CONSONANT, GLIDE_AFTER_SHORT_I, GLIDE_AFTER_VOWEL):
        text = rule.sub(lambda match: GLIDED[match[0]], text)
    return THOUSANDS.sub("", text)


def beginnings(text: str) -> list[str]:
    """Return the folds with which words begin that are typed so far.

    A nasal with a halant may still become an anusvara: after हिन् comes हिन्दी, folded हिंदी.
    """
    start = fold(text)
    if text.endswith(VIRAMA) and len(start) > 1 and start[-1] in NASALS:
        return [start, f"{start[:-1]}ं"]
    return [start]


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Return ``fold(word)``, remembered: running text repeats its words."""
    return fold(word)
