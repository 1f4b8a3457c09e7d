// The keyboard map of the pages: single keys, for results and for articles. They are off while
// the reader types, with a modifier held, and where the reader has switched them off.

const STORE = "keys";
const OFF = "off";
const CLUSTER = "details.cluster, details.versions";

export function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

export function modified(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}

// What a storage that is full or forbidden cannot keep holds for this page alone.
function stored() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // nothing to do: the choice holds until the page is left
  }
}

let on = stored() !== OFF;

// Whether the reader leaves the keys of the pages on; those of other modules ask too.
export function areOn() {
  return on;
}

// A Hindi layout writes other letters with the same keys.
function letterOf({ key, code, shiftKey }) {
  if (/^[a-z/?]$/.test(key) || key.length > 1) return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return !shiftKey && code.startsWith("Key") ? code.at(-1).toLowerCase() : "";
}

function results() {
  return [...document.querySelectorAll(".results .result")];
}

// Who comes back from an article is at its card, which the address names.
function current() {
  const focused = document.activeElement?.closest(".results .result");
  return focused ?? document.querySelector(".results .result.current") ?? document.querySelector(".results .result:target");
}

function step(by) {
  const all = results();
  const next = all[current() ? all.indexOf(current()) + by : 0];
  if (!next) return;
  all.forEach((one) => one.classList.toggle("current", one === next));
  next.querySelector(".headline").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

function toSearchBox() {
  const box = document.querySelector(".searchbox input[type=search]");
  box?.focus();
  box?.select();
}

function toggleCluster() {
  const within = current() ?? document.querySelector(".sheet");
  const cluster = within?.querySelector(CLUSTER);
  if (cluster) cluster.open = !cluster.open;
}

const acts = {
  "/": toSearchBox,
  j: () => step(1),
  k: () => step(-1),
  o: () => current()?.querySelector(".headline").click(),
  Enter: () => document.activeElement === document.body && current()?.querySelector(".headline").click(),
  x: toggleCluster,
  n: () => follow("[data-key=n], .trail a[rel=next]"),
  p: () => follow("[data-key=p], .trail a[rel=prev]"),
  u: () => follow("[data-key=u], .trail a[href*='/search']"),
};

export function keyboard(dialog) {
  const button = document.querySelector("[data-keys]");
  const choice = dialog?.querySelector("input[type=checkbox]");

  if (dialog && button) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      store(on ? "on" : OFF);
    });
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }

  document.addEventListener("keydown", (event) => {
    if (!on || modified(event) || event.isComposing) return;
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const letter = letterOf(event);
    if (letter === "Enter") return acts.Enter();
    const act = letter === "?" ? dialog && (() => dialog.showModal()) : Object.hasOwn(acts, letter) && acts[letter];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("focusin", ({ target }) => {
    const focused = target.closest(".results .result");
    if (focused) results().forEach((one) => one.classList.toggle("current", one === focused));
  });
}
