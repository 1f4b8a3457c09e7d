"""What every answer tells the browser, whatever the address and the status."""

import pytest

from tests.builders import article, indexed

pytestmark = pytest.mark.django_db

PATHS = {
    "/": 200,
    "/search?q=तालाब": 200,
    "/search.json?q=तालाब": 200,
    "/search.csv?q=तालाब": 200,
    "/search.atom?q=तालाब": 200,
    "/trends.svg?q=तालाब": 200,
    "/search?q=तालाब OR": 400,
    "/account/sign-in": 200,
    "/admin/login/": 200,
    "/account/": 302,
    "/nowhere": 404,
    "/account/sign-out": 405,
}


@pytest.fixture
def archive(index):
    return indexed(article())


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_binds_the_browser(client, archive, path):
    response = client.get(path)
    assert response.status_code == PATHS[path]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy and "*" not in policy and "data:" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_a_fault_of_ours_binds_the_browser_too(client, archive, monkeypatch):
    monkeypatch.setattr("search.views.page.context", lambda *args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/search?q=तालाब")
    assert response.status_code == 500
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.fixture
def https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.LANGUAGE_COOKIE_SECURE = True


def test_who_comes_without_https_is_led_to_it(client, archive, https):
    response = client.get("/search?q=a")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/search?q=a")
    assert client.get("/healthz").status_code == 200  # asked for from within


def test_with_https_browsers_stay_with_it_and_keep_cookies_to_it(client, archive, https):
    response = client.get("/account/sign-in?ui=en", headers={"X-Forwarded-Proto": "https"})
    assert response["Strict-Transport-Security"] == "max-age=60"
    assert set(response.cookies) == {"csrftoken", "django_language"}
    for cookie in response.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
