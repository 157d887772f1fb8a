/** What is offered after a command while it is still being typed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggest } from "../../src/runtime/suggest.js";
import { bench } from "../support/runtime.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const offered = (command: string, typed: string, most = 25): string[] =>
  suggest(library, command, typed, most).map(({ value }) => value);

describe("what could follow a command", () => {
  it("is a title that has each word begun so, for a question", () => {
    const titles = Object.values(library.articles).map(({ title }) => title);
    const [title = ""] = titles;
    expect(offered("ask", title.slice(0, -1))).toContain(title);
    for (const one of offered("ask", "visa")) expect(one.toLowerCase()).toContain("visa");
    expect(offered("ask", "visa").length).toBeGreaterThan(1);
  });

  it("is one title of each topic where nothing was typed yet", () => {
    const topicOf = new Map(
      Object.values(library.articles).map(({ id, title }) => [title, id.split("/")[0]]),
    );
    const first = offered("ask", "", 10);
    expect(first).toHaveLength(10);
    expect(new Set(first.map((title) => topicOf.get(title))).size).toBe(10);
  });

  it.each(["IM", "gen surg", "peds", "internal med"])("understands %j as a name nearly right", (typed) => {
    expect(offered("specialty", typed).length).toBeGreaterThan(0);
  });

  it("begins a list at its beginning, under any name of the command", () => {
    expect(offered("specialty", "", 25).length).toBeGreaterThan(5);
    expect(offered("specialties", "")).toEqual(offered("specialty", ""));
    expect(offered("letters", "").length).toBeGreaterThan(3);
  });

  it("is nothing where nothing can follow, or nothing fits", () => {
    for (const command of ["denied", "help", "forget", "toString", "__proto__"]) {
      expect(offered(command, "")).toEqual([]);
    }
    expect(offered("ask", "xylophone quartz")).toEqual([]);
  });

  it("is never more than asked for, never twice the same, for anything typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.nat(25), (typed, most) => {
        for (const command of ["ask", "specialty", "ecfmg", "letters"]) {
          const values = offered(command, typed, most);
          expect(values.length).toBeLessThanOrEqual(most);
          expect(new Set(values).size).toBe(values.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is given by the host", async () => {
    const host = (await bench()).runtime.host("web");
    expect(await host.suggest("specialty", "peds", 3)).not.toEqual([]);
  });
});
