// Suggestions under a search box while the reader types: a combobox with a list, as the ARIA
// authoring practices describe it. The focus stays in the box; nothing is chosen unless the
// reader chooses it, so that Enter searches what was typed.

import { grouped, inDigits } from "./digits.js";

const PAUSE = 120; // milliseconds without a key before the archive is asked
const ICONS = new URL("../img/icons.svg", import.meta.url);
const ICON_OF = { word: "search", article: "source" };
const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function icon(kind) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("width", "16");
  drawing.setAttribute("height", "16");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${ICONS}#${ICON_OF[kind] ?? kind}`);
  drawing.append(use);
  return drawing;
}

function language(text) {
  return /[\u0900-\u097f]/.test(text) ? "hi" : "hi-Latn";
}

class Suggestions {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("input[type=search]");
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[role=status]");
    this.options = [];
    this.active = -1;
    this.describe();
    this.listen();
  }

  describe() {
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) this.box.setAttribute(name, value);
  }

  listen() {
    this.box.addEventListener("input", () => this.askSoon());
    // Some browsers tell the end of a composition after the last input, some before it.
    this.box.addEventListener("compositionend", () => this.askSoon());
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", () => this.close());
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    // The box keeps the focus, so that the list is still there when the click comes.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    // A page that comes back from the browser's memory comes back without its list.
    window.addEventListener("pagehide", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  askSoon() {
    this.stop();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  // Suggest for what is typed now; ``first`` and ``last`` say which option is then active.
  async ask(active = "none") {
    this.stop();
    const typed = this.box.value.trim();
    if (!typed) return this.close();
    const request = (this.request = new AbortController());
    const answer = await this.fetch(typed, request.signal);
    if (request.signal.aborted || document.activeElement !== this.box) return;
    if (!answer?.groups.length) return this.close(answer?.status);
    this.show(answer);
    if (active === "first") this.activate(0);
    if (active === "last") this.activate(this.options.length - 1);
  }

  async fetch(typed, signal) {
    const address = new URL(this.form.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const response = await fetch(address, { signal });
      return response.ok ? await response.json() : null;
    } catch {
      return null; // without an answer there are no suggestions, and the form still works
    }
  }

  show(answer) {
    this.options = [];
    this.list.replaceChildren(...answer.groups.map((group) => this.group(group)));
    this.list.hidden = false;
    this.list.scrollTop = 0;
    this.box.setAttribute("aria-expanded", "true");
    this.activate(-1);
    this.status.textContent = inDigits(answer.status);
  }

  close(status = "") {
    this.stop();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.options = [];
    this.box.setAttribute("aria-expanded", "false");
    this.activate(-1);
    this.status.textContent = inDigits(status);
  }

  group({ name, label, items }) {
    const id = `${this.list.id}-${name}`;
    const title = make("p", { class: "group", id }, label);
    const options = items.map((item) => this.option(item));
    return make("div", { role: "group", "aria-labelledby": id }, title, ...options);
  }

  option({ text, kind, kind_label, count, url }) {
    const id = `${this.list.id}-${this.options.length}`;
    const words = make("span", { class: "text", lang: language(text) }, text);
    const option = make("a", { role: "option", id, href: url, tabindex: "-1" }, icon(kind), words);
    option.setAttribute("aria-selected", "false");
    if (kind_label) option.append(" ", make("span", { class: "muted" }, kind_label));
    if (count !== null) {
      option.append(" ", make("span", { class: "count" }, grouped(count)));
    }
    this.options.push(option);
    return option;
  }

  activate(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", option.id);
  }

  press(event) {
    // While an input method composes, its keys are its own; 229 is how old browsers say so.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (this.isOpen ? this.pressOpen(event.key) : this.pressClosed(event.key)) {
      event.preventDefault();
    }
  }

  // Both return whether the key was one of theirs.
  pressClosed(key) {
    if (!["ArrowDown", "ArrowUp"].includes(key) || !this.box.value.trim()) return false;
    this.ask(key === "ArrowDown" ? "first" : "last");
    return true;
  }

  pressOpen(key) {
    const last = this.options.length - 1;
    const { active } = this;
    // Beyond either end lies the box itself, with nothing chosen.
    const moves = {
      ArrowDown: active < last ? active + 1 : -1,
      ArrowUp: active < 0 ? last : active - 1,
    };
    // Home and End move within the box until an option is chosen.
    if (active >= 0) Object.assign(moves, { Home: 0, End: last });
    if (key in moves) this.activate(moves[key]);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && active >= 0) this.options[active].click();
    else return false;
    return true;
  }
}

export function suggestIn(forms) {
  for (const form of forms) new Suggestions(form);
}
