import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSearch, type Literal, opposite } from "../../src/engine/situations/search.js";

const count = 7;
const literal = fc.tuple(fc.nat(count - 1), fc.boolean());
type Signed = readonly [variable: number, positive: boolean];
const clauses = fc.array(fc.array(literal, { maxLength: 4 }), { maxLength: 30 });

function holds(clause: readonly Signed[], values: number): boolean {
  return clause.some(([variable, positive]) => ((values >> variable) % 2 === 1) === positive);
}

describe("the search for values that satisfy clauses", () => {
  it("finds some exactly where there are some, for one set of assumptions after the other", () => {
    fc.assert(
      fc.property(
        clauses,
        fc.array(fc.array(literal, { maxLength: 4 }), { maxLength: 4 }),
        (all, questions) => {
          const search = createSearch();
          const variables = Array.from({ length: count }, () => search.variable());
          const signed = ([variable, positive]: Signed): Literal => {
            const found = variables[variable] ?? 0;
            return positive ? found : opposite(found);
          };
          for (const clause of all) search.clause(clause.map(signed));
          for (const assumed of [[], ...questions]) {
            const fits = Array.from({ length: 2 ** count }, (_, values) => values).filter(
              (values) =>
                all.every((clause) => holds(clause, values)) && assumed.every((one) => holds([one], values)),
            );
            const found = search.solve(assumed.map(signed), 10_000);
            expect(found.is).toBe(fits.length > 0 ? "yes" : "no");
            if (found.is !== "yes") continue;
            const values = variables.reduce(
              (sum, one, index) => sum + (found.holds(one) ? 2 ** index : 0),
              0,
            );
            expect(fits).toContain(values);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("says that it does not know when its steps run out", () => {
    // Seven pigeons in six holes: no search of this kind is done quickly.
    const search = createSearch();
    const sits = Array.from({ length: 7 }, () => Array.from({ length: 6 }, () => search.variable()));
    for (const pigeon of sits) search.clause(pigeon);
    for (let hole = 0; hole < 6; hole += 1) {
      for (let one = 0; one < 7; one += 1) {
        for (let other = 0; other < one; other += 1) {
          search.clause([opposite(sits[one]?.[hole] ?? 0), opposite(sits[other]?.[hole] ?? 0)]);
        }
      }
    }
    expect(search.solve([], 50).is).toBe("unknown");
    expect(search.solve([], 1_000_000).is).toBe("no");
  });
});
