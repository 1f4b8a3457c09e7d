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

export function narrowLists(facets) {
  for (const facet of facets) {
    const box = facet.querySelector("input[type=search]");
    const options = facet.querySelectorAll(".options [data-label]");
    const hint = facet.querySelector(".hint[hidden]");
    box?.addEventListener("input", () => {
      hint.hidden = narrow(options, box.value);
    });
  }
}
