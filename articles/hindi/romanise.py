"""Hindi words typed in roman letters: what they sound like, and how near two sounds are.

Nobody types an exact transliteration. So a roman spelling and a Devanagari word
are both read as *phones*, one letter a sound, and compared by an edit distance in
which the usual liberties (a for aa, t for ट, a dropped schwa) cost little. A
*skeleton*, the consonants alone and coarsely, finds the candidates (``skeletons.py``).
"""

import re
from functools import lru_cache

# Sounds, one letter each: aspirates and retroflexes have letters of their own.
CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
        "kKgGncCjJnqQxXntTdDnpPbBmyrlvSSsh",
        strict=True,
    )
)
VOWELS = dict(zip("अआइईउऊएऐओऔऋ", "aAiIuUeEoOR", strict=True))
SIGNS = dict(zip("ािीुूेैोौृ", "AiIuUeEoOR", strict=True))
SCHWA, NASAL, VIRAMA = "a", "N", "्"
VOWEL_PHONES = frozenset("aAiIuUeEoOR")

# Roman letters, the longest first, as they sound in Hindi.
ROMAN = {
    "tion": "San",
    "chh": "C",
    "ksh": "kS",
    "sch": "Sc",
    "kh": "K",
    "gh": "G",
    "ch": "c",
    "jh": "J",
    "th": "T",
    "dh": "D",
    "ph": "P",
    "bh": "B",
    "sh": "S",
    "gy": "gy",
    "ck": "k",
    "wh": "v",
    "aa": "A",
    "ae": "e",
    "ai": "E",
    "au": "O",
    "ee": "I",
    "ea": "I",
    "ei": "E",
    "ii": "I",
    "oo": "U",
    "ou": "O",
    "uu": "U",
    "x": "kS",
    "q": "k",
    "f": "P",
    "w": "v",
    "z": "j",
    **{letter: letter for letter in "abdeghijklmnoprstuvy"},
}
SOFT_C = re.compile("c(?=[eiy])")
# Read so only where no vowel follows: sawari has a v, but how does not.
ROMAN_AT_END = {"ay": "E", "aw": "O", "ey": "e", "ow": "O", "eh": "ah"}
READ = {**ROMAN, **ROMAN_AT_END, "c": "k"}
ANYWHERE = "|".join(ROMAN) + "|c|."
ROMAN_PIECE = re.compile("|".join(f"{piece}(?![aeiou])" for piece in ROMAN_AT_END) + "|" + ANYWHERE)
PIECE_APART = re.compile(ANYWHERE)
JOINED_GY = re.compile("[gj]n")
FINAL_Y = re.compile("(?<=[^aeiou])y$")
DOUBLED = re.compile(r"([^aeiou])\1")
# Not spoken apart: a doubled consonant, also with a breath (द्ध), and a glide before i or e,
# or after i (दुनिया: duniya, dunia).
LONG_CONSONANT = re.compile(r"([^aAiIuUeEoO])\1")
BREATHED = re.compile("kK|gG|cC|jJ|tT|dD|qQ|xX|pP|bB")
GLIDE = re.compile("(?<=[aAiIuUeEoO])y(?=[iIeE])|(?<=[iI])y(?=[aAoO])")


def spoken(sounds: str) -> str:
    """Leave out what is written but not heard."""
    sounds = BREATHED.sub(lambda match: match[0][1], sounds)
    return GLIDE.sub("", LONG_CONSONANT.sub(r"\1", sounds))


@lru_cache(maxsize=50_000)
def roman_phones(text: str, pieces: re.Pattern = ROMAN_PIECE) -> str:
    """Return how a roman spelling sounds; letters that stand for nothing are passed over."""
    text = DOUBLED.sub(r"\1", FINAL_Y.sub("i", SOFT_C.sub("s", text.lower())))
    return spoken("".join(READ.get(piece, "") for piece in pieces.findall(text)))


def readings(text: str) -> list[str]:
    """Return how a roman spelling may sound, each once.

    ``ai`` is one vowel (hai) or two (kai), a last ``ay`` a vowel (jay) or a glide
    (gaay), and ``gn`` or ``jn`` may stand for ज्ञ.
    """
    sounds = roman_phones(text)
    apart = roman_phones(text, PIECE_APART).replace("E", "ai").replace("O", "au")
    return list(dict.fromkeys((sounds, apart, JOINED_GY.sub("gy", sounds))))


def phones(word: str) -> str:
    """Return how a folded Devanagari word sounds, with its unspoken schwas left out."""
    word = word.replace("ज्ञ", "ग्य")
    sounds: list[str] = []
    for letter, following in zip(word, word[1:] + " ", strict=True):
        if letter in CONSONANTS:
            sounds.append(CONSONANTS[letter])
            if following not in SIGNS and following != VIRAMA:
                sounds.append(SCHWA)
        elif letter in SIGNS or letter in VOWELS:
            sounds.append(SIGNS.get(letter) or VOWELS[letter])
        elif letter == "ं":
            sounds.append(NASAL)
    return spoken(without_schwas(sounds))


def without_schwas(sounds: list[str]) -> str:
    """Drop the last schwa, and each between vowel-consonant and consonant-vowel, from the end."""
    if len(sounds) > 2 and sounds[-1] == SCHWA and not keeps_schwa(*sounds[-3:-1]):
        sounds = sounds[:-1]
    kept = list(sounds)
    at = len(kept) - 3
    while at >= 2:
        if kept[at] == SCHWA and is_between(kept, at):
            del kept[at]
            at -= 2
        at -= 1
    return "".join(kept)


def keeps_schwa(before: str, last: str) -> bool:
    """Whether a last schwa is often typed: after a cluster (dharma, chandra) and ीय (bhartiya)."""
    if before in VOWEL_PHONES or before == NASAL:
        return last == "y" and before in "iI"
    return last in "yrvmnl"


def is_between(sounds: list[str], at: int) -> bool:
    before, after = sounds[at - 2 : at], sounds[at + 1 : at + 3]
    return (
        before[0] in VOWEL_PHONES
        and before[1] not in VOWEL_PHONES
        and after[0] not in VOWEL_PHONES
        and after[0] != NASAL
        and after[1] in VOWEL_PHONES
    )


# Consonants that are told apart by no one who types in a hurry.
CLASSES = str.maketrans(
    {
        **dict(zip("kKgGcCjJqQtTxXdDpPbBsSnNv", "kkggccjjttttddddppbbssnnv", strict=True)),
        **dict.fromkeys("aAiIuUeEoOyh", None),
        "R": "r",
    }
)
LABIAL_NASAL = re.compile("[mN](?=[pPbB])")
UNSPOKEN_NASAL = re.compile(f"(?<=[AiIuUeEoO]){NASAL}$")
FINAL_N = re.compile("(?<=[AiIuUeEoOa])n$")
INNER_M = re.compile("m(?=[^aAiIuUeEoO])")
REPEATED = re.compile(r"(.)\1+")


def skeleton(sounds: str) -> str:
    """Return the coarse consonants of phones: alike for all usual spellings of a word."""
    sounds = UNSPOKEN_NASAL.sub("", LABIAL_NASAL.sub("n", sounds))
    coarse = REPEATED.sub(r"\1", sounds.translate(CLASSES))
    return coarse or sounds[:1].lower()


def skeletons(sounds: str) -> set[str]:
    """Return the skeletons under which a Devanagari word is found: ड़ is typed as d or as r."""
    return {skeleton(sounds), skeleton(sounds.replace("x", "r").replace("X", "r"))}


# A vowel that a word ends in is heard and typed otherwise than one within: a last a is mostly
# meant as aa (raha), a last o seldom as a. So it has a letter of its own, here a number.
LAST_VOWELS = str.maketrans("aAiIuUeEoO", "1234567890")


def whole(sounds: str) -> str:
    """Return the sounds of a whole word with its last vowel marked as such."""
    if len(sounds) < 2:
        return sounds
    return sounds[:-1] + sounds[-1].translate(LAST_VOWELS)


# What it costs that a sound is typed as another. Each word of two letters is what is typed
# and what is meant. Leaving a mark of length or breath out (k for ख) is common, adding one
# (kh for क) is rare. The costs were learnt from pairs of spellings and words, those of
# seldom pairs set by hand; all are rounded.
EITHER_WAY = {
    0.0: "tq TQ dx nN",
    0.1: "iI uU",
    0.15: "oO",
    0.2: "mN",
    0.3: "xr vo vu uo Oo Ri Rr",
    0.4: "oU Ea EA Oa cs Cs js",
    0.5: "Ae ai au Ao vb nm yj kg ie io",
}
ONE_WAY = {
    0.0: "Ee",
    0.05: "cC",
    0.1: "DX",
    0.15: "aA",
    0.2: "kK gG jJ tQ bB iy",
    0.25: "Tt Tq dX eE",
    0.3: "Ii Uu Iy Xr pP",
    0.35: "dD sS tT",
    0.4: "yi yI Dx Gg Pp ea rX eI ei ou Uo ae aO",
    0.45: "Ie",
    0.5: "Ss Dd Kk Cc Jj Bb AE aE",
    0.55: "Aa ao",
    0.6: "eA oA Au ue ui",
}
# Where both are the last vowel of the word.
BETWEEN_LAST = {
    0.0: "aA iI uU",
    0.15: "Ee",
    0.45: "uo oU",
    0.55: "eI",
    0.6: "Ae",
    0.7: "ae ie ue eA oA",
}
# What it costs to leave a sound out, or to type one that is not there.
DROPPED = {
    **dict.fromkeys("aN", 0.2),
    **dict.fromkeys("eh", 0.55),
    **dict.fromkeys("uEO", 0.6),
    **dict.fromkeys("AUv", 0.65),
    **dict.fromkeys("iIon", 0.7),
    "y": 0.5,
    "r": 0.8,
}
DROPPED_LAST = {**DROPPED, "a": 0.4, "e": 0.6, "A": 0.7, **dict.fromkeys("iIo", 0.75)}
DROPPED |= {chr(last): DROPPED_LAST[chr(vowel)] for vowel, last in LAST_VOWELS.items()}
DEAR = 1.0


def cost_table() -> dict[tuple[str, str], float]:
    """Return what it costs that a sound (typed) stands for another (meant)."""
    table = {}
    for cost, words in EITHER_WAY.items():
        for one, other in words.split():
            table[one, other] = table[other, one] = cost
    table |= {(*pair,): cost for cost, words in ONE_WAY.items() for pair in words.split()}
    last = {(*pair,): cost for cost, words in BETWEEN_LAST.items() for pair in words.split()}
    return with_last_vowels(table, last) | table


def with_last_vowels(table: dict, last: dict) -> dict[tuple[str, str], float]:
    """Return the costs of the letters for last vowels: the same, if nothing else is said."""
    alike = {(vowel, vowel): 0.0 for vowel in VOWEL_PHONES}
    either = {
        pair: cost
        for (typed, meant), cost in (table | alike).items()
        for pair in ((typed.translate(LAST_VOWELS), meant), (typed, meant.translate(LAST_VOWELS)))
    }
    both = {
        (typed.translate(LAST_VOWELS), meant.translate(LAST_VOWELS)): cost
        for (typed, meant), cost in (table | last).items()
    }
    return either | both


SUBSTITUTION = cost_table()


def dropping(sound: str, at: int) -> float:
    """Return what leaving a sound out costs; nobody forgets the vowel a word begins with."""
    return DEAR if at == 0 and sound in VOWEL_PHONES else DROPPED.get(sound, DEAR)


def distance(typed: str, sounds: str) -> float:
    """Return how far two strings of phones are apart: 0 is alike, 1 a wrong consonant."""
    row = [0.0]
    for at, sound in enumerate(sounds):
        row.append(row[-1] + dropping(sound, at))
    for at, letter in enumerate(typed):
        above, row = row, [row[0] + dropping(letter, at)]
        for column, sound in enumerate(sounds):
            same = 0.0 if letter == sound else SUBSTITUTION.get((letter, sound), DEAR)
            row.append(
                min(
                    above[column] + same,
                    above[column + 1] + DROPPED.get(letter, DEAR),
                    row[column] + DROPPED.get(sound, DEAR),
                )
            )
    return row[-1]
