import { describe, expect, it } from "vitest";
import { wordsOf } from "../../src/ask/words.js";

function written(text: string): string {
  return wordsOf(text)
    .map(({ form }) => form)
    .join(" ");
}

describe("a name that is written in several ways is one word", () => {
  it.each([
    [
      "step3",
      ["step 3", "Step-3", "step.3", "step #3", "stp 3", "setp3", "Step III", "USMLE Step 3", "usmle 3"],
    ],
    ["step2 ck", ["step 2 CK", "step2ck", "Step 2CK", "usmle step 2 ck"]],
    ["step1", ["step 1", "USMLE-1", "usmle1"]],
    ["pgy1", ["PGY-1", "pgy 1"]],
    ["h1b", ["H-1B", "h 1 b", "H1-B"]],
    ["214b", ["214(b)", "INA 214 b"]],
  ])("%s", (word, ways) => {
    expect(ways.map(written)).toEqual(ways.map(() => word));
  });

  it("and a number beside it stays one", () => {
    expect(written("usmle 3 times")).toBe("usmle 3 times");
    expect(written("3 steps left")).toBe("3 steps left");
    expect(written("the next step i take")).toBe("the next step i take");
  });
});
