/** `preceptor ask`: what `/ask` would answer, for one question or for one on each line. */
import type { Asking } from "../ask/index.js";
import type { Library } from "../content/library.js";
import { longestQuery } from "../runtime/asking.js";
import { beginning } from "../runtime/route.js";
import { linesOf } from "./lines.js";
import type { Folders, Parts } from "./parts.js";
import { soundLibrary } from "./sound.js";

export type AskOptions = {
  folders: Folders;
  /** Empty: questions are read from the input, one on each line, as a JSON string where it spans lines. */
  question: string;
  /** The most answers. */
  top: number;
  form: "text" | "json";
};

/** Answers, until the input ends. 0 when it did, also where there was no answer; 1 when content cannot be used. */
export async function ask(
  parts: Pick<Parts, "io" | "load" | "asking">,
  options: AskOptions,
  gone: AbortSignal,
): Promise<number> {
  const loaded = await soundLibrary(parts, options.folders);
  if (loaded === undefined) return 1;
  const { library } = loaded;
  const asking = await parts.asking(library);
  const say = (query: string): void => {
    const answered = answer(asking, query, options.top);
    parts.io.output.write(options.form === "json" ? inJson(answered) : inText(library, answered));
  };
  if (options.question.trim() !== "") {
    say(options.question);
    return 0;
  }
  for await (const line of linesOf(parts.io.input, gone)) {
    if (line.trim() !== "") say(questionOf(line));
  }
  return 0;
}

type Answered = { query: string; cut: boolean } & ReturnType<Asking["ask"]>;

/** As a member would be answered: a crisis is heard in all of the text, an article is sought for its beginning. */
function answer(asking: Asking, query: string, top: number): Answered {
  const called = asking.guard(query);
  if (called !== null)
    return { query, guard: called, answers: [], several: false, nearest: [], flow: null, cut: false };
  const { read, cut } = beginning(query.trim());
  return { query, ...asking.ask(read, top), cut };
}

function inJson({ query, guard, answers, flow }: Answered): string {
  return `${JSON.stringify({ query, guard, answers, flow })}\n`;
}

/** A line as a person types it, or the JSON string that it is. */
function questionOf(line: string): string {
  if (!line.trim().startsWith('"')) return line;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "string" ? value : line;
  } catch {
    // A question may begin with a quotation.
    return line;
  }
}

function inText(library: Library, { query, guard, answers, several, nearest, flow, cut }: Answered): string {
  const called = library.guards.find((one) => one.id === guard);
  const shown =
    called === undefined
      ? answers.map((one) => ({ ...one, where: `${one.id}, ${one.score.toFixed(2)}` }))
      : [{ ...called, where: `guard ${called.id}, before all others` }];
  const lines = [
    query.trim().replace(/\s+/g, " "),
    ...(cut ? [`  (only the first ${longestQuery} characters are read)`] : []),
    ...(shown.length > 0
      ? []
      : [
          several
            ? "  More than one article may be meant. The bot asks which."
            : "  No checked answer. The bot says so and guesses nothing.",
        ]),
    ...(shown.length === 0 && nearest.length > 0
      ? [
          `  ${several ? "It offers" : "It names what comes nearest"}: ${nearest.map(({ id, score }) => `${id}, ${score.toFixed(2)}`).join("; ")}`,
        ]
      : []),
    ...shown.map(({ title, short, where }, index) => `  ${index + 1}. ${title} (${where})\n     ${short}`),
    ...(flow === null ? [] : [`  The button "Start /${flow}" stands beside it.`]),
  ];
  return `${lines.join("\n")}\n\n`;
}
