/** From what was typed after a look-up's command to its page. */
import type { Library, Lookup } from "../content/library.js";
import { holds } from "../content/parse-lookup.js";
import { entriesMeant, entriesNamedIn, type Meant } from "../engine/entries.js";
import { entryTitle, keysHeld } from "./entry.js";
import type { LookupPage } from "./page.js";

type Found = Extract<LookupPage, { kind: "look-up" }>["found"];

/** The entry that is meant; several to choose from; or the whole list, with why. */
export function lookUp(library: Library, lookup: Lookup, typed: string): LookupPage {
  const list = (found: Found, keys: readonly string[]): LookupPage => ({
    ...{ kind: "look-up", lookup: lookup.id, typed: shownName(typed), found, keys, part: 1 },
  });
  if (typed.trim() === "") return list("all", keysHeld(library, lookup));
  const meant = meantBy(lookup, typed);
  switch (meant.is) {
    case "one":
      return holds(library, lookup, meant.key)
        ? { kind: "look-up-entry", lookup: lookup.id, entry: meant.key, part: 1 }
        : list("without", keysHeld(library, lookup));
    case "several":
    case "near": {
      const held = meant.keys.filter((key) => holds(library, lookup, key));
      return held.length > 0 ? list(meant.is, held) : list("without", keysHeld(library, lookup));
    }
    case "many":
    case "none":
      return list("none", keysHeld(library, lookup));
  }
}

/** The entry that was chosen by its key; where nothing is held of it the list says so by its name. */
export function lookUpEntry(library: Library, lookup: Lookup, key: string): LookupPage {
  return holds(library, lookup, key)
    ? { kind: "look-up-entry", lookup: lookup.id, entry: key, part: 1 }
    : lookUp(library, lookup, entryTitle(library, lookup, key));
}

/** As a name; else, where nothing is meant by the whole of it, as a sentence with a name in it. */
function meantBy(lookup: Lookup, typed: string): Meant {
  const meant = entriesMeant(lookup.entries, typed);
  switch (meant.is) {
    case "one":
    case "several":
      return meant;
    case "near": {
      const [only, another] = meant.keys;
      const sure = only !== undefined && another === undefined && isSlip(typed, meant.slips);
      return sure ? { is: "one", key: only, how: "begins" } : meant;
    }
    case "many":
    case "none": {
      const within = entriesNamedIn(lookup.entries, typed);
      return within.is === "none" ? meant : within;
    }
  }
}

/** Another word can be as near as a slip ("nephrology" to "neurology"), so only few slips in a long name are taken for some. */
function isSlip(typed: string, slips: number): boolean {
  return typed.trim().length >= slips * 7;
}

/** What was typed as a name, to be shown again: of a long one the beginning, marked as such. */
export function shownName(typed: string): string {
  const text = typed.trim();
  return text.length <= 60 ? text : `${[...text].slice(0, 50).join("")}…`;
}
