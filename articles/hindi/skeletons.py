"""The skeletons under which to look for what was typed, and for what may be meant by an error."""

import re

from articles.hindi.romanise import FINAL_N, INNER_M, NASAL, REPEATED, skeleton

COARSE = "bcdgjklmnprstv"
STOPS = "kKgGcCjJqQxXtTdDpPbBsS"
# What of the consonants is often left out or put in, each with what else may be meant: a
# nasal before a stop (aakho for आंखों), a v after a rounded vowel (goa for गोवा).
LIBERTIES = (
    (re.compile(f"(?<=[aAiIuUeEoO])(?=[{STOPS}])"), "n"),
    (re.compile(f"(?<=[aAiIuUeEoO])[nN](?=[{STOPS}])"), ""),
    (re.compile("(?<=[uUoO])(?=[aAeEiI])"), "v"),
    (re.compile("(?<=[uUoO])v(?=[aAeEiI])|(?<=[aA])v(?=[uUoO])"), ""),
)


def usual_skeletons(sounds: str) -> set[str]:
    """Return the skeletons to look under for a roman word.

    Its last n may be a nasal vowel (kyon), an m before a consonant an anusvara (samvad).
    """
    nasal = INNER_M.sub(NASAL, sounds)
    return {skeleton(one) for one in (sounds, FINAL_N.sub("", sounds), nasal)}


def typed_skeletons(sounds: str) -> set[str]:
    """Return the usual skeletons, and those of a word with one of the liberties taken."""
    return usual_skeletons(sounds) | {
        skeleton(sounds[: found.start()] + instead + sounds[found.end() :])
        for liberty, instead in LIBERTIES
        for found in liberty.finditer(sounds)
    }


def one_edit_away(coarse: str) -> set[str]:
    """Return the skeletons with one consonant more, less, other, or swapped with the next."""
    cuts = [(coarse[:at], coarse[at:]) for at in range(len(coarse) + 1)]
    less = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in COARSE}
    more = {head + letter + tail for head, tail in cuts for letter in COARSE}
    return {REPEATED.sub(r"\1", one) for one in less | swapped | other | more if one} - {coarse}
