// What the pages gain from a script; everything works without it.

import { copyFrom } from "./cite.js";
import { narrowLists } from "./facets.js";
import { keyboard } from "./keys.js";
import { jumpBetween } from "./places.js";
import { followProgress } from "./progress.js";
import { suggestIn } from "./suggest.js";

copyFrom(document.querySelector(".cite"));
jumpBetween(document.querySelector(".places[data-last]"));
keyboard(document.querySelector("#keys"));
narrowLists();
suggestIn(document.querySelectorAll(".searchbox[data-suggest]"));
followProgress(document.querySelector("[data-progress]"));
