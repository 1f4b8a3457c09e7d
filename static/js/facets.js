// Narrow the listed values of a facet while the reader types. Values that are not listed are
// found by the server, when the form is sent with Enter.

function plain(text) {
  // Nukta and letter case carry no difference here: क़ानून is found by कानून.
  return text.normalize("NFD").replace(/[\u093c\u0300-\u036f]/g, "").toLowerCase();
}

function narrow(options, typed) {
  const wanted = plain(typed.trim());
  for (const option of options) {
    const chosen = option.querySelector("input").checked;
    option.hidden = !chosen && !plain(option.dataset.label).includes(wanted);
  }
  return [...options].some((option) => !option.hidden);
}

// The facets are replaced with the results, so that the document listens for all of them.
export function narrowLists() {
  document.addEventListener("input", ({ target }) => {
    const facet = target.matches(".facet input[type=search]") && target.closest(".facet");
    if (!facet) return;
    const found = narrow(facet.querySelectorAll(".options [data-label]"), target.value);
    facet.querySelector(".hint").hidden = found;
  });
}
