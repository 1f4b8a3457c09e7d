"""A real browser for the tests of this folder: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest

from tests.browser.crawl import Crawl
from tests.browser.served import served
from tests.browser.visiting import Visitor, faults_of

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop of its own in this thread; the tests' database calls are safe.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        reason = "Chromium is not installed; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(browser, live_server, request):
    """A page of the archive, wide and narrow; a script error or refusal on it fails the test."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=live_server.url, locale="hi-IN"
    )
    opened = context.new_page()
    errors = faults_of(opened)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def served_archive():
    """The sample archive in a process of its own; no test changes it."""
    with served() as archive:
        yield archive


@pytest.fixture(scope="session")
def crawl(served_archive):
    """The pages of the list as the server sends them, without a browser."""
    with Crawl(served_archive) as made:
        yield made


@pytest.fixture
def visitor(browser, served_archive):
    """A window on the served archive; a script error, a refusal or a request to another fails."""
    context = browser.new_context(locale="hi-IN")
    visitor = Visitor(context.new_page(), served_archive)
    yield visitor
    context.close()
    assert visitor.faults == []
    assert visitor.asked_elsewhere() == []
