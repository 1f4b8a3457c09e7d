"""Hindi for the texts of Django that readers and curators meet."""

import gettext
import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import override

from newsarchive.accounts import forms as accounts
from search.bulk.forms import BulkForm
from search.saved.forms import ChangeForm
from tests.test_locale import said, texts

OURS = settings.BASE_DIR / "locale" / "hi" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent


def catalogue(path: Path) -> list:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def user():
    return get_user_model()(username="leela@example.org", email="leela@example.org")


def new_password(text, again=None):
    return {"new_password1": text, "new_password2": text if again is None else again}


def test_every_text_is_one_of_django():
    known = {m.id for path in DJANGO.rglob("locale/en/**/django.po") for m in catalogue(path)}
    assert {message.id for message in catalogue(OURS / "django.po")} <= known


def test_the_compiled_catalogue_says_the_same():
    with (OURS / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue(OURS / "django.po"):
        assert said(compiled, message) == list(texts(message)), "run make messages"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form",
    [
        lambda: accounts.PasswordForm(user(), new_password("123")),
        lambda: accounts.PasswordForm(user(), new_password("leela@example")),
        lambda: accounts.PasswordForm(user(), new_password("a-fine-word-8", "another")),
        lambda: accounts.ChangePasswordForm(user(), {"old_password": "x", **new_password("")}),
        lambda: accounts.AddressForm({"email": "leela"}),
        lambda: accounts.AddressForm({"email": "x" * 200 + "@example.org"}),
        lambda: accounts.AddressForm({"email": "\0"}),
        lambda: accounts.SignInForm(None, {}),
        lambda: accounts.PreferencesForm({"language": "७"}),
        lambda: ChangeForm({"name": "x" * 200, "digest": "७"}, user=user()),
        lambda: BulkForm({"queries": "x", "source": "७"}, {}),
    ],
)
def test_forms_say_in_hindi_what_is_wrong(form):
    with override("hi"):
        wrong = str(form().errors.get_json_data())
    said = re.findall(r"'message': '([^']*)'", wrong)
    assert said
    assert not re.search("[A-Za-z]{4}", "".join(said).replace("null", ""))
