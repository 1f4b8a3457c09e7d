"""Settings in public: nothing that Django warns of, no secret that others know, HTTPS."""

import pytest

from tests.security.production import manage

LOCAL = {
    "NEWSARCHIVE_HOSTS": None,
    "NEWSARCHIVE_HTTPS": None,
    "NEWSARCHIVE_PROXIES": None,
    "NEWSARCHIVE_SECRET_KEY": None,
}
SHOWN = "from django.conf import settings; print(*[getattr(settings, n) for n in {}], sep='|')"


def value(tmp_path, *names, **changes):
    """Return settings as a process in public has them."""
    code = SHOWN.format(list(names))
    done = manage("shell", "--no-imports", "-c", code, home=tmp_path, **changes)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_is_warned_of_in_public(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.parametrize("key", [None, "", "short", "a" * 60], ids=["none", "empty", "short", "aa"])
def test_in_public_no_key_or_a_weak_one_stops_the_start(tmp_path, key):
    done = manage("check", home=tmp_path, NEWSARCHIVE_SECRET_KEY=key)
    assert done.returncode != 0
    assert "NEWSARCHIVE_SECRET_KEY must be set" in done.stderr
    assert not (tmp_path / "secret_key").exists()


def test_on_one_machine_the_key_is_made_and_nobody_else_may_read_it(tmp_path):
    first = value(tmp_path, "SECRET_KEY", **LOCAL)
    kept = tmp_path / "secret_key"
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.chmod(0o644)  # as an older copy may be
    assert value(tmp_path, "SECRET_KEY", **LOCAL) == first
    assert kept.stat().st_mode & 0o777 == 0o600


def test_https_without_a_word_on_proxies_stops_the_start(tmp_path):
    done = manage("check", home=tmp_path, NEWSARCHIVE_PROXIES=None)
    assert done.returncode != 0
    assert "NEWSARCHIVE_PROXIES" in done.stderr


@pytest.mark.parametrize(
    "changes, shown",
    [
        ({}, "31536000|True|('HTTP_X_FORWARDED_PROTO', 'https')|False"),
        ({"NEWSARCHIVE_PROXIES": "0"}, "31536000|True|None|False"),
        (
            {"NEWSARCHIVE_HSTS": "60", "NEWSARCHIVE_HSTS_SUBDOMAINS": "1"},
            "60|True|('HTTP_X_FORWARDED_PROTO', 'https')|True",
        ),
        (LOCAL, "0|False|None|False"),
    ],
    ids=["proxy", "no proxy", "subdomains", "one machine"],
)
def test_https_is_settled_by_the_environment(tmp_path, changes, shown):
    names = ("SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE")
    names += ("SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_INCLUDE_SUBDOMAINS")
    assert value(tmp_path, *names, **changes) == shown
