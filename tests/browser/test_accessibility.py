"""axe-core finds nothing on any page, in both languages and schemes, wide and narrow."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, get_resolver, resolve

from tests.browser.site import ADMIN, NO_PAGES, READERS
from tests.browser.visiting import WIDTHS, open_page

pytestmark = pytest.mark.browser
SPACES = ("accounts", "articles", "saved", "search")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SETTLED = "Promise.all(document.getAnimations().map(one => one.finished))"
AXE = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(one => one.nodes.map(
    node => `${one.id}: ${node.target} ${node.failureSummary.replaceAll(/\\s+/g, " ")}`)))"""


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("site_page", READERS + ADMIN, ids=lambda one: one.name)
def test_axe_finds_nothing(visitor, site_page, language):
    page = open_page(visitor, site_page, language)
    of_page = list(visitor.faults)
    page.evaluate(AXE_SCRIPT)
    faults = {}
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            for fault in found(page, width, scheme):
                faults.setdefault(fault, []).append(f"{width} {scheme}")
    visitor.faults[:] = of_page  # axe-core copies styles into pages, which these refuse
    assert not faults, "\n".join(f"{fault} {where}" for fault, where in faults.items())


def found(page, width, scheme):
    """Return what axe-core says of a page at a width in a colour scheme, one text a fault."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)  # the admin's links change their colour slowly
    return page.evaluate(AXE, list(RULES))


def test_every_address_of_readers_is_a_page_of_the_list():
    known = {name_of(one.path) for one in READERS}
    wanted = {f"{space}:{name}" for space in SPACES for name in addresses(space)}
    assert wanted - NO_PAGES - known == set()


def addresses(space):
    """Return the names of all addresses of a namespace."""
    _, resolver = get_resolver().namespace_dict[space]
    return {pattern.name for pattern in resolver.url_patterns}


def name_of(path):
    """Return the name of the address that a page of the list has, None where there is none."""
    number = path.partition("?")[0]
    for fact in ("copied", "copy", "revised", "entity_number", "saved", "bulk"):
        number = number.replace("{" + fact + "}", "1")
    try:
        return resolve(number).view_name
    except Resolver404:
        return None
