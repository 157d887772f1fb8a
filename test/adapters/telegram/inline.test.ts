import { describe, expect, it } from "vitest";
import { inlineResults } from "../../../adapters/telegram/inline.js";
import type { Found } from "../../../src/adapter.js";
import type { Setting } from "../../../src/content/screens/common.js";
import type { Asking } from "../../../src/runtime/asking.js";
import { find } from "../../../src/runtime/find.js";
import { screen } from "../../support/gallery.js";
import { shipped } from "../../support/shipped.js";
import { breachesOf } from "./breaches.js";
import { bot } from "./updates.js";

const { library } = await shipped();
const words = library.interface.telegram ?? {};
const setting: Setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };

/** Finds these articles, or this guard, whatever is asked. */
function finding(ids: readonly string[], guard: string | null = null): Found[] {
  const asking: Asking = {
    guard: () => guard,
    ask: () => ({
      guard,
      answers: ids.map((id) => ({ id, title: library.articles[id]?.title ?? id, short: "", score: 1 })),
      several: false,
      nearest: [],
      flow: null,
    }),
  };
  return find({ library, asking }, setting, "214b", 500);
}

const results = (found: readonly Found[]) => inlineResults(found, words, bot.username);
const bytes = (text: string): number => Buffer.byteLength(text);

describe("answers to an inline query", () => {
  const articles = Object.keys(library.articles);

  it("T-10: are one message for every article, with its short answer and its sources", () => {
    for (const id of articles) {
      const [result, another] = results(finding([id]));
      expect(another).toBeUndefined();
      expect(result).toMatchObject({ type: "article", title: library.articles[id]?.title });
      const { message_text: text = "", entities = [] } = result?.input_message_content ?? {};
      expect(breachesOf([{ kind: "text", text, entities, keyboard: [] }])).toEqual([]);
      expect(text).toContain(library.articles[id]?.title);
      expect(text).toContain(result?.description);
      expect(text).toContain("Sources");
      expect(text).toContain("Reviewed on");
    }
  });

  it("T-21: have no preview of links, no markup and nothing that somebody else could press", () => {
    const all = results(finding(articles.slice(0, 20)));
    for (const { input_message_content: content, reply_markup: markup } of all) {
      expect(content.link_preview_options).toEqual({ is_disabled: true });
      expect(content).not.toHaveProperty("parse_mode");
      for (const button of markup?.inline_keyboard.flat() ?? []) {
        expect(button).toMatchObject({ url: `https://t.me/${bot.username}?start=start` });
      }
    }
  });

  it("have names of their own, of at most 64 bytes", () => {
    const ids = results(finding(articles)).map(({ id }) => id);
    expect(ids.length).toBe(50);
    expect(new Set(ids).size).toBe(ids.length);
    const long = Array.from({ length: 3 }, (_, n) => ({
      ...{ id: `abroad/${"é漢".repeat(60)}${n}`, title: "T", short: "S", guard: false },
      screen: screen({ title: "T" }),
    }));
    const made = results(long).map(({ id }) => id);
    expect(new Set(made).size).toBe(3);
    for (const id of [...ids, ...made]) {
      expect(bytes(id)).toBeGreaterThanOrEqual(1);
      expect(bytes(id)).toBeLessThanOrEqual(64);
    }
  });

  it("are the guard alone where one is called", () => {
    const [crisis, another] = results(finding(articles.slice(0, 3), "crisis"));
    expect(another).toBeUndefined();
    expect(crisis?.id).toBe("0:crisis");
    expect(crisis?.input_message_content.message_text).toContain("988");
  });

  it("leave out what would have to be cut", () => {
    const long = screen({ title: "T", body: [{ kind: "paragraph", line: [{ text: "word ".repeat(900) }] }] });
    expect(results([{ id: "a", title: "T", short: "S", guard: false, screen: long }])).toEqual([]);
    expect(results([])).toEqual([]);
  });
});
