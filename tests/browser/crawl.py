"""The pages of the list as the server sends them, in either language and with either digits."""

import httpx
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from articles.digits import override
from newsarchive.digits import COOKIE
from tests.browser.served import Served
from tests.browser.site import SitePage

PATIENCE = 60  # seconds


class Crawl:
    """Asks the served archive for each page once."""

    def __init__(self, served: Served):
        self.served = served
        self.client = httpx.Client(base_url=served.url, timeout=PATIENCE)
        self.known: dict[tuple, str] = {}

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.client.close()

    def page(self, site_page: SitePage, language: str = "hi", digits: str = "ascii") -> str:
        asked = (site_page, language, digits)
        if asked not in self.known:
            self.known[asked] = self.fetch(*asked)
        return self.known[asked]

    def fetch(self, site_page: SitePage, language: str, digits: str) -> str:
        if site_page.template:
            with translation.override(language), override(digits):
                return render_to_string(site_page.template)
        user = {"sessionid": self.served.facts[site_page.user]} if site_page.user else {}
        answer = self.get(site_page.path, language, digits, **user)
        assert answer.status_code == site_page.status, site_page
        return answer.text

    def get(self, path: str, language: str, digits: str, **cookies: str) -> httpx.Response:
        cookies |= {settings.LANGUAGE_COOKIE_NAME: language, COOKIE: digits}
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        path = path.format(**self.served.facts).partition("#")[0]
        answer = self.client.get(path, headers={"Cookie": header})
        while answer.has_redirect_location:  # httpx itself would forget the cookies
            answer = self.client.get(answer.headers["Location"], headers={"Cookie": header})
        return answer
