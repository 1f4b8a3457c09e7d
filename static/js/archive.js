// What the pages gain from a script; everything works without it.

import { narrowLists } from "./facets.js";
import { keyboard } from "./keys.js";
import { suggestIn } from "./suggest.js";

keyboard(document.querySelector("#keys"));
narrowLists();
suggestIn(document.querySelectorAll(".searchbox[data-suggest]"));
