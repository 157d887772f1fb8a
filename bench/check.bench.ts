/**
 * How long it takes to prove a flow that is larger than any shipped one: 40 questions with 5 options and 60 rules,
 * each in under five seconds. Nothing may be left as too entangled. The shipped flows are measured beside it.
 */
import { performance } from "node:perf_hooks";
import { bench, describe } from "vitest";
import { checkLibrary } from "../src/check/index.js";
import { type Proof, proofOf } from "../src/check/proof.js";
import { emptyIn } from "../src/check/rules/empty-plan.js";
import type { Flow } from "../src/engine/flow.js";
import { generatedFlow, type Reach } from "../test/support/generated-flow.js";
import { shipped } from "../test/support/shipped.js";

const today = "2026-11-24";
const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const reaches: readonly Reach[] = [8, "anywhere"];
/** One run of each: the search is the same every time, and a slow seed takes seconds. */
const once = { time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 };

/** The proof, and how many of its questions were given up as too entangled. */
function proved(flow: Flow): { proof: Proof; open: number } {
  const proof = proofOf(flow, {}, today);
  const { situations } = proof;
  const verdicts = flow.verdicts.map((verdict) => situations.scope.verdict(verdict.id));
  const rules = proof.rules.flatMap((rule) => [rule.holds, rule.fails]);
  const all = [...rules, ...verdicts, emptyIn(proof)];
  const open = all.filter((one) => situations.possible(one).entangled !== undefined).length;
  const { min, max } = situations.asked();
  return { proof, open: open + (min === undefined || max === undefined ? 1 : 0) };
}

for (const reach of reaches) {
  const rows = seeds.map((seed) => {
    const flow = generatedFlow(seed, reach);
    const begun = performance.now();
    const { proof, open } = proved(flow);
    const ms = Math.round(performance.now() - begun);
    const { min, max, situations } = proof.situations.asked();
    return {
      seed,
      ms,
      asked: `${min}-${max}`,
      walked: situations ?? "-",
      steps: proof.situations.steps(),
      open,
    };
  });
  console.log(`Questions read ${reach === 8 ? "the eight before them" : "any before them"}:`);
  console.table(rows);
  if (rows.some((row) => row.open > 0)) throw new Error("A generated flow was too entangled to prove.");
  if (rows.some((row) => row.ms >= 5000)) throw new Error("A generated flow took five seconds or more.");
}

const loaded = await shipped();

describe("the proof", () => {
  for (const reach of reaches) {
    const flow = generatedFlow(1, reach);
    bench(
      `of a generated flow (seed 1, reach ${reach})`,
      () => {
        proved(flow);
      },
      once,
    );
  }
  bench("of the shipped flows, with every rule of the check", () => {
    checkLibrary(loaded, today);
  });
});
