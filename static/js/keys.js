// The / key goes to the search box.

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

export function focusOnSlash(box) {
  if (!box) return;
  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || modified || isTyping(event.target)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
