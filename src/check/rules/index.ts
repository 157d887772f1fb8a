/** All rules, in the order in which they are asked. */
import type { ProofRule, Rule } from "../rule.js";
import { atMost } from "./at-most.js";
import { bounds } from "./bounds.js";
import { canHold } from "./can-hold.js";
import { coverage } from "./coverage.js";
import { dates } from "./dates.js";
import { due } from "./due.js";
import { duplicates } from "./duplicates.js";
import { emptyPlan } from "./empty-plan.js";
import { feeds } from "./feeds.js";
import { found } from "./found.js";
import { guards } from "./guards.js";
import { interfaceRule } from "./interface.js";
import { letters } from "./letters.js";
import { lists } from "./lists.js";
import { lookups } from "./lookups.js";
import { names } from "./names.js";
import { never } from "./never.js";
import { reading } from "./reading.js";
import { references } from "./references.js";
import { renamed } from "./renamed.js";
import { screens } from "./screens.js";
import { sources } from "./sources.js";
import { standing } from "./standing.js";
import { stops } from "./stops.js";
import { unused } from "./unused.js";
import { verdicts } from "./verdicts.js";
import { weight } from "./weight.js";
import { words } from "./words.js";
import { years } from "./years.js";

/** What must be right before anything can be proved of a flow. */
export const namingRules: readonly Rule[] = [names, renamed, duplicates, dates, bounds];

export const otherRules: readonly Rule[] = [
  references,
  lists,
  words,
  letters,
  lookups,
  interfaceRule,
  sources,
  standing,
  weight,
  years,
  never,
  guards,
  found,
  unused,
  reading,
  coverage,
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
