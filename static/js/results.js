// Results replaced in place: htmx fetches the page that a link or the form of the filters leads
// to, and its results and filters take the place of those shown. What that leaves to do is here:
// the focus, the search box, the head of the page, and saying what happens and what went wrong.

import { chooseSpans } from "./timeline.js";

const PATIENCE = 150; // milliseconds before the reader is shown that something loads
const HEAD = "link[rel~=prev], link[rel~=next], link[rel~=canonical], link[rel~=alternate], meta[name=robots]";
const seen = new WeakSet();
let underWay = 0;
let timer;
let opened = new Map();
let shown = address();

function address() {
  return location.pathname + location.search;
}

function results() {
  return document.querySelector("#main");
}

function begin() {
  underWay += 1;
  results().setAttribute("aria-busy", "true");
  clearTimeout(timer);
  timer = setTimeout(() => document.documentElement.classList.add("is-loading"), PATIENCE);
}

function end() {
  underWay = Math.max(0, underWay - 1);
  if (underWay) return;
  clearTimeout(timer);
  document.documentElement.classList.remove("is-loading");
  results().removeAttribute("aria-busy");
}

// Which parts of the filters are open is the reader's own choice, and no part of the address.
function rememberOpened() {
  const parts = document.querySelectorAll("#filter-form details[id]");
  opened = new Map([...parts].map((part) => [part.id, part.open]));
}

function openAgain() {
  for (const [id, open] of opened) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
}

function renewHead(page) {
  document.head.querySelectorAll(HEAD).forEach((one) => one.remove());
  document.head.append(...page.head.querySelectorAll(HEAD));
}

function renewSearchBox(page) {
  const box = document.querySelector(".masthead .searchbox input[type=search]");
  const asked = page.querySelector(".masthead .searchbox input[type=search]");
  if (box && asked && box !== document.activeElement) box.value = asked.value;
}

function textOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".took").forEach((one) => one.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function announce() {
  const parts = [...document.querySelectorAll("#result-title, #main .shown")];
  document.querySelector("#shown-now").textContent = parts.map(textOf).join(": ");
}

function toResults() {
  const title = document.querySelector("#result-title");
  results().scrollIntoView();
  title.focus({ preventScroll: true });
}

// On a phone the filters lie over the results. They stay while the reader goes on choosing,
// and go when the choice is made.
function closeDrawer() {
  const drawer = document.querySelector(".filters:target");
  if (!drawer || getComputedStyle(drawer).position !== "fixed") return false;
  location.replace("#main");
  return true;
}

function placeFocus(from) {
  const made = from.matches("form, #clear") && closeDrawer();
  if (made || from.closest(".pages-bar")) return toResults();
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost && !document.querySelector(".filters:target")) {
    document.querySelector("#result-title").focus({ preventScroll: true });
  }
  // Few results beside long filters may stand above what is seen.
  if (results().getBoundingClientRect().bottom < innerHeight / 4) results().scrollIntoView();
}

function replaced(event) {
  const { xhr, requestConfig } = event.detail;
  if (!xhr || seen.has(xhr)) return;
  seen.add(xhr);
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  openAgain();
  renewHead(page);
  renewSearchBox(page);
  placeFocus(requestConfig.elt);
  announce();
}

function tidy(event) {
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
}

// The server answered with an error: its page says it best.
function showError(event) {
  location.assign(event.detail.pathInfo.finalRequestPath);
}

function showUnreached(event) {
  const notice = document.querySelector("#unreached");
  notice.querySelector("a").href = event.detail.pathInfo.finalRequestPath;
  notice.hidden = false;
}

function hideUnreached() {
  document.querySelector("#unreached")?.setAttribute("hidden", "");
}

export function visit(url) {
  htmx.ajax("GET", url, { source: "main", target: "#main", push: url });
}

const { body } = document;
body.addEventListener("htmx:configRequest", tidy);
body.addEventListener("htmx:beforeSend", begin);
body.addEventListener("htmx:beforeSend", hideUnreached);
body.addEventListener("htmx:afterRequest", end);
body.addEventListener("htmx:beforeSwap", rememberOpened);
body.addEventListener("htmx:afterSwap", replaced);
body.addEventListener("htmx:pushedIntoHistory", () => (shown = address()));
body.addEventListener("htmx:responseError", showError);
body.addEventListener("htmx:sendError", showUnreached);
// Opening the filters is a step of the history too, of which htmx knows nothing.
addEventListener("popstate", () => {
  if (address() !== shown) location.reload();
});
chooseSpans(visit);
