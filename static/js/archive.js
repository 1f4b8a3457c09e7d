// What the pages gain from a script; everything works without it.

import { narrowLists } from "./facets.js";
import { focusOnSlash } from "./keys.js";
import { suggestIn } from "./suggest.js";

focusOnSlash(document.querySelector(".searchbox input[type=search]"));
narrowLists(document.querySelectorAll(".facet"));
suggestIn(document.querySelectorAll(".searchbox[data-suggest]"));
