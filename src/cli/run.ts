/** The command line: which command was meant, with which options. Every command is a file beside this one. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { isDay } from "../engine/day.js";
import type { Folders, Parts } from "./parts.js";

/** 0: it went well. 1: something is wrong with flows, content or the world. 2: the command line was not understood. */
export type ExitCode = number;

type DirOptions = { content?: string; flows?: string };

/** Runs one command and gives the exit code. Arguments are those after the program's name. Never rejects. */
export async function run(args: readonly string[], parts: Parts): Promise<ExitCode> {
  const gone = new AbortController();
  parts.io.output.on("error", (error) => {
    // A reader that has seen enough (`| head`) is no mistake.
    if ("code" in error && error.code === "EPIPE") gone.abort();
    else throw error;
  });
  const outcome: { code: ExitCode } = { code: 0 };
  const program = commands(parts, gone.signal, (code) => {
    outcome.code = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const what = error instanceof Error ? error.message : String(error);
    parts.io.errors.write(`preceptor: ${what}\n`);
    if (parts.environment.LOG_LEVEL === "debug" && error instanceof Error) {
      parts.io.errors.write(`${error.stack ?? ""}\n`);
    }
    return 1;
  }
}

function commands(parts: Parts, gone: AbortSignal, ended: (code: ExitCode) => void): Command {
  const { io } = parts;
  const program = new Command("preceptor")
    .description(
      "A chat bot that gives international medical graduates a plan when a US visa or a residency sponsorship goes wrong.",
    )
    .version(parts.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .option("--content <dir>", "the folder of the words (else CONTENT_DIR, else content)")
    .option("--flows <dir>", "the folder of the flows (else FLOWS_DIR, else flows)")
    .showHelpAfterError("(preceptor --help lists commands and options)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.output.write(text),
      writeErr: (text) => io.errors.write(text),
      getOutHelpWidth: () => io.output.columns ?? 80,
      getErrHelpWidth: () => io.output.columns ?? 80,
    })
    .addHelpText(
      "after",
      `
Examples:
  preceptor start                                  serve every platform that has a token, else the preview page
  preceptor chat /denied                           talk in the terminal
  echo '{"command":"denied"}' | preceptor chat --json
  preceptor ask "what does 221(g) mean"
  preceptor check --on today --strict
  preceptor graph denied --out denied.svg`,
    );
  const folders = (): Folders => {
    const set = parts.settings().folders;
    const { content, flows } = program.opts<DirOptions>();
    return { contentDir: content ?? set.contentDir, flowsDir: flows ?? set.flowsDir };
  };
  program
    .command("start")
    .description("connect and serve until stopped")
    .action(async () => ended(await (await import("./start.js")).start(parts, folders())));
  program
    .command("chat [command...]")
    .description("talk in the terminal; nothing is sent anywhere")
    .option("--json", "one JSON event per line in, one JSON screen per line out")
    .option("--files <dir>", "save the files that the bot hands out in this folder")
    .addHelpText(
      "after",
      `
Events of --json:
  {"command":"denied"}  {"command":"ask","rest":"what is 221(g)"}
  {"press":"<id or label of a button>"}  {"pick":["<id or label>", …]}
  {"text":"…"}  {"form":{"<field>":"…"}}  {"other":"photo"}
  A press, pick or form carries the turn of the last screen unless it has its own "turn".`,
    )
    .action(async (first: string[], options: { json?: true; files?: string }) => {
      const { chat } = await import("./chat.js");
      const form = options.json === true ? "json" : "terminal";
      const { files } = options;
      const asked = { folders: folders(), first, form, ...(files === undefined ? {} : { files }) } as const;
      ended(await chat(parts, asked, gone));
    });
  program
    .command("ask [question...]")
    .description("what /ask would answer; without a question, one per line from standard input")
    .option("--top <n>", "how many answers", wholeNumber, 3)
    .option("--json", "one JSON object per question")
    .action(async (words: string[], options: { top: number; json?: true }) => {
      const { ask } = await import("./ask.js");
      const form = options.json === true ? "json" : "text";
      ended(
        await ask(parts, { folders: folders(), question: words.join(" "), top: options.top, form }, gone),
      );
    });
  program
    .command("check")
    .description("all problems of flows and content; exit code 1 when there are errors")
    .option("--on <day>", "as of this day (YYYY-MM-DD or today); else the newest reviewed day", dayOrToday)
    .option("--strict", "warnings count as errors")
    .option("--json", "the report as JSON")
    .action(async (options: { on?: string; strict?: true; json?: true }) => {
      const { checkContent } = await import("./check.js");
      ended(
        await checkContent(parts, {
          folders: folders(),
          fails: options.strict === true ? "on-warnings" : "on-errors",
          form: options.json === true ? "json" : "text",
          ...(options.on === undefined ? {} : { on: options.on }),
        }),
      );
    });
  program
    .command("graph <flow>")
    .description("a flow as a picture (SVG)")
    .option("--out <file>", "write to this file, else to standard output")
    .action(async (flow: string, options: { out?: string }) => {
      const { graph } = await import("./graph.js");
      const { out } = options;
      ended(await graph(parts, { folders: folders(), flow, ...(out === undefined ? {} : { out }) }));
    });
  program
    .command("coverage")
    .description("what of the source texts is taught, and where (Markdown)")
    .option("--out <file>", "write to this file, else to standard output")
    .action(async (options: { out?: string }) => {
      const { coverage } = await import("./coverage.js");
      const { out } = options;
      ended(await coverage(parts, { folders: folders(), ...(out === undefined ? {} : { out }) }));
    });
  program
    .command("study")
    .description("keep what /ask has to know, so that the next start is quick")
    .action(async () => ended(await (await import("./study.js")).study(parts, folders())));
  program
    .command("preview")
    .description("serve the preview page alone")
    .action(async () => ended(await (await import("./preview.js")).preview(parts, folders())));
  program
    .command("keys")
    .description("how many members are sealed with which secret")
    .action(async () => ended(await (await import("./keys.js")).keys(parts)));
  program
    .command("held <member>")
    .description(
      "everything that is kept of one person, named PLATFORM:ID, as JSON; nothing after erasure or expiry",
    )
    .action(async (member: string) => ended(await (await import("./held.js")).held(parts, member)));
  program
    .command("doctor")
    .description("what is set, missing or wrong, and how to mend it")
    .action(async () => ended(await (await import("./doctor.js")).doctor(parts, folders())));
  return program;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 999.");
}

function dayOrToday(text: string): string {
  if (text === "today" || isDay(text)) return text;
  throw new InvalidArgumentError('Expected a day such as 2026-11-24, or "today".');
}
