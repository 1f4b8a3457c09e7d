// Numbers as the page writes them: the archive or the reader chose the digits.

const devanagari = document.documentElement.dataset.digits === "devanagari";
const numbers = new Intl.NumberFormat("en-IN", { numberingSystem: devanagari ? "deva" : "latn" });

export function grouped(number) {
  return numbers.format(number);
}

// A text of the server for programs and scripts, whose digits are ASCII.
export function inDigits(text) {
  return devanagari ? text.replace(/[0-9]/g, (digit) => numbers.format(digit)) : text;
}
