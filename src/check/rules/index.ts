/** All rules, in the order in which they are asked. */
import type { ProofRule, Rule } from "../rule.js";
import { atMost } from "./at-most.js";
import { bounds } from "./bounds.js";
import { canHold } from "./can-hold.js";
import { dates } from "./dates.js";
import { due } from "./due.js";
import { duplicates } from "./duplicates.js";
import { emptyPlan } from "./empty-plan.js";
import { feeds } from "./feeds.js";
import { found } from "./found.js";
import { guards } from "./guards.js";
import { interfaceRule } from "./interface.js";
import { letters } from "./letters.js";
import { lookups } from "./lookups.js";
import { names } from "./names.js";
import { references } from "./references.js";
import { renamed } from "./renamed.js";
import { screens } from "./screens.js";
import { sources } from "./sources.js";
import { standing } from "./standing.js";
import { stops } from "./stops.js";
import { verdicts } from "./verdicts.js";
import { words } from "./words.js";

/** What must be right before anything can be proved of a flow. */
export const namingRules: readonly Rule[] = [names, renamed, duplicates, dates, bounds];

export const otherRules: readonly Rule[] = [
  references,
  words,
  letters,
  lookups,
  interfaceRule,
  sources,
  standing,
  guards,
  found,
];

export const proofRules: readonly ProofRule[] = [
  stops,
  canHold,
  verdicts,
  atMost,
  emptyPlan,
  due,
  feeds,
  screens,
];
