import fc from "fast-check";
import { expect, it } from "vitest";
import { createTurns } from "../../src/runtime/in-turn.js";

it("runs the work of one key in the order of asking, whatever fails and in whatever order it ends", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ key: fc.constantFrom("a", "b"), fails: fc.boolean() }), { maxLength: 12 }),
      async (scheduler, works) => {
        const turns = createTurns(50);
        const begun: Record<string, number[]> = { a: [], b: [] };
        let running = 0;
        const results = works.map(({ key, fails }, index) =>
          turns.take(key, async () => {
            begun[key]?.push(index);
            running += 1;
            await scheduler.schedule(Promise.resolve(), `${key}${index}`);
            running -= 1;
            if (fails) throw new Error("failed");
            return index;
          }),
        );
        const all = Promise.allSettled(results);
        await scheduler.waitFor(all);
        expect(running).toBe(0);
        const settled = await all;
        settled.forEach((result, index) => {
          expect(result.status).toBe(works[index]?.fails === true ? "rejected" : "fulfilled");
          if (result.status === "fulfilled") expect(result.value).toEqual({ done: index });
        });
        for (const key of ["a", "b"]) {
          expect(begun[key]).toEqual(works.flatMap((one, index) => (one.key === key ? [index] : [])));
        }
        await turns.quiet();
      },
    ),
    { numRuns: 60 },
  );
});

it("says busy when too much is waiting, and takes work again afterwards", async () => {
  const turns = createTurns(2);
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = turns.take("a", () => gate);
  const second = turns.take("a", async () => "second");
  expect(await turns.take("a", async () => "third")).toBe("busy");
  expect(await turns.take("b", async () => "other")).toEqual({ done: "other" });
  release();
  await first;
  expect(await second).toEqual({ done: "second" });
  expect(await turns.take("a", async () => "later")).toEqual({ done: "later" });
});
