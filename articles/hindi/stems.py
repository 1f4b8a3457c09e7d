"""Stems of folded Hindi words: देशों and देश, मंत्रियों and मंत्री have one.

A list of endings, longest first, as Ramanathan and Rao proposed, with what their
list and Snowball's lack: nouns and verbs are told apart by their endings, a stem
must keep two consonants, the forms of common verbs meet in the infinitive (so
करें never meets कर, a tax), and acronyms stay whole (यूपीए is no form of यूपी).
docs/decisions/0005-stems.md compares them.
"""

import re
from functools import lru_cache

# Plural and oblique endings of nouns, and what the singular has instead.
NOUN_ENDINGS = {
    "ियों": "ी",
    "ियां": "ी",
    "ाओं": "ा",
    "ाएं": "ा",
    "ुओं": "ु",
    "ुएं": "ु",
    "ूओं": "ू",
    "यों": "",
    "ओं": "",
    "एं": "",
    "ों": "",
    "ें": "",
}
# Sure signs of a plural: one consonant is stem enough (जनों, घरों).
SURE_ENDINGS = ("ियों", "ियां", "ाओं", "ाएं", "यों", "ों")
VERB_ENDINGS = (
    "ाकर ाएगा ाएगी ाएंगे ाएंगी ाऊंगा ाऊंगी ाओगे ेगा ेगी ेंगे ेंगी ूंगा ूंगी ोगे ाता ाते ाती "
    "ातीं ाना ाने ाया ाये ायी ाई ाए ाएं ता ते ती तीं ना ने नी कर या ये यी यीं"
).split()
# What is left to tell genders and numbers apart: लड़का, लड़के, लड़की.
LAST_VOWELS = ("ा", "े", "ीं", "ी", "ि", "ो")

VERB_ROOTS = (
    "कर जा आ हो दे ले रह कह सक चल मिल लग बन पड रख देख बता बैठ उठ खा पी सुन मान बढ बच पा ला हट "
    "बना उठा बचा चला गिर खुल खोल लिख पढ मर मार जीत हार निकल निकाल पहुंच समझ सोच बोल डाल बदल छोड "
    "तोड जोड दौड खेल भेज खरीद बेच ढूंढ पकड रोक टूट छूट फैल घट जुड डर हंस रो सो"
).split()
# Roots that are nouns as well, and mean something else alone.
NOUN_ROOTS = frozenset(
    "कर मिल मान हार जीत समझ सोच बोल मार डर खेल पढ खा सो रोक बदल छूट टूट रो पी पा ला बन बढ".split()
)
ROOT_ENDINGS = (
    "ता ते ती तीं ना ने नी ें े ो ूं ेगा ेगी ेंगे ेंगी ोगे ूंगा ूंगी कर के ा ी ीं या ये यी यीं "
    "ए ई ईं एं एगा एगी एंगे एंगी ओ ओगे ऊं ऊंगा ऊंगी इए इये िए िये ंगे ंगी गा गी ं"
).split()
IRREGULAR = {
    "जाना": "गया गये गयी गयीं",
    "देना": "दिया दिये दी दीं",
    "लेना": "लिया लिये ली लीं",
    "करना": "किया किये कीं कीजिए कीजिये",
    "होना": "हुआ हुए हुई हुईं",
    "खाता": "खाता खाते खातों",  # an account, where खाना would have them eaten
}
# Words that look like a form of another word and are none.
PROTECTED = frozenset(
    "पानी कहानी सेना बेटा बेटी माता पिता दाता नाता पता थाना दाना गाना नाना मामा दादा राजा बाजा "
    "ताजा बीमा सीमा कमी नमी गर्मी आदि यदि शक्ति सोना चना बोली खेलों हारा रोना मारे डाला जोडी पाई "
    "वर्षा बारे बारी साथी सामने".split()
)
ACRONYM = re.compile(
    "(?:ए|बी|सी|डी|ई|एफ|जी|एच|आई|जे|के|एल|एम|एन|ओ|पी|क्यू|आर|एस|टी|यू|वी|डब्ल्यू|एक्स|वाई|जेड){2,}"
)
CONSONANT = re.compile("[क-हअ-औ]")
FEWEST_CONSONANTS = 2


def verb_forms() -> dict[str, str]:
    """Return the forms of the common verbs and the infinitive of each."""
    forms = {root + ending: root + "ना" for root in VERB_ROOTS for ending in ROOT_ENDINGS}
    forms |= {root: root + "ना" for root in VERB_ROOTS if root not in NOUN_ROOTS}
    forms |= {form: stem for stem, several in IRREGULAR.items() for form in several.split()}
    return forms


VERB_FORMS = verb_forms()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; a word of another script is its own."""
    if not "\u0900" <= word[0] <= "\u097f" or word in PROTECTED:
        return word
    if word in VERB_FORMS:
        return VERB_FORMS[word]
    if ACRONYM.fullmatch(word):
        return word
    return without_last_vowel(singular(word) or root(word) or word)


def singular(word: str) -> str | None:
    for ending, instead in NOUN_ENDINGS.items():
        if word.endswith(ending):
            left = word.removesuffix(ending)
            fewest = 1 if ending in SURE_ENDINGS else FEWEST_CONSONANTS
            return left + instead if consonants(left) >= fewest else word
    return None


def root(word: str) -> str | None:
    """Return the root of a verb form; a short ending needs more of a root to be believed."""
    for ending in VERB_ENDINGS:
        left = word.removesuffix(ending)
        if left != word and consonants(left) >= FEWEST_CONSONANTS + (len(ending) < 3):
            return left + ("ा" if ending[0] == "ा" else "")
    return None


def without_last_vowel(word: str) -> str:
    for vowel in LAST_VOWELS:
        left = word.removesuffix(vowel)
        if left != word and consonants(left) >= FEWEST_CONSONANTS:
            return left
    return word


def consonants(word: str) -> int:
    """Return how many consonants and full vowels a word has: its weight without its marks."""
    return len(CONSONANT.findall(word))
