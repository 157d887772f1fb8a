/** The program as it is shipped, as a process of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./studied.js";

const main = fileURLToPath(new URL("../../dist/src/main.js", import.meta.url));

export type Environment = Readonly<Record<string, string>>;
export type Ran = { code: number | null; out: string; err: string };

/** Starts it. No setting of the machine that runs the tests reaches it; what is studied is kept with what tests study. */
export function program(
  args: readonly string[],
  environment: Environment = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH ?? "", CACHE_DIR: cacheDir, ...environment },
    stdio: "pipe",
  });
}

/** Runs it to its end with this input. */
export async function ran(args: readonly string[], environment: Environment = {}, input = ""): Promise<Ran> {
  const child = program(args, environment);
  const result: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    result.out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    result.err += String(chunk);
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { ...result, code: typeof code === "number" ? code : null };
}

/** What one line of `chat --json` says, as far as tests look at it. */
export type Shown = {
  at: string;
  id: string;
  title: string;
  notice?: string;
  text: string;
  turn: number | "none";
  part: number;
  of: number;
  buttons: readonly { id?: string; label: string; group?: string; on?: true }[];
  fields?: readonly { id: string; accepts: string }[];
  files: readonly { name: string; type: string; text?: string }[];
  plan?: {
    flags: readonly string[];
    verdict: string;
    actions: readonly { id: string; title: string; due: string | null }[];
    letters: readonly string[];
  };
  error?: string;
};

export type Talk = {
  say(event: object): Promise<Shown>;
  /** Ends the input and gives the exit code. */
  end(): Promise<number | null>;
};

/** A conversation in JSON with a process of its own. */
export function talk(environment: Environment = {}): Talk {
  const child = program(["chat", "--json"], environment);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async say(event) {
      child.stdin.write(`${JSON.stringify(event)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`The program ended after ${JSON.stringify(event)}.`);
      const shown: Shown = JSON.parse(value);
      return shown;
    },
    async end() {
      child.stdin.end();
      const [code] = await once(child, "close");
      return typeof code === "number" ? code : null;
    },
  };
}

/**
 * An event that answers the question on the screen: the option that `wanted` names, else nothing ticked, a number,
 * a day long ago or the first choice, whatever the screen takes.
 */
export function anAnswer(shown: Shown, wanted: Readonly<Record<string, string>> = {}): object {
  const ids = shown.buttons.flatMap((button) => button.id ?? []);
  const given = wanted[shown.id];
  if (given !== undefined) return ids.includes(`o:${given}`) ? { press: `o:${given}` } : { text: given };
  const [field] = shown.fields ?? [];
  if (ids.includes("none")) return { press: "none" };
  if (field !== undefined) {
    if (ids.includes("skip")) return { press: "skip" };
    return { text: field.accepts === "date" ? "3 March 2026" : field.accepts === "number" ? "1" : "A line" };
  }
  const first = ids.find((id) => id.startsWith("o:"));
  if (first === undefined) throw new Error(`Nothing answers ${shown.at} ${shown.id}: ${ids.join(", ")}`);
  return { press: first };
}

/** Walks a flow to its plan; gives the plan and the names of what was asked. */
export async function toThePlan(
  conversation: Talk,
  flow: string,
  wanted: Readonly<Record<string, string>> = {},
): Promise<{ plan: Shown; asked: string[] }> {
  const asked: string[] = [];
  let shown = await conversation.say({ command: flow });
  for (let step = 0; step < 60 && shown.at !== "plan"; step += 1) {
    if (shown.at === "stop") {
      shown = await conversation.say({ press: "go-on" });
      continue;
    }
    asked.push(shown.id);
    shown = await conversation.say(anAnswer(shown, wanted));
  }
  return { plan: shown, asked };
}
