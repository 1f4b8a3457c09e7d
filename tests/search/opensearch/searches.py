"""Searches that every engine must answer alike: addresses of the search page, and words begun."""

QUERIES = (
    # words, in any spelling and form
    "तालाब",
    "जल संरक्षण",
    "हिन्द",
    "मंत्रियों",
    "पुस्तकालय खुला",
    "भारत-जापान",
    "हिंद-प्रशांत",
    "कोविड-19",
    "75 साल",
    "10,000",
    "के में की",
    "बारहसिंगा",
    # phrases: in a row, repeated, across two paragraphs, joined
    '"जल संरक्षण"',
    '"विदेश मंत्री"',
    '"दिन दिन"',
    '"घाट पुल"',
    '"विश्व जल दिवस"',
    '"तालाब"',
    # either, neither, beginnings, brackets
    "तालाब OR बावड़ी",
    "मौसम तालाब OR बावड़ी",
    "तालाब -गाद",
    "-तालाब",
    "तालाब NOT (सफ़ाई OR गाद)",
    'दिवस -"जल दिवस"',
    "दिवस -हिंद-प्रशांत",
    "चुना*",
    "पु* -पुल",
    "अनजा*",
    "(जल OR पानी) संरक्षण",
    "(जल संरक्षण) OR (विदेश नीति) OR बाघ",
    # fields
    'स्रोत:"नमूना समाचार" पानी',
    "विषय:विदेश",
    "विषय:विदेश भारत OR विषय:खेल",
    "-विषय:विदेश भारत",
    "नाम:भारत",
    "तारीख:2023",
    "तारीख:2023-06 OR तारीख:2022 पानी",
    # roman letters, aliases, echoes
    "jal sanrakshan",
    "talab",
    "jaishankar",
    '"videsh mantri"',
    "supreme court",
    "भाजपा",
    "डाक्टर",
    "ISRO",
    # questions and loosened rows
    "बाघ की गिनती कैसे होती है?",
    "भारत की संसद के दो सदन क्या करते हैं",
    "तालाब गाद बारहसिंगा मिसाइल",
    # everything
    "",
)
FILTERS = (
    "",
    "source=namuna-samachar",
    "source=नमूना समाचार&source=उदाहरण टाइम्स",
    "not_source=नमूना समाचार",
    "topic=विदेश",
    "topic=पर्यावरण&not_topic=शहर",
    "agency=भाषा",
    "not_agency=भाषा",
    "place=दिल्ली",
    "place=दिल्ली&org=उच्चतम न्यायालय",
    "not_entity=भारत",
    "source=कहीं नहीं",
    "from=2023-01-01",
    "to=1960-01-01",
    "from=2022-06-01&to=2023-06-30&source=नमूना समाचार",
)
NARROWED = ("तालाब", "भारत", "jal", "दिवस OR मेला", "चुना*", "")
ADDRESSES = [f"q={text}" for text in QUERIES] + [
    f"q={text}&{filters}" for text in NARROWED for filters in FILTERS if filters
]
SORTS = ("newest", "oldest")
BEGUN = (
    "त",
    "ताल",
    "जल सं",
    "jal s",
    "vide",
    "दिल्",
    "विश्व ज",
    "सुप्री",
    "पानी की ",
    "qqq",
    "राष्ट्रीय ",
)
MISSPELT = ("तलाब", "संरक्सण", "जयशन्कर", "पुस्तकालए", "पर्यावर्ण", "taalaab")
