"""The English catalogue: complete, in step with the texts, and compiled as it stands."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

IN_PROJECT = "locale/en/LC_MESSAGES"
FOLDER = settings.BASE_DIR / IN_PROJECT
WITH_TEXTS = ("articles", "newsarchive", "search", "templates", "locale")  # parts of the project
COLLECT = ("manage.py", "makemessages", "--locale", "en", "--no-obsolete", "--verbosity", "0")
MARK = re.compile("_|n?p?gettext(_lazy|_noop)?")
MARKED_ELSEWHERE = {"search/bulk/rows.py: gettext(self.failed)"}  # in jobs.py, as FAILED
DEVANAGARI = re.compile("[\u0900-\u097f]")
TRANSLATED = re.compile(
    r"{#.*?#}|{% blocktranslate.*?endblocktranslate %}|{%.*?%}|{{.*?}}"
    r"|<(\w+)[^>]*lang=\"hi\"[^>]*>[^<]*</\1>",
    re.DOTALL,
)
IN_BOTH = '{% extends "plain.html" %}'  # pages in trouble have both languages in one
IN_HINDI_ALONE = {
    "plain.html",
    "search/help_hi.html",  # beside help_en.html
    "articles/_head.html",  # the name of the archive, for machines
    "parts/_languages.html",  # digits
}
NO_GETTEXT = "xgettext is not installed; on Debian: apt-get install gettext"


def read(folder) -> list:
    with (folder / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.fixture(scope="module")
def messages():
    return read(FOLDER)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The messages that ``make messages`` finds now, in a copy of the project."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail(NO_GETTEXT)
        pytest.skip(NO_GETTEXT)
    copy = tmp_path_factory.mktemp("project")
    for part in WITH_TEXTS:
        shutil.copytree(settings.BASE_DIR / part, copy / part)
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "newsarchive.settings"}
    subprocess.run([sys.executable, *COLLECT], cwd=copy, env=env, check=True)
    return read(copy / IN_PROJECT)


def keys(messages) -> set:
    return {(message.context, message.id) for message in messages}


def test_the_catalogue_has_every_text_that_is_marked_for_translation(messages, collected):
    assert keys(collected) - keys(messages) == set(), "run make messages and translate"


def test_the_catalogue_has_no_text_that_is_marked_nowhere(messages, collected):
    assert keys(messages) - keys(collected) == set(), "run make messages"


def texts(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def marks(file) -> list[ast.Call]:
    """Return the calls in a Python file that mark or translate a text."""
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    return [
        node
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and MARK.fullmatch(node.func.id)
    ]


@pytest.mark.parametrize("part", ["articles", "newsarchive", "search"])
def test_what_is_marked_is_written_there_for_xgettext_to_see(part):
    files = (settings.BASE_DIR / part).rglob("*.py")
    unseen = [
        f"{file.relative_to(settings.BASE_DIR)}: {ast.unparse(call)}"
        for file in files
        for call in marks(file)
        if not isinstance(call.args[0], ast.Constant)
    ]
    assert set(unseen) <= MARKED_ELSEWHERE


def test_templates_have_no_text_that_is_not_marked():
    folder = settings.BASE_DIR / "templates"
    files = (file for file in folder.rglob("*.*") if file.is_file())
    texts = {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in files}
    found = {
        name
        for name, text in texts.items()
        if DEVANAGARI.search(TRANSLATED.sub("", text)) and not text.startswith(IN_BOTH)
    }
    assert found == IN_HINDI_ALONE


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
