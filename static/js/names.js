// Names for the fields of the admin that Django's own pages leave without one for a screen reader.

function text(element) {
  return element?.textContent.replace(/[:*]\s*$/, "").trim() ?? "";
}

// A field in a table of rows is named by the head of its column.
function columnOf(field) {
  const cell = field.closest(".tabular td");
  const head = cell?.closest("table").querySelectorAll("thead th:not(.original)");
  const cells = [...(cell?.parentElement.children ?? [])].filter((one) => !one.matches(".original"));
  return text(head?.[cells.indexOf(cell)]);
}

// Date and time stand in one row under one legend, each after a word of its own.
function rowOf(field) {
  const row = field.closest(".form-row");
  return text(row?.querySelector("legend, label"));
}

function nameOf(field) {
  return text(field.labels?.[0]) || field.getAttribute("aria-label") || columnOf(field) || rowOf(field);
}

function isNamed(field) {
  return field.labels?.length || field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby");
}

function giveNames() {
  for (const field of document.querySelectorAll("#content :is(input, select, textarea):not([type=hidden])")) {
    if (!isNamed(field)) field.setAttribute("aria-label", nameOf(field));
  }
  for (const box of document.querySelectorAll(".select2-container")) {
    const name = nameOf(box.previousElementSibling ?? box);
    for (const part of box.querySelectorAll(".select2-selection, .select2-search__field, span.select2-selection__rendered")) {
      part.removeAttribute("aria-labelledby");
      if (name) part.setAttribute("aria-label", name);
    }
  }
  // The box of several values has a button to clear it among its values.
  for (const one of document.querySelectorAll("ul.select2-selection__rendered")) one.setAttribute("role", "group");
  for (const one of document.querySelectorAll("ul.select2-selection__rendered > li")) one.setAttribute("role", "none");
  for (const head of document.querySelectorAll("th.original:empty")) head.outerHTML = '<td class="original"></td>';
}

// Django makes its boxes when jQuery says so; what is registered later runs later.
if (window.django?.jQuery) window.django.jQuery(giveNames);
else giveNames();
document.addEventListener("formset:added", giveNames);
