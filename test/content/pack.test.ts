/** How a long page becomes parts. */
import { describe, expect, it } from "vitest";
import { pack, paragraph } from "../../src/content/pack.js";

const option = (id: string) => ({ id, label: `Open ${id}` });

describe("what several pieces lead to", () => {
  it("stands once in each part that they are in", () => {
    const parts = pack([
      { blocks: [paragraph("one")], options: [option("a"), option("b")] },
      { blocks: [paragraph("two")], options: [option("a"), option("c")] },
      { blocks: [paragraph("three")], options: [option("a")], breaks: true },
    ]);
    expect(parts.map(({ options }) => options.map(({ id }) => id))).toEqual([["a", "b", "c"], ["a"]]);
  });
});
