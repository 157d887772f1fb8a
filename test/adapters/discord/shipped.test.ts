/** Every screen of the shipped flows and content, each with the longest that can be put into it. */
import { describe, expect, it } from "vitest";
import { discord, formOf, readCustomId, render } from "../../../adapters/discord/index.js";
import { provedSubject } from "../../../src/check/index.js";
import { everyScreen } from "../../../src/check/rules/screens.js";
import { keysHeld } from "../../../src/lookup/entry.js";
import { screenOfLookup } from "../../../src/runtime/screens.js";
import type { Screen } from "../../../src/screen.js";
import { screenText } from "../../../src/screen.js";
import { shownOf } from "../../support/discord/markdown.js";
import { shipped } from "../../support/shipped.js";
import { saying, textsInOrder } from "../../support/wild-screen.js";
import { bare, breachesOf, pressable, textShown } from "./breaches.js";

const loaded = await shipped();
const { library } = loaded;
const words = library.interface.discord ?? {};
const screens = everyScreen(provedSubject(loaded, library.reviewed)).map(({ screen }) => screen);

/** What is wrong with a screen as it is sent: limits broken, words lost or out of order. */
function wrong(screen: Screen): string[] {
  const payloads = render(screen, words, { passing: true });
  const all = bare(textShown(payloads));
  let from = 0;
  const lost = textsInOrder(screen)
    .map(bare)
    .filter((part) => {
      const at = all.indexOf(part, from);
      if (at !== -1) from = at + part.length;
      return at === -1;
    });
  return [
    ...discord.fit(screen).map(({ what, is, atMost }) => `${what}: ${is}, at most ${atMost}`),
    ...breachesOf(payloads),
    ...lost.map((part) => `lost "${part.slice(0, 60)}"`),
    ...(JSON.stringify(payloads.map(({ components }) => components)).includes("[discord.")
      ? ["a word that is missing"]
      : []),
  ].map((one) => `${screen.at.kind} ${screen.at.id}, part ${screen.at.part}: ${one}`);
}

/** The addresses in its text. */
function linksOf(screen: Screen): string[] {
  return [...JSON.stringify(screen).matchAll(/"link":"([^"]+)"/g)].map(([, link = ""]) => link);
}

function nameOf({ at }: Screen): string {
  return `${at.kind} ${at.id}, part ${at.part}`;
}

describe("every screen that can be reached", () => {
  it("D-20 to D-24: is sent within all limits, whole and in order, with the longest answers", () => {
    expect(screens.length).toBeGreaterThan(2000);
    expect(screens.flatMap(wrong)).toEqual([]);
  });

  it("D-24: is one message each, however long its answers, but where the addresses of many links make it longer", () => {
    const several = screens.filter((one) => render(one, words, { passing: true }).length > 1);
    expect(several.length).toBeLessThan(screens.length / 100);
    expect(several.filter((screen) => linksOf(screen).join("").length < 500).map(nameOf)).toEqual([]);
  });

  it("D-26: has no link, name, time or emoji but links of ours, and no mark that was not meant", () => {
    const odd = screens.filter((screen) => {
      const set = render(screen, words)
        .flatMap(({ components }) =>
          components.flatMap((one) => (one.type === 10 ? shownOf(one.content) : [])),
        )
        .flatMap((one) => one.set);
      const links = set.filter(({ kind }) => kind === "link").length;
      return (
        set.some(({ kind }) =>
          ["mention", "emoji", "time", "hidden", "underlined", "struck", "quote"].includes(kind),
        ) || links < linksOf(screen).length
      );
    });
    expect(odd.map(nameOf)).toEqual([]);
  });

  it("D-23: has forms that hold the name and the hint of what is asked", () => {
    const without = screens.flatMap((screen) => {
      const components = render(screen, words).at(-1)?.components ?? [];
      return pressable(render(screen, words)).flatMap((one) => {
        const id = "custom_id" in one ? readCustomId(one.custom_id) : undefined;
        if (id?.kind !== "form") return [];
        const [label] = formOf(id, { components }, words).components;
        return label.description === undefined || label.label.length > 45 ? [nameOf(screen)] : [];
      });
    });
    expect(without).toEqual([]);
  });

  it.each([
    ["emoji", "👩‍⚕️"],
    ["Arabic in lines", "مرحبا (١)\n"],
    ["markup", "**a** _b_ `c` ||d|| [x](https://a.example) @everyone <@1> :smile: "],
    ["what begins a line", "\n# a\n- b\n1. c\n> d\n-# e\n```\n"],
    ["overrides and what closes isolates", "a\u202e\u2069\u2069b "],
    ["marks", `e${"\u0301".repeat(30)}`],
    ["nothing to be seen", "\u200b"],
    ["half characters", "\ud83d"],
    ["only signs that have to be escaped", "*"],
  ])("F86, F93, F94: is so with answers that are %s", (_what, hostile) => {
    const answered = screens.filter((one) => screenText(saying(one, "§")).includes("§"));
    expect(answered.length).toBeGreaterThan(100);
    expect(answered.map((one) => saying(one, hostile)).flatMap(wrong)).toEqual([]);
  });
});

describe("every look-up with a picture", () => {
  it("D-28: is sent with all that the picture shows as its description", async () => {
    const setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };
    const failed = (error: unknown): never => {
      throw error;
    };
    for (const lookup of Object.values(library.lookups)) {
      for (const entry of keysHeld(library, lookup)) {
        const page = { kind: "look-up-entry", lookup: lookup.id, entry, part: 1 } as const;
        const screen = await screenOfLookup(library, page, setting, failed);
        expect(wrong(screen)).toEqual([]);
        const shown = render(screen, words).flatMap(({ components }) => components);
        expect(shown.filter(({ type }) => type === 12)).toHaveLength(screen.attach.length === 0 ? 0 : 1);
      }
    }
  });
});
