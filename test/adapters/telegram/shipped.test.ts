/** Every screen of the shipped flows and content, each with the longest that can be put into it. */
import { describe, expect, it } from "vitest";
import { telegram } from "../../../adapters/telegram/index.js";
import { keyboardOf } from "../../../adapters/telegram/keyboard.js";
import { provedSubject } from "../../../src/check/index.js";
import { everyScreen } from "../../../src/check/rules/screens.js";
import { keysHeld } from "../../../src/lookup/entry.js";
import { screenOfLookup } from "../../../src/runtime/screens.js";
import type { Screen } from "../../../src/screen.js";
import { screenText } from "../../../src/screen.js";
import { shipped } from "../../support/shipped.js";
import { saying, textsInOrder } from "../../support/wild-screen.js";
import { bare, breachesOf } from "./breaches.js";

const loaded = await shipped();
const { library } = loaded;
const words = library.interface.telegram ?? {};
const screens = everyScreen(provedSubject(loaded, library.reviewed)).map(({ screen }) => screen);

/** What is wrong with a screen as it is sent: limits broken, words lost or out of order. */
function wrong(screen: Screen): string[] {
  const payloads = telegram.render(screen, words);
  const text = payloads.map((one) => (one.kind === "text" ? one.text : "")).join("\n");
  const all = bare(text);
  let from = 0;
  const lost = textsInOrder(screen)
    .map(bare)
    .filter((part) => {
      const at = all.indexOf(part, from);
      if (at !== -1) from = at + part.length;
      return at === -1;
    });
  return [
    ...telegram.fit(screen).map(({ what, is, atMost }) => `${what}: ${is}, at most ${atMost}`),
    ...breachesOf(payloads),
    ...lost.map((part) => `lost "${part.slice(0, 60)}"`),
    ...(text.includes("[telegram.") ? ["a word that is missing"] : []),
  ].map((one) => `${screen.at.kind} ${screen.at.id}, part ${screen.at.part}: ${one}`);
}

describe("every screen that can be reached", () => {
  it("T-10, T-12, T-14: is sent within all limits, whole and in order, with the longest answers", () => {
    expect(screens.length).toBeGreaterThan(2000);
    expect(screens.flatMap(wrong)).toEqual([]);
  });

  it("T-14: has no more rows of buttons than a list has choices, and fewer where things can be ticked", () => {
    const rows = (one: Screen) => keyboardOf(one).length;
    expect(screens.filter((one) => rows(one) > 25).map(({ at }) => at)).toEqual([]);
    const withTicks = screens.filter(({ asks }) => asks.some(({ kind }) => kind === "many"));
    expect(withTicks.length).toBeGreaterThan(100);
    expect(withTicks.filter((one) => rows(one) > 22).map(({ at }) => at)).toEqual([]);
  });

  it("T-10: is one message each, however long its answers", () => {
    const several = screens.filter(
      (one) => telegram.render(one, words).filter(({ kind }) => kind === "text").length > 1,
    );
    expect(several.map(({ at }) => at)).toEqual([]);
  });

  it.each([
    ["emoji", "👩‍⚕️"],
    ["Arabic in lines", "مرحبا (١)\n"],
    ["markup", "<b>*_`[x](https://a.example) &amp; @everyone "],
    ["overrides and what closes isolates", "a\u202e\u2069\u2069b "],
    ["marks", `e${"\u0301".repeat(30)}`],
    ["nothing to be seen", "\u200b"],
    ["commands", "/h1b-backed-out /start "],
    ["half characters", "\ud83d"],
  ])("F86, F93, F94: is so with answers that are %s", (_what, hostile) => {
    const answered = screens.filter((one) => screenText(saying(one, "§")).includes("§"));
    expect(answered.length).toBeGreaterThan(100);
    expect(answered.map((one) => saying(one, hostile)).flatMap(wrong)).toEqual([]);
  });
});

it("F86: a member's words stand on screens only where they are known as such", () => {
  // The longest answers are made of this letter; what a field holds already is not shown by itself.
  const places = new Set(
    screens
      .flatMap((screen) => placesOf(screen))
      .filter((place) => !/\.said$|\.fields\.\d+\.now$/.test(place)),
  );
  expect([...places]).toEqual([]);
});

/** Where in a value a run of that letter stands. */
function placesOf(value: unknown, place = ""): string[] {
  if (typeof value === "string") return value.includes("mmmmmmmm") ? [place] : [];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => placesOf(one, `${place}.${name}`));
}

describe("every look-up with a picture", () => {
  it("T-10: is sent with all that the picture shows as its caption", async () => {
    const setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };
    const failed = (error: unknown): never => {
      throw error;
    };
    for (const lookup of Object.values(library.lookups)) {
      for (const entry of keysHeld(library, lookup)) {
        const page = { kind: "look-up-entry", lookup: lookup.id, entry, part: 1 } as const;
        const screen = await screenOfLookup(library, page, setting, failed);
        expect(wrong(screen)).toEqual([]);
        const [first] = telegram.render(screen, words);
        expect(first).toMatchObject({ kind: screen.attach.length === 0 ? "text" : "file" });
      }
    }
  });
});
