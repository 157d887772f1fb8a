import { describe, expect, it } from "vitest";
import type { Setting } from "../../src/content/screens/common.js";
import type { Asking } from "../../src/runtime/asking.js";
import { articleToPassOn, find } from "../../src/runtime/find.js";
import { type Screen, screenText } from "../../src/screen.js";
import { misfitsOf } from "../support/misfits.js";
import { bench } from "../support/runtime.js";
import { shipped } from "../support/shipped.js";
import { askingOf } from "../support/studied.js";

const { library } = await shipped();
const asking = askingOf(library);
const setting: Setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };

const found = (words: string, most = 10) => find({ library, asking }, setting, words, most);

describe("what can be passed on to others", () => {
  it("is the article that answers first, then those that come near, each once", () => {
    const all = found("what does 214(b) mean?");
    expect(all[0]?.id).toBe(asking.ask("what does 214(b) mean?").answers[0]?.id);
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(found("what does 214(b) mean?", 1).map(({ id }) => id)).toEqual([all[0]?.id]);
  });

  it("is each article's short answer with its sources and the day of its review", () => {
    for (const { id, title, short, screen } of found("h1b cap exempt")) {
      const article = library.articles[id];
      expect({ title, short }).toEqual({ title: article?.title, short: article?.short });
      const text = screenText(screen);
      expect(text).toContain(article?.short);
      expect(text).toContain("Sources");
      expect(text).toContain("Reviewed on");
      expect(misfitsOf(screen)).toEqual([]);
    }
  });

  it("says nothing of who asked what, and has nothing to press but the way to the private chat", () => {
    const words = "my cousin was refused under 214b in Lagos";
    for (const { screen } of found(words)) {
      expect(JSON.stringify(screen)).not.toContain("Lagos");
      expect(screen).toMatchObject({ audience: "everyone", turn: "none", asks: [], attach: [] });
      expect(screen.go.every((button) => "start" in button)).toBe(true);
    }
  });

  it("is the guard alone where the words call for one, however few are wanted", () => {
    for (const words of ["i want to kill myself", "i want to die. 214b"]) {
      expect(found(words).map(({ id }) => id)).toEqual(["crisis"]);
    }
    expect(screenText(found("i want to kill myself")[0]?.screen ?? missing())).toContain("988");
    const fraud = found("where can i buy a fake bank statement");
    expect(fraud.map(({ id }) => id)).toEqual([asking.ask("where can i buy a fake bank statement").guard]);
  });

  it("says of an article that went out of date what its own page says", () => {
    const old: Setting = { ...setting, today: "9999-12-31" };
    const risky = Object.values(library.articles).find((one) => one.highRisk);
    const only: Asking = {
      guard: () => null,
      ask: () => ({
        guard: null,
        answers: [{ id: risky?.id ?? "", title: risky?.title ?? "", short: risky?.short ?? "", score: 1 }],
        several: false,
        nearest: [],
        flow: null,
      }),
    };
    const [one] = find({ library, asking: only }, old, "anything", 1);
    expect(one?.short).toContain("has not been checked again");
    expect(screenText(one?.screen ?? missing())).not.toContain(risky?.short);
  });

  it.each(["", "   ", "\u0000", "m".repeat(10_001)])("is nothing for %j", (words) => {
    expect(found(words)).toEqual([]);
  });

  it("says whether a guard was called, so that it is shown to nobody else", () => {
    expect(found("214b").map(({ guard }) => guard)).toEqual(found("214b").map(() => false));
    const called = find({ library, asking: { ...asking, guard: () => "crisis" } }, setting, "words", 3);
    expect(called.map(({ id, guard }) => ({ id, guard }))).toEqual([{ id: "crisis", guard: true }]);
  });

  it("is an article by its id, as it is found; nothing for a name that is none", () => {
    const [one] = found("214b");
    expect(articleToPassOn({ library, asking }, setting, one?.id ?? "")).toEqual(one);
    for (const id of ["", "no/such", "toString", "__proto__", "crisis"]) {
      expect(articleToPassOn({ library, asking }, setting, id)).toBeUndefined();
    }
  });

  it("is given by the host, and nothing where it fails, with a line in the log that has no word of it", async () => {
    const answers = await bench({ asking });
    expect((await answers.runtime.host("web").find("214b", 2)).length).toBe(2);
    const failing = await bench({
      asking: {
        guard: () => null,
        ask: () => {
          throw new TypeError("secret words");
        },
      },
    });
    expect(await failing.runtime.host("web").find("secret words", 2)).toEqual([]);
    expect(failing.logged()).toMatchObject([{ event: "failed", during: "find", error: "TypeError" }]);
    expect(failing.raw()).not.toContain("secret");
  });
});

function missing(): Screen {
  throw new Error("nothing was found");
}
