"""Opening the pages of the list in one of the two languages."""

from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string

from tests.browser.site import SitePage

WIDTHS = (1280, 390)


POLICIES = ("Content Security Policy", "Permissions-Policy", "Permissions policy")


def faults_of(page) -> list[str]:
    """Return a list that grows with each error of a script and all that policies refuse."""
    faults = []

    def told(message):
        if any(policy in message.text for policy in POLICIES):
            faults.append(message.text)

    page.on("console", told)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


class Visitor:
    """A browser window on the served archive, with what went wrong and all that it asked for."""

    def __init__(self, page, served):
        self.page, self.served, self.faults, self.asked = page, served, faults_of(page), []
        page.on("request", lambda request: self.asked.append(request.url))

    def asked_elsewhere(self) -> list[str]:
        own = (self.served.url, "data:", "blob:")
        return [address for address in self.asked if not address.startswith(own)]

    def cookies(self, site_page: SitePage, language: str) -> list[dict]:
        given = {settings.LANGUAGE_COOKIE_NAME: language}
        if site_page.user:
            given["sessionid"] = self.served.facts[site_page.user]
        return [
            {"name": name, "value": value, "url": self.served.url} for name, value in given.items()
        ]


def open_page(visitor: Visitor, site_page: SitePage, language: str = "hi", disclosed: bool = True):
    """Open a page of the list, with all that it can disclose, and return the browser's page."""
    page, address = visitor.page, visitor.served.url + path_of(visitor, site_page)
    page.context.clear_cookies()
    page.context.add_cookies(visitor.cookies(site_page, language))
    if site_page.template:
        show_template(page, address, site_page.template)
    answer = page.goto(address)
    assert answer.status == site_page.status, site_page
    if disclosed:
        # An open menu lies over what stands below it; its own tests open it.
        closed = "details:not(.menu)"
        page.evaluate(f"document.querySelectorAll('{closed}').forEach(one => (one.open = true))")
    return page


def path_of(visitor: Visitor, site_page: SitePage) -> str:
    return site_page.path.format(**visitor.served.facts)


def show_template(page, address: str, template: str) -> None:
    """Answer the address with a template as it stands."""
    body = render_to_string(template)
    policy = build_policy()
    page.route(
        lambda url: url.rstrip("/") == address.rstrip("/"),
        lambda route: route.fulfill(
            body=body,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": policy},
        ),
    )
