// What the pages gain from a script; everything works without it.

import { narrowLists } from "./facets.js";
import { focusOnSlash } from "./keys.js";

focusOnSlash(document.querySelector(".searchbox input[type=search]"));
narrowLists(document.querySelectorAll(".facet"));
