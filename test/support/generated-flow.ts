/** Seeded flows of a size that no shipped flow has, for measuring the proof. */
import type { Condition } from "../../src/engine/condition.js";
import type { Flow, Question } from "../../src/engine/flow.js";

/** How far back a question's own condition reaches: so many questions, or anywhere. */
export type Reach = 8 | "anywhere";

/**
 * 40 questions with 5 options each; every condition of a question reads up to three of the questions in its reach;
 * 60 rules of up to four literals, two of them counts over ten.
 */
export function generatedFlow(seed: number, reach: Reach): Flow {
  const next = randomOf(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const options = ["a", "b", "c", "d", "e"];
  const ids = Array.from({ length: 40 }, (_, index) => `q${index}`);
  const literal = (pool: readonly string[]): Condition => {
    const question = pool[below(pool.length)] ?? "q0";
    const some = options.filter(() => next() < 0.4);
    const atom: Condition = {
      kind: "option",
      question,
      options: some.length === 0 ? [options[below(5)] ?? "a"] : some,
    };
    return next() < 0.25 ? { kind: "not", of: atom } : atom;
  };
  const some = (most: number, pool: readonly string[]): Condition => {
    const of = Array.from({ length: 1 + below(most) }, () => literal(pool));
    return { kind: next() < 0.5 ? "all" : "any", of };
  };
  const questions = ids.map((id, index): Question => {
    const from = reach === "anywhere" ? 0 : Math.max(0, index - reach);
    const pool = ids.slice(from, index);
    const base = { id, kind: "choice", options, skip: false } as const;
    return pool.length === 0 || next() < 0.1 ? base : { ...base, when: some(3, pool) };
  });
  const rules = Array.from({ length: 60 }, (_, index): Condition => {
    if (index >= 2) return some(4, ids);
    const of = Array.from({ length: 10 }, () => literal(ids));
    return { kind: "count", of, atLeast: 3 + below(5) };
  });
  return {
    id: `generated-${seed}`,
    aliases: [],
    atMost: 40,
    questions,
    terms: [],
    flags: rules.slice(0, 20).map((when, index) => ({ id: `f${index}`, when, to: "attorney", stop: false })),
    verdicts: [...rules.slice(20, 25).map((when, index) => ({ id: `v${index}`, when })), { id: "v-last" }],
    groups: [{ id: "now", opens: false }],
    actions: rules
      .slice(25)
      .map((when, index) => ({ id: `a${index}`, when, group: "now", due: [], safe: false })),
    tables: [],
    practice: [],
  };
}

/** Mulberry32: small, seeded, good enough to make test data. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
