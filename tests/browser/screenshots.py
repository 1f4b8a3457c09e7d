"""``make screenshots``: photograph each page of ``site.py``, wide and narrow, into docs.

The pages are those of the sample archive, in Hindi, each as it first appears; a few are also
taken in the dark. Dates and times of the day on which this runs are all that differs.
"""

import sys
from io import BytesIO
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.served import served
from tests.browser.site import ADMIN, READERS
from tests.browser.visiting import Visitor, open_page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SIZES = {1280: 900, 390: 844}
DARK = ("home", "search", "article", "trends")
COLOURS = 64  # as many as flat pages need, in files of a third of the size


def main() -> int:
    if not CHROMIUM:
        print("Chromium is not installed; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    django.setup()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with served() as archive, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for site_page in READERS + ADMIN:
            for scheme in ("light", "dark") if site_page.name in DARK else ("light",):
                for width, height in SIZES.items():
                    take(browser, archive, site_page, (width, height), scheme)
    return 0


def take(browser, archive, site_page, size: tuple[int, int], scheme: str) -> None:
    width, height = size
    window = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = open_page(Visitor(window.new_page(), archive), site_page, disclosed=False)
    dark = "-dark" if scheme == "dark" else ""
    keep(page.screenshot(), FOLDER / f"{site_page.name}-{width}{dark}.png")
    window.close()


def keep(picture: bytes, path: Path) -> None:
    """Store a picture with few colours, which makes it small."""
    made = Image.open(BytesIO(picture)).convert("RGB")
    made.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
