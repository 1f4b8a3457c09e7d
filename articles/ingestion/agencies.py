"""News agencies, and the tags by which articles name them."""

import re

from articles.hindi.tokens import fold_words

# The name under which each agency is filed, and the other ways of writing it.
AGENCIES = {
    "भाषा": "पीटीआई-भाषा, पीटीआई भाषा, Bhasha, PTI-Bhasha",
    "वार्ता": "यूनीवार्ता, यूनिवार्ता, UNI Varta",
    "पीटीआई": "PTI, प्रेट्र, प्रेस ट्रस्ट ऑफ इंडिया",
    "यूएनआई": "UNI",
    "एएनआई": "ANI",
    "आईएएनएस": "IANS, आइएएनएस",
    "हिन्दुस्थान समाचार": "हिंदुस्थान समाचार, हि.स.",
    "रॉयटर्स": "Reuters, रायटर, रॉयटर",
    "एपी": "AP, एसोसिएटेड प्रेस",
    "एएफपी": "AFP",
    "ब्लूमबर्ग": "Bloomberg",
    "शिन्हुआ": "Xinhua, सिन्हुआ",
    "एजेंसी": "एजेंसियां, एजेंसियाँ, एजेंसीज, Agency, Agencies",
}
# Words around an agency's name in a tag: (भाषा के इनपुट के साथ).
AROUND = {
    word
    for phrase in ("इनपुट इनपुट्स साथ से के की और एवं व", "input inputs with from and")
    for word in fold_words(phrase)
}
KNOWN = {
    tuple(fold_words(name)): agency
    for agency, others in AGENCIES.items()
    for name in (agency, *others.split(", "))
}
LONGEST_NAME = max(map(len, KNOWN))
TAG_AT_END = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]][\s।.]*\Z")


def agency_named(text: str) -> str:
    """Return the agency that the whole of ``text`` names (the first of several), or ""."""
    words, found = fold_words(text), []
    while words:
        length = next((n for n in range(LONGEST_NAME, 0, -1) if tuple(words[:n]) in KNOWN), 0)
        if length:
            found.append(KNOWN[tuple(words[:length])])
        elif words[0] not in AROUND:
            return ""
        words = words[length or 1 :]
    return found[0] if found else ""


def tag_at_end(text: str) -> str:
    """Return the agency of a tag such as (भाषा) at the very end of ``text``, or ""."""
    match = TAG_AT_END.search(text[-80:])
    return agency_named(match[1]) if match else ""
