"""What people need who zoom, use a keyboard, a touch screen, or colours of their own."""

from collections import Counter

import pytest

from tests.browser.site import READERS
from tests.browser.visiting import open_page

pytestmark = pytest.mark.browser
# One page of each layout: others differ in their words alone.
LAYOUTS = (
    *("home", "search-filtered", "search-filters", "search-nothing", "article-found", "compare"),
    *("entity", "topic", "trends", "bulk-list", "saved", "account", "help", "gone"),
)


def pages(*names):
    """Run a test with pages of the list."""
    several = [one for one in READERS if one.name in names]
    return pytest.mark.parametrize("site_page", several, ids=lambda one: one.name)


EACH = pages(*LAYOUTS)
MAIN = pages("home", "search", "article")
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
MOST_STOPS = 400
MOST_BYTES = 100_000  # of a first visit, without images

# Text of twice the size, and the spacing that success criterion 1.4.12 names.
LARGE = "html { font-size: 200% !important }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""

# Parts that reach beyond the window, but for what scrolls by itself or ends in
# an ellipsis, and text that is cut off.
BEYOND = """() => [...document.body.querySelectorAll("*")].filter(one => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || !box.width || one.closest(".sr-only, .skip, svg svg")) return false;
  for (let above = one.parentElement; above; above = above.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(above).overflowX)
      || getComputedStyle(above).textOverflow === "ellipsis") return false;
  return box.right > innerWidth + 1 || box.left < -1;
}).map(one => one.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one);
  return !one.closest(".sr-only, svg") && !/auto|scroll/.test(style.overflowY) && one.clientHeight
    && /hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
}).map(one => one.outerHTML.slice(0, 120))"""


# A style of a script, which the policies of the pages do not refuse as they do that of an element.
STYLED = """css => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet]; }"""
LOOKS = {
    "320 px": (320, ""),
    "zoom of 200 %": (640, ""),
    "large text": (1280, LARGE),
    "large text, phone": (390, LARGE),
    "spaced text": (1280, SPACED),
    "spaced text, phone": (390, SPACED),
}


@EACH
def test_nothing_is_cut_off(visitor, site_page):
    page = open_page(visitor, site_page)
    faults = {}
    for name, (width, css) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(STYLED, css)
        faults[name] = page.evaluate(BEYOND) + page.evaluate(CUT_OFF)
    assert {name: found for name, found in faults.items() if found} == {}


RING = """() => {
  const ringed = one => { const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const box = focused.getBoundingClientRect();
  return {what: focused.outerHTML.slice(0, 120), ringed: ringed(focused)
    || Boolean(focused.closest(".searchbox") && ringed(focused.closest(".searchbox"))),
    seen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth};
}"""


def stops(page):
    """Yield each stop of the Tab key on a page, with its ring and whether it is in the window."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(RING)
        if stop is None:
            return
        yield stop


@EACH
def test_the_focus_is_seen_at_every_stop(visitor, site_page):
    page = open_page(visitor, site_page)
    found = list(stops(page))
    assert found or site_page.template
    assert [one["what"] for one in found if not (one["ringed"] and one["seen"])] == []


def test_the_first_stop_leads_to_the_main_part(visitor):
    page = open_page(visitor, READERS[1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def tab_to(page, locator):
    """Press Tab until the first of what was located has the focus."""
    wanted = locator.first
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"never reached: {locator}")


@WIDTHS
def test_a_reader_needs_no_mouse(visitor, width):
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(visitor.served.url)
    tab_to(page, page.get_by_label("समाचार खोजें"))
    page.keyboard.type("जल")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    if width < 864:
        tab_to(page, page.locator("a.open-filters"))
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name="नमूना समाचार"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="छँटाई लागू करें"))
    page.keyboard.press("Enter")
    page.wait_for_url("**source=*")
    tab_to(page, page.locator("a.headline"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    tab_to(page, page.get_by_role("link", name="परिणामों पर लौटें"))
    page.keyboard.press("Enter")
    page.wait_for_url("**source=*")


MOVING = """() => [...document.querySelectorAll("*")].flatMap(
  one => ["", "::before", "::after"].map(part => getComputedStyle(one, part))
).filter(style => style.animationName !== "none"
  || style.transitionDuration.split(",").some(time => parseFloat(time) > 0)
  || style.scrollBehavior === "smooth").length"""


@EACH
def test_nothing_moves_for_those_who_asked_for_that(visitor, site_page):
    visitor.page.emulate_media(reduced_motion="reduce")
    page = open_page(visitor, site_page)
    page.evaluate("document.querySelector('header')?.classList.add('is-loading')")
    assert page.evaluate(MOVING) == 0


EDGELESS = """() => [...document.querySelectorAll(
    "button:not(.link), .button, .chip, input:not([type=hidden])")]
  .filter(one => one.checkVisibility() && !one.closest(".searchbox")
    && !["checkbox", "radio"].includes(one.type)).filter(one => {
    const style = getComputedStyle(one);
    return ["outline", "borderBottom"].every(edge => style[edge + "Style"] === "none"
      || parseFloat(style[edge + "Width"]) < 1);
  }).map(one => one.outerHTML.slice(0, 120))"""


@EACH
def test_controls_keep_their_edges_in_forced_colours(visitor, site_page):
    visitor.page.emulate_media(forced_colors="active")
    page = open_page(visitor, site_page)
    assert page.evaluate(EDGELESS) == []


def test_what_is_chosen_and_marked_is_seen_in_forced_colours(visitor):
    visitor.page.emulate_media(forced_colors="active")
    page = open_page(visitor, next(one for one in READERS if one.name == "search-filtered"))

    def styled(selector, name):
        return page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{name}")

    assert styled("mark", "backgroundColor") != styled("body", "backgroundColor")
    assert styled(".plot .on .bar", "fill") != styled(".plot a:not(.on) .bar", "fill")
    assert styled(".sorts [aria-current]", "fontWeight") != styled(
        ".sorts a:not([aria-current])", "fontWeight"
    )


SMALL = """() => [...document.querySelectorAll(
    "button, .button, .chip, summary, .options label, .pages a, "
    + "input:not([type=hidden], [type=checkbox], [type=radio])")]
  .filter(one => one.checkVisibility() && !one.closest(".sr-only")
    && one.getBoundingClientRect().height < (one.matches(".chip") ? 36 : 44) - .5)
  .map(one => `${one.getBoundingClientRect().height} ${one.outerHTML.slice(0, 120)}`)"""


@EACH
def test_fingers_find_their_targets(browser, served_archive, visitor, site_page):
    context = browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    visitor.page = context.new_page()
    small = open_page(visitor, site_page).evaluate(SMALL)
    context.close()
    assert small == []


SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => (window.shifted += one.value)))
  .observe({type: "layout-shift", buffered: true});"""


@WIDTHS
@MAIN
def test_nothing_jumps_while_a_page_loads(visitor, site_page, width):
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.page.add_init_script(SHIFTS)
    page = open_page(visitor, site_page, disclosed=False)
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.01


@MAIN
def test_a_first_visit_is_small(visitor, site_page):
    page, kinds, weights = visitor.page, {}, Counter()

    def begin(answer):
        kinds[answer["requestId"]] = answer["type"]

    def end(answer):
        weights[kinds[answer["requestId"]]] += answer["encodedDataLength"]

    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", begin)
    network.on("Network.loadingFinished", end)
    open_page(visitor, site_page, disclosed=False).wait_for_load_state("networkidle")
    assert {"Document", "Stylesheet", "Script"} <= set(weights)
    assert weights.total() - weights["Image"] < MOST_BYTES, weights
