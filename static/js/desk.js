// The queue of suggestions by keyboard: one card has the focus, and a key does one act with it.

import { isTyping, modified } from "./keys.js";

const cards = [...document.querySelectorAll(".desk-card")];
const help = document.querySelector("#desk-keys");

// The box in which an entity is looked for is no field, but takes letters as one does.
function takesLetters(target) {
  return isTyping(target) || target.closest(".select2-container") !== null;
}

function current() {
  const focused = document.activeElement?.closest(".desk-card");
  return focused ?? document.querySelector(".desk-card.current") ?? cards[0];
}

function goTo(card) {
  if (!card) return;
  cards.forEach((one) => one.classList.toggle("current", one === card));
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const next = cards[cards.indexOf(current()) + by];
  if (next) goTo(next);
  else if (by > 0) document.querySelector("a[data-next]")?.click();
}

function press(key, within) {
  within?.querySelector(`button[data-key="${key}"]`)?.click();
}

// The likely entity's button, or else the box in which another one is looked for.
function enterField(name) {
  const field = current()?.querySelector(`[data-field="${name}"]`);
  const inside = field?.querySelector(".select2-selection") ?? field;
  inside?.focus();
  if (inside?.select) inside.select();
}

const acts = {
  a: () => press("a", current()),
  r: () => press("r", current()),
  u: () => press("u", document),
  e: () => enterField("e"),
  m: () => enterField("m"),
  s: () => step(1),
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  x: () => current()?.querySelector("input[type=checkbox]")?.click(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (modified(event) || help.open) return;
  if (event.key === "Escape" && takesLetters(event.target)) {
    goTo(current());
    return;
  }
  const act = acts[event.key];
  if (!act || takesLetters(event.target)) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".desk-card");
  if (card) cards.forEach((one) => one.classList.toggle("current", one === card));
});

const button = document.querySelector("button[data-help]");
button.hidden = false;
button.addEventListener("click", () => help.showModal());
goTo(document.querySelector(".desk-card[data-focus]") ?? cards[0]);
