"""Nothing on any page is refused by the policies that the archive sends with it.

The ``visitor`` fixture fails where something was, so that each test need only look.
"""

import pytest

from tests.browser.site import ADMIN, READERS, SitePage
from tests.browser.visiting import open_page

pytestmark = pytest.mark.browser

# Pages that Django's admin makes, with all of its scripts: dates, choosers, popups, filters.
OF_DJANGO = [
    SitePage(name, f"/admin/{path}", user="admin")
    for name, path in {
        "add-article": "articles/article/add/",
        "add-entity": "articles/entity/add/",
        "add-feed": "articles/feed/add/",
        "add-source": "articles/source/add/",
        "add-topic": "articles/topic/add/",
        "add-rule": "articles/boilerplaterule/add/",
        "entities": "articles/entity/",
        "runs": "articles/ingestrun/",
        "log": "articles/action/",
        "tasks": "articles/task/",
        "users": "auth/user/",
        "add-user": "auth/user/add/",
        "change-user": "auth/user/1/change/",
        "add-group": "auth/group/add/",
        "own-password": "password_change/",
        "delete-source": "articles/source/1/delete/",
    }.items()
]


@pytest.mark.parametrize("site_page", READERS + ADMIN + OF_DJANGO, ids=lambda one: one.name)
def test_a_page_does_nothing_that_its_policies_refuse(visitor, site_page):
    page = open_page(visitor, site_page)
    page.wait_for_load_state("networkidle")
    assert visitor.faults == []


MADE = {
    "style": "{textContent: 'p {color: red}'}",
    "script": "{text: 'window.got = 1'}",
    "img": "{src: 'https://example.com/x.png'}",
    "iframe": "{src: '/'}",
    "base": "{href: 'https://example.com/'}",
    "object": "{data: 'https://example.com/x.swf'}",
}
ADDED = {
    "a style of an element": "document.body.innerHTML += '<p style=color:red>'",
    "a handler": "document.body.innerHTML += '<a id=x onclick=got=1>'; x.click()",
    "a question elsewhere": "fetch('https://example.com/').catch(() => 0)",
} | {
    name: f"document.body.append(Object.assign(document.createElement('{name}'), {facts}))"
    for name, facts in MADE.items()
}


@pytest.mark.parametrize("code", ADDED.values(), ids=ADDED)
def test_what_an_attacker_would_add_is_refused(visitor, code):
    page = open_page(visitor, READERS[0], disclosed=False)
    page.evaluate(code)
    page.wait_for_timeout(300)
    assert "Content Security Policy" in "".join(visitor.faults)
    assert page.evaluate("window.got") is None
    visitor.faults.clear()
    visitor.asked.clear()
