// Follow a list of queries on its way: each answer says how far it is, and does some more of it.

import { inDigits } from "./digits.js";

const PAUSE = 200; // milliseconds between two answers
const PATIENCE = 5000; // where the archive cannot go on just now, or cannot be reached

async function ask(box) {
  const answer = await fetch(box.dataset.progress, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

function show(box, state) {
  box.querySelector("progress").value = state.done;
  box.querySelector("label").textContent = inDigits(state.text);
  box.querySelector(".hint").hidden = state.readable;
}

async function step(box) {
  try {
    const state = await ask(box);
    show(box, state);
    if (state.done >= state.total) {
      location.reload();
      return;
    }
    setTimeout(step, state.readable ? PAUSE : PATIENCE, box);
  } catch {
    setTimeout(step, PATIENCE, box);
  }
}

export function followProgress(box) {
  if (box) {
    step(box);
  }
}
