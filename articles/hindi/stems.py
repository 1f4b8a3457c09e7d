"""Stems of folded Hindi words: देशों and देश, मंत्रियों and मंत्री have one.

The suffixes are those of Snowball's Hindi stemmer. It knows no words, so what
it would spoil is kept from it: short words, the forms of short verbs (करें is
no form of कर, a tax) and the words of ``PROTECTED``.
"""

from functools import lru_cache

import Stemmer

SHORTEST = 4  # characters; a shorter word is its own stem
SHORTEST_STEM = 3
# Plural endings after which even a short stem is a word: घरों, दिनों, फलों.
SURE_ENDINGS = ("ों", "ो")

# Forms of these verbs meet in the infinitive, so that they meet no noun.
VERB_ROOTS = ("कर जा आ हो दे ले रह कह सक चल मिल लग बन पड रख देख बता बैठ उठ खा पी सुन मान बढ").split()
VERB_ENDINGS = (
    "ता ते ती तीं ना ने नी ें े ो ूं ेगा ेगी ेंगे ेंगी ोगे ूंगा ूंगी कर के ा ी ीं या "
    "ये यी यीं ए ई ईं एं एगा एगी एंगे एंगी ओ ओगे ऊं ऊंगा ऊंगी इए इये िए िये"
).split()
VERB_FORMS = {root + ending: root + "ना" for root in VERB_ROOTS for ending in VERB_ENDINGS}
# Nouns and names that look like an inflected form of another word.
PROTECTED = frozenset(
    (
        "सेना बेटा बेटी माता पिता दाता नाता खाता पता सता सोना चना थाना दाना गाना ताना "
        "नाना मामा दादा राजा बाजा ताजा आना माना बीमा सीमा कमी नमी गर्मी आदि यदि जाति "
        "शक्ति"
    ).split()
)

_snowball = Stemmer.Stemmer("hindi").stemWord


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; a word of another script is its own."""
    if word in VERB_FORMS:
        return VERB_FORMS[word]
    if len(word) < SHORTEST or word in PROTECTED or not "\u0900" <= word[0] <= "\u097f":
        return word
    found = _snowball(word)
    if len(found) >= SHORTEST_STEM or word.removeprefix(found) in SURE_ENDINGS:
        return found
    return word
