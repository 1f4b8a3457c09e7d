// A button on each form of reference that copies it, and says so.

const SAID_FOR = 2000; // milliseconds

async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch {
    // Without a secure connection there is no clipboard: what is marked can still be copied.
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
  return true;
}

function button(text, words, status) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button copy";
  made.textContent = words.copy;
  made.addEventListener("click", async () => {
    if (!(await copy(text))) return;
    made.textContent = status.textContent = words.copied;
    setTimeout(() => {
      made.textContent = words.copy;
      status.textContent = "";
    }, SAID_FOR);
  });
  return made;
}

export function copyFrom(cite) {
  if (!cite) return;
  const status = cite.querySelector("[role=status]");
  for (const text of cite.querySelectorAll("details > :is(blockquote, pre)")) {
    text.after(button(text, cite.dataset, status));
  }
}
