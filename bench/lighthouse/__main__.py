"""Run Lighthouse on home, search and article, as a phone and as a desktop computer.

The archive is the sample, served as in public: debug mode off, gunicorn, static files
collected. Prints the four scores of each page, and what is below the least; exits 1 then.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bench import print_table
from tests.browser.served import served

FOLDER = Path(__file__).resolve().parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 98
RUNS = 3
PAGES = {
    "home": "/",
    "search": f"/search?q={quote('जल संरक्षण')}",
    "article": "/articles/1/",
}
DEVICES = {"phone": (), "desktop": ("--preset=desktop",)}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"


def main() -> int:
    with served() as archive:
        reports = {
            (device, name): median([audit(archive.url + path, options) for _ in range(RUNS)])
            for device, options in DEVICES.items()
            for name, path in PAGES.items()
        }
    print_table(("page", *CATEGORIES), [row(*key, report) for key, report in reports.items()])
    low = [fault for key, report in reports.items() for fault in faults(*key, report)]
    print("\n".join(low))
    return 1 if low else 0


def audit(url: str, options: tuple[str, ...]) -> dict:
    """Return Lighthouse's report on one page."""
    command = ["node", str(FOLDER / "node_modules/lighthouse/cli/index.js"), url, *options]
    command += ["--quiet", "--output=json", f"--chrome-flags={CHROME}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "", "CI": "true"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def median(reports: list[dict]) -> dict:
    """Return the report whose performance is the middle one; the machine may be busy once."""
    return sorted(reports, key=lambda one: score(one, "performance"))[len(reports) // 2]


def score(report: dict, category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def row(device: str, name: str, report: dict) -> tuple:
    return (f"{name}, {device}", *(score(report, one) for one in CATEGORIES))


def faults(device: str, name: str, report: dict) -> Iterator[str]:
    """Yield the audits that cost a category of this page more than is allowed."""
    for category in CATEGORIES:
        if score(report, category) < LEAST:
            yield f"{name}, {device}: {category} is below {LEAST}"
            for reference in report["categories"][category]["auditRefs"]:
                one = report["audits"][reference["id"]]
                if reference["weight"] and one["score"] is not None and one["score"] < 0.98:
                    yield f"  {one['title']} {one.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main())
