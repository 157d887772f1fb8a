/**
 * How many questions are asked at least and at most. The walk goes through the questions in order; two partial
 * cases are one situation when every condition still undecided has the same remainder, and each is walked once.
 */
import { type Kind, keyOf, tickedKindsOf } from "./answers.js";
import { clausesOf } from "./clauses.js";
import type { Season } from "./days.js";
import { always, never, type Remainder } from "./remainder.js";
import { coneOf, type Scope } from "./scope.js";

/** `situations` is left out where they were too many to walk; a bound that could not be proved is left out too. */
export type AskedCount = { min?: number; max?: number; situations?: number; nodes: number };

/** Bounds over `questions` (the flow's, by number, in order) on the days of `season`, within about `nodes` steps. */
export function countAsked(scope: Scope, season: Season, nodes: number): AskedCount {
  return walkAsked(scope, season, Math.min(nodes, walkedAtMost)) ?? searchAsked(scope, season, nodes);
}

/** Beyond this many steps a search for the two bounds is quicker than the walk. */
const walkedAtMost = 50_000;

type Bounds = { min: number; max: number };

/** Both bounds by meeting every situation; undefined where they are more than `nodes`. */
export function walkAsked(scope: Scope, season: Season, nodes: number): AskedCount | undefined {
  const { remainders } = scope;
  const conditions = flowConditions(scope);
  const kinds = conditions.map((_, index) => kindsAt(scope, season, index, nodes));
  if (kinds.some((one) => one === "too-many")) return undefined;
  /** Where a question's answer is last read. */
  const matters = conditions.map((_, index) =>
    conditions.some((later, place) => place > index && remainders.questionsOf(later).has(index)),
  );
  const known = new Map<string, Bounds | undefined>();
  let steps = 0;
  let over = false;

  /** The bounds for the questions from `place` on; undefined where no case can be finished. */
  const from = (place: number, open: readonly Remainder[]): Bounds | undefined => {
    const [asked, ...later] = open;
    if (asked === undefined) return { min: 0, max: 0 };
    const key = `${place} ${open.join(",")}`;
    if (known.has(key)) return known.get(key);
    const result = ((): Bounds | undefined => {
      const list = kinds[place];
      if (list === undefined || list === "too-many" || over) return undefined;
      const none: Kind[] = [{ answer: { skipped: true }, truths: [] }];
      const cases = asked === never ? none : matters[place] === true ? list : list.slice(0, 1);
      let found: Bounds | undefined;
      const met = new Set<string>();
      for (const { truths } of cases) {
        steps += 1;
        if (steps > nodes) {
          over = true;
          return undefined;
        }
        const name = asked === never ? "-" : keyOf(truths);
        const next =
          matters[place] === true ? later.map((one) => remainders.given(one, place, truths, name)) : later;
        const same = next.join(",");
        if (met.has(same)) continue;
        met.add(same);
        const rest = from(place + 1, next);
        if (rest === undefined) continue;
        const one = asked === always ? 1 : 0;
        found = {
          min: Math.min(found?.min ?? Number.POSITIVE_INFINITY, rest.min + one),
          max: Math.max(found?.max ?? 0, rest.max + one),
        };
      }
      return found;
    })();
    known.set(key, result);
    return result;
  };

  const bounds = from(0, conditions);
  if (over) return undefined;
  return { ...(bounds ?? {}), situations: known.size, nodes: steps };
}

function kindsAt(scope: Scope, season: Season, index: number, limit: number): readonly Kind[] | "too-many" {
  const asked = scope.questions[index];
  if (asked === undefined) return [];
  const said = season.kinds.get(index) ?? [];
  if (asked.question.kind !== "multi") return said;
  const ticked = tickedKindsOf(asked.question, asked.facts, season.first, Math.min(limit, ticksAtMost));
  return ticked === "too-many" ? ticked : [...ticked, ...said];
}

/** The most ways of ticking options that are tried for one question. */
const ticksAtMost = 4096;

/** Asks for one question more, and one fewer, than in the best case met, until there is none. */
export function searchAsked(scope: Scope, season: Season, nodes: number): AskedCount {
  const { remainders } = scope;
  const conditions = flowConditions(scope);
  const cone = [...new Set([...conditions.keys(), ...coneOf(scope, conditions)])].sort((a, b) => a - b);
  const unasked = conditions.map(remainders.not);
  let steps = 0;
  /** The most of `of` that hold together. */
  const most = (of: readonly Remainder[]): number | undefined => {
    const clauses = clausesOf(scope, cone, season);
    let best: number | undefined;
    for (let wanted = 0; ; wanted = (best ?? 0) + 1) {
      const outcome = clauses.can(remainders.count(of, wanted), nodes - steps - clauses.steps());
      if (outcome.is === "yes") {
        best = wanted;
        continue;
      }
      steps += clauses.steps();
      return outcome.is === "no" ? best : undefined;
    }
  };
  const max = most(conditions);
  const fewest = most(unasked);
  return {
    ...(max === undefined ? {} : { max }),
    ...(fewest === undefined ? {} : { min: conditions.length - fewest }),
    nodes: steps,
  };
}

/** When each of the flow's own questions is asked, in order. */
function flowConditions(scope: Scope): readonly Remainder[] {
  return scope.questions.filter(({ letter }) => letter === undefined).map(({ asked }) => asked);
}
