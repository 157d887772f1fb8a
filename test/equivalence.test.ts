/**
 * One conversation on every platform: after everything that a member does in a talk of test/talk, the same questions, choices,
 * plan, sources and files are before them, as that platform shows them. The short form goes through a third of all talks, the long
 * one through all of them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsOf } from "../src/runtime/commands.js";
import { startDiscordPlatform } from "./support/equivalence/discord.js";
import { leftOut, leftOutOf } from "./support/equivalence/left-out.js";
import type { Platform } from "./support/equivalence/platform.js";
import { goThrough } from "./support/equivalence/run.js";
import { difference, sightOf } from "./support/equivalence/sight.js";
import { startTelegramPlatform } from "./support/equivalence/telegram.js";
import { startTerminal } from "./support/equivalence/terminal.js";
import { startWeb } from "./support/equivalence/web.js";
import { isLong } from "./support/form.js";
import { shipped } from "./support/shipped.js";
import { askingOf } from "./support/studied.js";
import { parseTalks } from "./support/talk-language.js";

const folder = fileURLToPath(new URL("talk", import.meta.url));
const { library } = await shipped();
const bot = { library, asking: askingOf(library) };
const words = library.interface;

function usualOf(name: string): string | undefined {
  const path = `${folder}/${name}.usual`;
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

const all = readdirSync(folder)
  .filter((name) => name.endsWith(".talk"))
  .sort()
  .map((name) => parseTalks(`test/talk/${name}`, readFileSync(`${folder}/${name}`, "utf8"), usualOf));

/** Every third talk, from another one each day. */
const third = Number(process.env.TEST_THIRD ?? Math.floor(Date.now() / 86_400_000)) % 3;
const title = isLong ? "all talks" : `every third talk, as with TEST_THIRD=${third}`;
const order = new Map(all.flatMap(({ talks }) => talks).map((talk, index) => [talk, index]));
const files = all
  .map((file) => ({
    ...file,
    talks: file.talks.filter((talk) => isLong || (order.get(talk) ?? 0) % 3 === third),
  }))
  .filter(({ talks }) => talks.length > 0);

async function everyPlatform(): Promise<Platform[]> {
  const commands = commandsOf(library);
  return [
    startWeb(),
    startTerminal(words.terminal ?? {}),
    await startTelegramPlatform(words.telegram ?? {}),
    await startDiscordPlatform("server", words.discord ?? {}, commands),
    await startDiscordPlatform("direct messages", words.discord ?? {}, commands),
  ];
}

describe(title, () => {
  describe.each(files.map((file) => [file.file, file] as const))("%s", (name, file) => {
    const platforms: Platform[] = [];
    beforeAll(async () => {
      platforms.push(...(await everyPlatform()));
    });
    afterAll(async () => {
      for (const one of platforms) await one.close();
    });

    it.each(file.talks.map((talk) => [talk.title, talk] as const))("%s", async (_title, talk) => {
      const gone = await goThrough(bot, platforms, file, talk);
      expect(gone.differences.join("\n")).toBe("");
      const expected = leftOutOf(
        name,
        talk.title,
        platforms.map((one) => one.name),
      );
      expect(gone.leftOut.map(written).sort()).toEqual(expected.map(written).sort());
      expect(gone.compared).toBeGreaterThan(0);
    });

    it("and nothing of it is refused or said twice", () => {
      expect(platforms.flatMap((one) => one.complaints().map((what) => `${one.name}: ${what}`))).toEqual([]);
    });
  });
});

function written({ platform, act }: { platform: string; act: string }): string {
  return `${platform}: ${act}`;
}

describe("what is left out", () => {
  it.each(leftOut.map((one) => [one.talk, one] as const))("of the talk %s is a talk's", (_talk, one) => {
    expect(all.find(({ file }) => file === one.file)?.talks.map((talk) => talk.title)).toContain(one.talk);
    expect(one.why).not.toBe("");
  });
});

describe("a difference", () => {
  const seen = {
    text: "Tell GME — by 25 November 2026. Write to them today.",
    lines: { before: ["Tell GME", "Write to them today."], beside: [] },
    choices: [
      { label: "Tell GME", on: false },
      { label: "Keep papers", on: true },
      { label: "Done", on: false },
    ],
    links: [{ address: "https://a.example/(x)", label: "Source" }],
    files: [{ name: "plan.txt", bytes: Buffer.from("one") }],
  };
  const sight = (other: Partial<typeof seen> = {}) =>
    sightOf({ ...seen, ...other }, "Done", [{ kind: "step", name: "Tell GME" }]);

  it.each([
    [
      { text: "Tell GME — by 25 November 2026. Write to them." },
      ["no words: today", "nowhere in one piece: write to them today"],
    ],
    [
      { text: "Write to them today. Tell GME — by 25 November 2026." },
      ["in another place: write to them today"],
    ],
    [{ text: "Tell GME. Write to them today. 25 November 2026 by" }, []],
    [
      { text: "By 25 November 2026. Tell GME — write to them today." },
      ["plan in another order: on 25 november 2026 / step tell gme and step tell gme / on 25 november 2026"],
    ],
    [
      { choices: [] },
      ["no words: keep / papers", "no choices: tell gme / keep papers", "no on: keep papers"],
    ],
    [
      { choices: seen.choices.toReversed() },
      ["choices in another order: keep papers / tell gme and tell gme / keep papers"],
    ],
    [{ choices: seen.choices.map((one) => ({ ...one, on: false })) }, ["no on: keep papers"]],
    [{ links: [] }, ["no words: source", "no addresses: https://a.example/(x)"]],
    [{ links: [{ address: "https://a.example/%28x%29", label: "Source" }] }, []],
    [{ files: [] }, ["no files: plan.txt (7692c3ad3540)"]],
  ])("of %j is found", (other, found) => {
    expect(difference(sight(other), sight())).toEqual(found);
  });
});
