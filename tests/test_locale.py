"""The English catalogue: complete, and compiled as it stands."""

import gettext

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

FOLDER = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def messages():
    with (FOLDER / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def texts(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_message_is_translated_and_none_is_a_guess(messages):
    assert [message.id for message in messages if not all(texts(message))] == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_translations_fill_in_what_the_message_does(messages):
    wrong = [
        message.id for message in messages if "python-format" in message.flags and differs(message)
    ]
    assert wrong == []


def differs(message) -> bool:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    names = {name for text in ids for name in placeholders(text)}
    return any(placeholders(text) - names for text in texts(message))


def placeholders(text: str) -> set[str]:
    return {piece.partition(")")[0] for piece in text.split("%(")[1:]}


def test_the_compiled_catalogue_says_the_same(messages):
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages:
        assert said(compiled, message) == list(texts(message)), "run make messages"


def said(compiled, message) -> list[str]:
    """Return the texts of a message in the compiled catalogue, for one and for several."""
    if not isinstance(message.id, tuple):
        if message.context:
            return [compiled.pgettext(message.context, message.id)]
        return [compiled.gettext(message.id)]
    if message.context:
        return [compiled.npgettext(message.context, *message.id, number) for number in (1, 2)]
    return [compiled.ngettext(*message.id, number) for number in (1, 2)]
