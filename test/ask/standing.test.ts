/** When an article is the answer, when the bot asks which is meant, and what a question's words stand in more often. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Meaning } from "../../src/ask/meaning.js";
import { oftenIn, spreadOf, withOften } from "../../src/ask/often.js";
import type { Match } from "../../src/ask/search.js";
import { standingOf } from "../../src/ask/verdict.js";
import type { Setting } from "../../src/content/screens/common.js";
import { composeLookup } from "../../src/lookup/compose.js";
import type { LookupPage } from "../../src/lookup/page.js";
import { inPublic } from "../../src/runtime/group.js";
import { type Screen, screenText } from "../../src/screen.js";
import { misfitsOf } from "../support/misfits.js";
import { shipped } from "../support/shipped.js";
import { askingOf } from "../support/studied.js";

const { library } = await shipped();
const asking = askingOf(library);
const setting: Setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };

const article = (id: string): Meaning => ({ kind: "article", id });
const match = (id: string, share: number, alike: number): Match => ({
  means: article(id),
  share,
  alike,
  often: 0,
});
const about = { words: 12, subjects: 4, nothing: { share: 0.001, alike: 0.1 } };

describe("how sure an answer is", () => {
  it("is asked about where the next best has as much for it, and is sure where it has little", () => {
    const next = (share: number) => standingOf([match("a/a", 0.15, 0.3), match("a/b", share, 0.3)], about);
    expect(next(0.14)).toBe("several");
    expect(next(0.001)).toBe("answer");
  });

  it("is never less sure when the next best has less", () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    const one = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, one, share, one, share, one, (best, alike, next, nextAlike, less, lessAlike) => {
        const [more, fewer] = [Math.max(next, less), Math.min(next, less)];
        const [near, far] = [Math.max(nextAlike, lessAlike), Math.min(nextAlike, lessAlike)];
        const standing = (share: number, nearly: number) =>
          standingOf([match("a/a", best, alike), match("a/b", share, nearly)], about);
        const order = ["nothing", "several", "answer"];
        expect(order.indexOf(standing(fewer, far))).toBeGreaterThanOrEqual(
          order.indexOf(standing(more, near)),
        );
      }),
    );
  });

  it("is sure of what the library says word for word, whatever stands beside it", () => {
    expect(standingOf([match("a/a", 0.4, 0.99), match("a/b", 0.4, 0.99)], about)).toBe("answer");
  });

  it("is nothing where there is no article, or the question has no word of a subject", () => {
    expect(standingOf([], about)).toBe("nothing");
    expect(
      standingOf([match("a/a", 0.3, 0.1)], { words: 3, subjects: 0, nothing: { share: 0.6, alike: 0.6 } }),
    ).toBe("nothing");
  });
});

describe("what a question's words stand in more often", () => {
  // Two meanings with three examples each; feature 0 stands in all of them, 1 in one of the first, 2 in all of the second.
  const nearby = {
    starts: Uint32Array.from([0, 6, 7, 10]),
    features: Uint32Array.from([0, 1, 2, 3, 4, 5, 0, 3, 4, 5]),
    weights: new Float32Array(10).fill(1),
  };
  const owners = Uint32Array.from([0, 0, 0, 1, 1, 1]);
  const meanings: Meaning[] = [article("a/a"), article("a/b")];
  const examples = { nearby, owners, meanings };
  const often = (...features: number[]) => [
    ...oftenIn(
      { features: features.map((feature) => ({ feature, weight: 1 })), length: 1 },
      spreadOf(examples),
    ),
  ];

  it("says nothing of what stands everywhere, and speaks for the meaning whose examples have it", () => {
    expect(often(0)).toEqual([0, 0]);
    const [first = 0, second = 0] = often(1);
    expect(second).toBe(0);
    expect(first).toBeGreaterThan(0);
    expect(often(2)[0]).toBe(0);
    expect(often(2)[1]).toBeGreaterThan(0);
    expect(often(1, 2)).toEqual([often(1)[0], often(2)[1]]);
  });

  it("moves the shares of articles among themselves, and nothing else", () => {
    const all: Meaning[] = [...meanings, { kind: "guard", id: "crisis" }, { kind: "nothing" }];
    const shares = Float64Array.from([0.3, 0.3, 0.3, 0.1]);
    const moved = withOften(shares, Float64Array.from([0, 2, 5, 5]), all);
    expect(moved[1]).toBeGreaterThan(moved[0] ?? 1);
    expect((moved[0] ?? 0) + (moved[1] ?? 0)).toBeCloseTo(0.6, 12);
    expect([moved[2], moved[3]]).toEqual([0.3, 0.1]);
  });
});

describe("where several articles may be meant", () => {
  const [one, two, three] = Object.values(library.articles);
  const screenOf = (more: Partial<Extract<LookupPage, { kind: "ask" }>>): Screen => {
    const nearest = [one, two, three].flatMap((found) =>
      found === undefined ? [] : [{ ...found, score: 0.3 }],
    );
    const page = { kind: "ask", query: "which?", cut: false, guard: null, answers: [], nearest, flow: null };
    return composeLookup(library, { ...page, kind: "ask", several: true, ...more }, setting);
  };

  it("the screen asks which, offers each, and does not say that there is nothing", () => {
    const screen = screenOf({});
    const text = screenText(screen);
    expect(screen.title).toBe("Which of these do you mean?");
    expect(text).not.toContain("I have nothing on that");
    expect(text).not.toContain("They may be about something else");
    const labels = JSON.stringify(screen.asks);
    for (const near of [one, two, three]) expect(labels).toContain(`a:${near?.id}`);
    expect(misfitsOf(screen)).toEqual([]);
    expect(screenOf({ several: false }).title).toBe("I have nothing on that");
  });

  it("the flow that may help stands behind what is asked, and before what only comes near", () => {
    const first = (several: boolean) => JSON.stringify(screenOf({ several, flow: "denied" }).asks[0]);
    const [asked, none] = [first(true), first(false)];
    expect(asked.indexOf("open:denied")).toBeGreaterThan(asked.indexOf(`a:${three?.id}`));
    expect(none.indexOf("open:denied")).toBeLessThan(none.indexOf(`a:${one?.id}`));
  });

  it.each([true, false])(
    "it names them in a group, where nobody can press them, without the words that were typed (%s)",
    (several) => {
      const screen = inPublic(library, screenOf({ several, query: "nobody-may-read-this" }));
      const text = screenText(screen);
      for (const near of [one, two, three]) expect(text).toContain(near?.title);
      expect(text).not.toContain("nobody-may-read-this");
      expect(screen).toMatchObject({ audience: "everyone", asks: [] });
      expect(misfitsOf(screen)).toEqual([]);
    },
  );

  it("no article is an answer, and it is never said together with one or with a guard", () => {
    const texts = Object.values(library.articles).flatMap(({ asks }) => asks.slice(0, 2));
    let several = 0;
    for (const text of texts.map((text) => text.split(" ").slice(0, 3).join(" "))) {
      const found = asking.ask(text);
      if (!found.several) continue;
      several += 1;
      expect(found).toMatchObject({ guard: null, answers: [] });
      expect(found.nearest.length).toBeGreaterThan(1);
    }
    expect(several).toBeGreaterThan(0);
  });
});
