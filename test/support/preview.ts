/** The preview page over a scripted host: hand-made screens instead of the runtime, and a record of what was sent. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { connectWeb, type PageFiles, pageFileNames } from "../../adapters/web/connect.js";
import type { CommandInfo, Connection, Host, Update, Words } from "../../src/adapter.js";
import type { Screen } from "../../src/screen.js";

/** What the host shows for an update; a thrown error is the host's own failure. */
export type Script = (
  update: Update,
  taken: readonly Update[],
) => readonly Screen[] | Promise<readonly Screen[]>;

export type Preview = {
  connection: Connection;
  /** Every update the host was given, in order. */
  taken: readonly Update[];
  logged: readonly string[];
};

export const commands: readonly CommandInfo[] = [
  { name: "denied", about: "My US visa was refused", aliases: ["visa-denied", "refused"], inPublic: false },
  { name: "help", about: "what this bot can do", aliases: [], inPublic: true },
  { name: "plan", about: "your plan", aliases: [], inPublic: false },
  { name: "ask", about: "ask a question", aliases: [], inPublic: true },
];

/** A fixed instant, so that nothing depends on the day the tests run. */
export const noon = Date.parse("2026-11-24T12:00:00Z");

/** `signal` is the one that stops its sends. */
export function preview(script: Script, { signal } = new AbortController()): Preview {
  const taken: Update[] = [];
  const logged: string[] = [];
  const host: Host = {
    receive: async (update, reply) => {
      taken.push(update);
      reply.confirm();
      for (const screen of await script(update, taken)) await reply.show(screen, signal);
    },
    find: async () => [],
    article: async () => undefined,
    suggest: async () => [],
    log: (level, event) => {
      logged.push(`${level} ${event}`);
    },
    now: () => noon,
  };
  return { connection: connectWeb(host, () => ({ words: webWords(), commands }), readPage()), taken, logged };
}

/** The section `web` of the words that the program ships. */
export function webWords(): Words {
  const sections: unknown = parse(readFileSync(fileUrl("content/en/interface.yaml"), "utf8"));
  const web =
    typeof sections === "object" && sections !== null && "web" in sections ? sections.web : undefined;
  if (typeof web !== "object" || web === null) {
    throw new Error(
      "content/en/interface.yaml has no section web, which holds the words of the preview page.",
    );
  }
  return Object.fromEntries(Object.entries(web).map(([name, word]) => [name, String(word)]));
}

export function readPage(): PageFiles {
  return new Map(
    pageFileNames.map((name) => [name, readFileSync(fileUrl(`adapters/web/page/${name}`), "utf8")] as const),
  );
}

function fileUrl(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}
