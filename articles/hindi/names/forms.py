"""When two names are one: titles left out, spellings that sound alike brought together."""

import re
from collections.abc import Sequence
from functools import lru_cache

from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.names.features import TITLES
from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words

LONGEST = 7  # words
# Titles of two words begin with one of these: विदेश मंत्री, पूर्व मुख्यमंत्री, महिला आयोग की अध्यक्ष.
BEFORE_TITLES = frozenset(
    fold_words("पूर्व केंद्रीय विदेश गृह वित्त रक्षा रेल उप मुख्य वरिष्ठ महिला भाजपा कांग्रेस जी साहब साहिब")
)
RANKS = TITLES | frozenset(
    fold_words(
        """
        डा डाॅ डीजीपी डीआईजी आईजी एडीजी एसएसपी एएसपी सीओ सीएमओ सीएमएस एसडीएम एडीएम बीडीओ सीईओ ऑफिसर
        अफसर इंस्पेक्टर दरोगा सिपाही मास्टर डिप्टी प्रधान ग्राम प्रभारी निरीक्षक थानाध्यक्ष प्राचार्य
        प्रधानाचार्य शिक्षक छात्र छात्रा जज एडवोकेट प्रत्याशी उम्मीदवार पार्षद प्रोफेसर वैज्ञानिक
        """
    )
)
AFTER_NAMES = frozenset(fold_words("जी साहब साहिब ने को में से पर का की के"))
# What the model sometimes takes for a name, and never is one.
GENERIC = frozenset(
    fold_words(
        """
        सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार रविवार इतवार जनवरी फरवरी मार्च
        अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर आज कल सुबह शाम रात दिन साल महीना
        सरकार राज्य देश देशों तीसरे दूसरे पहले शहर गांव गाँव जिला जिले ज़िला नगर क्षेत्र इलाका इलाके प्रदेश
        मंत्रालय मंत्री विभाग प्रशासन पुलिस सेना अदालत कोर्ट अस्पताल स्कूल कॉलेज विश्वविद्यालय बैंक
        कंपनी संगठन संघ दल पार्टी समिति आयोग बोर्ड परिषद संसद विधानसभा लोकसभा राज्यसभा थाना
        मंदिर मस्जिद स्टेशन बाजार सड़क नदी पहाड़ पुल दुनिया विश्व जनता लोग लोगों टीम मीडिया
        राजधानी मुख्यालय कार्यालय दफ्तर स्वास्थ्य शिक्षा सूचना संचार प्रौद्योगिकी रक्षा सुरक्षा वायरस
        कोरोना कोरोनावायरस कोविड महामारी लॉकडाउन संक्रमण केंद्र केन्द्र जिलाधिकारी कलेक्टर मरीज युवक महिला
        पुरुष बच्चा डॉक्टर नर्स पूर्व पश्चिम उत्तर दक्षिण पूर्वी पश्चिमी उत्तरी दक्षिणी एवं तथा और
        कालेज लॉन्ज होटल होटल्स हॉटस्पॉट जोन रेड ऑरेंज ग्रीन टास्क फोर्स विज्ञान देशव्यापी क्रमांक कोरना मंडी
        चौक कैंट रोड मार्ग वार्ड मोहल्ला कॉलोनी सेक्टर मेडिकल जंक्शन सचिवालय काउंसिल ट्रेन रेलवे हाईकोर्ट
        हिंदी अंग्रेजी उर्दू हिंदू मुस्लिम सिख ईसाई भारतीय चीनी अमेरिकी पाकिस्तानी जापानी रूसी विदेशी
        """
    )
)
NO_NAMES = RANKS | FUNCTION_WORDS
GENERIC_STEMS = frozenset(map(stem, GENERIC))
SOUNDS = str.maketrans(
    {"ी": "ि", "ू": "ु", "ई": "इ", "ऊ": "उ", "ै": "े", "ौ": "ो", "ऐ": "ए", "औ": "ओ"}
    | {"श": "स", "ष": "स", "ण": "न", "व": "ब", "ं": None}
)
# A nasal before a stop is written in many ways: पंत, पन्त.
NASAL = re.compile("[ङञणनम]\u094d(?=[क-घच-झट-ढत-धप-भ])")
DOUBLED = re.compile("([क-ह])\u094d\\1")


def key_of(words: Sequence[str]) -> str:
    """Return what all usual spellings of a name have in common, from its folded words."""
    return " ".join(map(sound_of, words))


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    heard = NASAL.sub("", word).translate(SOUNDS)
    return DOUBLED.sub(r"\1", heard) or word


def sounds_of(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound, without titles: the same for all usual spellings."""
    words = fold_words(name)
    first, end = bare(words) if words else (0, 0)
    return tuple(map(sound_of, words[first:end]))


def bare(words: Sequence[str]) -> tuple[int, int]:
    """Return the first and the end of the words that are left of a person's without titles."""
    first, end = 0, len(words)
    while first < end - 1 and is_title(words[first], words[first + 1]):
        first += 1
    while end - 1 > first and words[end - 1] in AFTER_NAMES:
        end -= 1
    return first, end


def is_title(word: str, following: str) -> bool:
    return word in RANKS or (word in BEFORE_TITLES and following in RANKS)


def may_be_name(words: Sequence[str]) -> bool:
    """Return whether folded words can be a name: not only nouns and small words, no number."""
    if not 0 < len(words) <= LONGEST or words[0][0].isdigit() or words[-1] in AFTER_NAMES:
        return False
    return any(
        len(word) > 1 and word not in NO_NAMES and stem(word) not in GENERIC_STEMS for word in words
    )
