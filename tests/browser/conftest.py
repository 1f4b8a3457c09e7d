"""A real browser for the tests of this folder: Debian's Chromium, driven by Playwright."""

import os
import shutil
import subprocess
from threading import Timer
from uuid import uuid4

import pytest

from tests.browser.crawl import Crawl
from tests.browser.served import served
from tests.browser.visiting import Visitor, faults_of

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LONGEST_CLOSING = 60  # seconds
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


class Launcher:
    """Starts Chromium, and anew where it stopped answering."""

    def __init__(self, driver):
        self.driver, self.browser = driver, None
        self.mark = f"--of-tests={uuid4()}"  # by which its processes are found

    def launched(self):
        if self.browser is None or not self.browser.is_connected():
            self.browser = self.driver.chromium.launch(
                executable_path=CHROMIUM, args=[*FLAGS, self.mark]
            )
        return self.browser

    def kill(self):
        subprocess.run(["pkill", "-KILL", "-f", "--", self.mark], check=False)

    def close(self, context):
        """Close a window. A Chromium that does not answer is ended; the next test has a new one."""
        watch = Timer(LONGEST_CLOSING, self.kill)
        watch.start()
        try:
            context.close()
        except playwright.Error:
            pass
        finally:
            watch.cancel()


@pytest.fixture(scope="session")
def launcher():
    if not CHROMIUM:
        reason = "Chromium is not installed; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with playwright.sync_playwright() as driver:
        made = Launcher(driver)
        yield made
        made.launched().close()


@pytest.fixture
def browser(launcher):
    return launcher.launched()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(browser, launcher, live_server, request):
    """A page of the archive, wide and narrow; a script error or refusal on it fails the test."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=live_server.url, locale="hi-IN"
    )
    opened = context.new_page()
    errors = faults_of(opened)
    yield opened
    launcher.close(context)
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
def visitor(browser, launcher, served_archive):
    """A window on the served archive; a script error, a refusal or a request to another fails."""
    context = browser.new_context(locale="hi-IN")
    visitor = Visitor(context.new_page(), served_archive)
    yield visitor
    launcher.close(context)
    assert visitor.faults == []
    assert visitor.asked_elsewhere() == []
