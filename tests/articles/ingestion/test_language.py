import json
from pathlib import Path

import pytest

from articles.ingestion.language import foreign_language

SAMPLE = Path(__file__).parents[3] / "sample"
TEXTS = {
    "Marathi": "नगरपालिकेने सोमवारी नवीन बस सेवा सुरू केली असून त्यामुळे गावातील लोकांना मोठा दिलासा मिळाला "
    "आहे. अध्यक्षांनी सांगितले की पुढील महिन्यापासून दर तासाला बस धावतील.",
    "Nepali": "नगरपालिकाले सोमबार नयाँ बस सेवा सुरु गरेको छ, जसले गाउँका मानिसहरूलाई सुविधा हुनेछ। "
    "अध्यक्षले भने कि अर्को महिनादेखि हरेक घण्टा बस चल्नेछन्।",
    "English": "The council began a new bus service on Monday, which helps people of the "
    "village. From next month on buses run every hour.",
    "Bengali": "নগর পরিষদ সোমবার নতুন বাস পরিষেবা শুরু করেছে যার ফলে গ্রামের মানুষের সুবিধা হবে। "
    "সভাপতি বলেন যে আগামী মাস থেকে প্রতি ঘন্টায় বাস চলবে।",
    "another script than Devanagari": "uxj ifj kn us lkseokj dks u;h cl lsok kq: dh ftlls xk o ds "
    "yksxksa dks lqfo/kk gksxh ifj kn ds v/;{k us dgk fd",
}
HINDI = (
    "नगर परिषद ने सोमवार को नई बस सेवा शुरू की, जिससे गाँव के लोगों को सुविधा होगी। "
    "अध्यक्ष ने कहा कि अगले महीने से बसें हर घंटे चलेंगी।"
)


@pytest.mark.parametrize("language", TEXTS)
def test_other_languages_are_named(language):
    assert foreign_language("बस", TEXTS[language]) == language


@pytest.mark.parametrize(
    "body",
    [
        HINDI,
        f"{HINDI}\n\n{TEXTS['English']}",  # Hindi that quotes English
        "बस सेवा",  # too short to tell
        TEXTS["Marathi"][:60],
        "12 34 " * 20 + "रुपये",
        "\x00\ufeff\x85\ud800" + HINDI,
        "",
    ],
)
def test_hindi_and_what_cannot_be_told_is_kept(body):
    assert foreign_language("नई बस सेवा शुरू", body) == ""


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.jsonl")), ids=lambda path: path.name)
def test_no_sample_article_raises_a_false_alarm(path):
    articles = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    foreign = [one["title"] for one in articles if foreign_language(one["title"], one["body"])]
    assert foreign == []


@pytest.mark.parametrize(("language", "told"), [("Marathi", False), ("English", True)])
def test_without_the_detector_only_other_scripts_are_told(monkeypatch, language, told):
    monkeypatch.setattr("articles.ingestion.language.pycld2", None)
    assert bool(foreign_language("bus", TEXTS[language])) is told
