// A span of time is chosen by dragging over the bars of the chart. The bars are links, and stay
// so; without a pointer the dates are typed, or followed in the table under the chart.

const FAR = 5; // pixels that make a press a drag

function barsOf(plot) {
  return [...plot.querySelectorAll(":scope > a")];
}

function label(bar) {
  const text = bar.querySelector("title").textContent;
  return text.slice(0, text.lastIndexOf(":"));
}

function addressOf(bar) {
  return new URL(bar.href.baseVal, location.href);
}

class Drag {
  constructor(plot, event, visit) {
    Object.assign(this, { plot, visit, start: event.clientX, pointer: event.pointerId });
    this.bars = barsOf(plot);
    this.before = this.bars.map((bar) => bar.classList.contains("on"));
    this.note = plot.closest("[data-timeline]").querySelector("[data-span]");
    this.noted = this.note.textContent;
    this.listening = new AbortController();
    const { signal } = this.listening;
    addEventListener("pointermove", (moved) => this.move(moved), { signal });
    addEventListener("pointerup", () => this.drop(), { signal });
    addEventListener("pointercancel", () => this.cancel(), { signal });
    addEventListener("keydown", (pressed) => pressed.key === "Escape" && this.cancel(), { signal });
  }

  at(x) {
    const { left, width } = this.plot.getBoundingClientRect();
    const place = Math.floor(((x - left) / width) * this.bars.length);
    return Math.min(this.bars.length - 1, Math.max(0, place));
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    if (!this.ends && Math.abs(event.clientX - this.start) < FAR) return;
    // The click that follows then belongs to the chart, and to none of its bars.
    if (!this.ends) this.plot.setPointerCapture(this.pointer);
    this.ends = [this.at(this.start), this.at(event.clientX)].sort((a, b) => a - b);
    const [first, last] = this.ends;
    this.bars.forEach((bar, n) => bar.classList.toggle("on", first <= n && n <= last));
    const labels = new Set([label(this.bars[first]), label(this.bars[last])]);
    this.note.textContent = [...labels].join("–");
  }

  drop() {
    this.listening.abort();
    if (!this.ends) return;
    const [first, last] = this.ends.map((n) => addressOf(this.bars[n]));
    first.searchParams.set("to", last.searchParams.get("to"));
    this.visit(first.pathname + first.search);
  }

  cancel() {
    this.listening.abort();
    this.bars.forEach((bar, n) => bar.classList.toggle("on", this.before[n]));
    this.note.textContent = this.noted;
  }
}

function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

export function chooseSpans(visit) {
  document.addEventListener("pointerdown", (event) => {
    const plot = event.target.closest("[data-timeline] .plot");
    if (plot && event.isPrimary && isPlain(event)) new Drag(plot, event, visit);
  });
  document.addEventListener("click", (event) => {
    const bar = event.target.closest("[data-timeline] .plot > a");
    if (!bar || !isPlain(event)) return;
    event.preventDefault();
    const { pathname, search } = addressOf(bar);
    visit(pathname + search);
  });
  // Else the browser would carry the link off.
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.("[data-timeline] .plot")) event.preventDefault();
  });
}
