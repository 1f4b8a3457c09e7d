"""Hindi words typed in roman letters: what they sound like, and how near two sounds are.

Nobody types an exact transliteration. So a roman spelling and a Devanagari word
are both read as *phones*, one letter a sound, and compared by an edit distance in
which the usual liberties (a for aa, t for ट, a dropped schwa) cost little. A
*skeleton*, the consonants alone and coarsely, finds the candidates.
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
    "sch": "s",
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
    "x": "ks",
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
ROMAN_PIECE = re.compile(
    "|".join(f"{piece}(?![aeiou])" for piece in ROMAN_AT_END) + "|" + "|".join(ROMAN) + "|c|."
)
FINAL_Y = re.compile("(?<=[^aeiou])y$")
DOUBLED = re.compile(r"([^aeiou])\1")
# Not spoken apart: a doubled consonant, also with a breath (द्ध), and a glide before i or e.
LONG_CONSONANT = re.compile(r"([^aAiIuUeEoO])\1")
BREATHED = re.compile("kK|gG|cC|jJ|tT|dD|qQ|xX|pP|bB")
GLIDE = re.compile("(?<=[aAiIuUeEoO])y(?=[iIeE])")


def spoken(sounds: str) -> str:
    """Leave out what is written but not heard."""
    sounds = BREATHED.sub(lambda match: match[0][1], sounds)
    return GLIDE.sub("", LONG_CONSONANT.sub(r"\1", sounds))


@lru_cache(maxsize=50_000)
def roman_phones(text: str) -> str:
    """Return how a roman spelling sounds; letters that stand for nothing are passed over."""
    text = DOUBLED.sub(r"\1", FINAL_Y.sub("i", SOFT_C.sub("s", text.lower())))
    return spoken("".join(READ.get(piece, "") for piece in ROMAN_PIECE.findall(text)))


def readings(text: str) -> list[str]:
    """Return how a roman spelling may sound: ``ai`` is one vowel (hai) or two (kai)."""
    sounds = roman_phones(text)
    apart = sounds.replace("E", "ai").replace("O", "au")
    return [sounds] if apart == sounds else [sounds, apart]


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
    if len(sounds) > 2 and sounds[-1] == SCHWA:
        sounds = sounds[:-1]
    kept = list(sounds)
    at = len(kept) - 3
    while at >= 2:
        if kept[at] == SCHWA and is_between(kept, at):
            del kept[at]
            at -= 2
        at -= 1
    return "".join(kept)


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


def typed_skeletons(sounds: str) -> set[str]:
    """Return the skeletons to look under for a roman word.

    Its last n may be a nasal vowel (kyon), an m before a consonant an anusvara (samvad).
    """
    nasal = INNER_M.sub(NASAL, sounds)
    return {skeleton(one) for one in (sounds, FINAL_N.sub("", sounds), nasal)}


COARSE = "bcdgjklmnprstv"


def one_edit_away(coarse: str) -> set[str]:
    """Return the skeletons with one consonant more, less, other, or swapped with the next."""
    cuts = [(coarse[:at], coarse[at:]) for at in range(len(coarse) + 1)]
    less = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in COARSE}
    more = {head + letter + tail for head, tail in cuts for letter in COARSE}
    return {REPEATED.sub(r"\1", one) for one in less | swapped | other | more if one} - {coarse}


def cost_table() -> dict[tuple[str, str], float]:
    """Return what it costs that a sound is typed as another.

    Each word is what is typed and what is meant. Leaving a mark of length or
    breath out (k for ख) is common, adding one (kh for क) is rare.
    """
    either_way = {
        0.0: "tq TQ dx DX nN",
        0.1: "iI uU",
        0.15: "oO eE",
        0.2: "mN",
        0.3: "xr Xr yi yI vo vu uo Oo Ri Rr",
        0.4: "ei eI ou oU Ea EA Oa aO cs Cs js",
        0.5: "ae Ae ai au ao Ao vb nm yj eA kg",
        0.6: "ue ie io",
    }
    one_way = {
        0.15: "aA",
        0.2: "kK gG cC jJ tT tQ dD dX pP bB sS",
        0.25: "Tt Tq",
        0.3: "Ii Uu Aa Pp",
        0.5: "Ss Dd Dx Kk Gg Cc Jj Bb",
    }
    table = {}
    for cost, words in either_way.items():
        for one, other in words.split():
            table[one, other] = table[other, one] = cost
    for cost, words in one_way.items():
        for typed, meant in words.split():
            table[typed, meant] = cost
    return table


SUBSTITUTION = cost_table()
DROPPED = {
    **dict.fromkeys("IiUueEoO", 0.6),
    "a": 0.2,
    "A": 0.45,
    "h": 0.45,
    "y": 0.35,
    "N": 0.3,
    "n": 0.7,
    "v": 0.7,
    "r": 0.8,
}
DEAR = 1.0


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
