/** What the README shows is what happens. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { platformNames } from "../src/config-platforms.js";
import { show } from "../src/engine/advance.js";
import { type Screen, screenText } from "../src/screen.js";
import { answering } from "./support/answering.js";
import { bench, command, member, text } from "./support/runtime.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("has a conversation that is real", async () => {
  const block = /```text\n(you {2}\/denied[\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const { say, store, library, clock } = await bench();
  let shown: Screen[] = [];
  for (const line of block.trimEnd().split("\n")) {
    const said = line.slice(5);
    if (line.startsWith("you")) {
      shown = await say(said.startsWith("/") ? command(said.slice(1)) : text(said));
    } else if (said.startsWith("(")) {
      shown = await rest(say, async () => {
        const held = await store.members("test").held(member);
        if (held.kind !== "held") throw new Error("Nothing is kept.");
        return { page: show(library.flows, held.kept.session, clock.now), turn: held.kept.session.turn };
      });
    } else {
      const words = squeezed(shown.map(screenText).join(" "));
      for (const part of said.split("…")) expect(words).toContain(squeezed(part));
    }
  }
  expect(shown[0]?.at.kind).toBe("plan");
});

/** Answers as somebody who has matched and whose consulate asked for papers. */
async function rest(
  say: Awaited<ReturnType<typeof bench>>["say"],
  standing: () => Promise<{ page: Parameters<typeof answering>[0]; turn: number }>,
): Promise<Screen[]> {
  const wanted: Readonly<Record<string, string>> = {
    "papers-asked": "yes",
    stage: "matched",
    "told-program": "no",
    where: "abroad",
  };
  for (let step = 0; step < 40; step += 1) {
    const { page, turn } = await standing();
    const id = page.kind === "question" ? page.question.id : "";
    const option = wanted[id];
    const event =
      option !== undefined
        ? ({ type: "press", button: `o:${option}`, turn } as const)
        : page.kind === "question" && page.question.kind === "date" && !page.question.skip
          ? text(id === "start" ? "1 July 2027" : "5 November 2026")
          : answering(page, turn);
    if (event === undefined) break;
    const shown = await say(event);
    if (shown[0]?.at.kind === "plan") return shown;
  }
  throw new Error("The plan was not reached.");
}

function squeezed(words: string): string {
  return words.replace(/[\s.]+/gu, " ").trim();
}

it("names every command of the command line, and no other", () => {
  const run = readFileSync(new URL("../src/cli/run.ts", import.meta.url), "utf8");
  const commands = [...run.matchAll(/\.command\("(\w+)/g)].map((match) => match[1]);
  const named = [...readme.matchAll(/^\| `preceptor (\w+)/gm)].map((match) => match[1]);
  expect([...named].sort()).toEqual([...commands].sort());
});

it("names every setting in .env.example, with its default", () => {
  const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const config = readFileSync(new URL("../src/config.ts", import.meta.url), "utf8");
  const names = /const names = \[([^\]]+)\]/.exec(config)?.[1]?.match(/\b[A-Z_]+\b/g) ?? [];
  expect([...example.matchAll(/^(\w+)=/gm)].map((match) => match[1]).sort()).toEqual(
    [...names, ...platformNames].sort(),
  );
});

it("names every command that members type, flows and look-ups", async () => {
  const { library } = await bench();
  const table = /## What members type\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const named = [...table.matchAll(/^\| .*\|.*$/gm)].flatMap(([row]) =>
    [...(row.split("|")[1] ?? "").matchAll(/`\/([a-z0-9-]+)`/g)].map((match) => match[1] ?? ""),
  );
  const there = [...Object.keys(library.flows.flows), ...Object.keys(library.lookups), "ask", "letters"];
  expect([...named].sort()).toEqual(there.sort());
});
