// Jumps between the places where the searched words stand: by buttons, and by m and M.

import { grouped } from "./digits.js";
import { areOn, isTyping, modified } from "./keys.js";

function button(label, sign, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.setAttribute("aria-label", label);
  made.textContent = sign;
  made.addEventListener("click", act);
  return made;
}

// A Hindi layout writes another letter with the same key.
function isM({ key, code }) {
  return key.toLowerCase() === "m" || (code === "KeyM" && !/^[a-z]$/i.test(key));
}

export function jumpBetween(bar) {
  const marks = [...document.querySelectorAll("main mark[id]")];
  if (!bar || marks.length === 0) return;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  let here = marks.findIndex((mark) => `#${mark.id}` === location.hash);

  function jump(step) {
    marks[here]?.classList.remove("here");
    here = here < 0 && step < 0 ? marks.length - 1 : (here + step + marks.length) % marks.length;
    marks[here].classList.add("here");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[here].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    said.textContent = `${grouped(here + 1)} / ${grouped(marks.length)}`;
  }

  const { previous, next } = bar.dataset;
  const buttons = [button(previous, "↑", () => jump(-1)), button(next, "↓", () => jump(1)), said];
  bar.querySelector("a").after(...buttons);
  bar.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    here = -1;
    jump(1);
  });
  // The links beside the marks are for pages without a script.
  document.documentElement.classList.add("jumps");
  document.addEventListener("keydown", (event) => {
    if (!isM(event) || !areOn() || modified(event) || isTyping(event.target)) return;
    event.preventDefault();
    jump(event.shiftKey ? -1 : 1);
  });
}
