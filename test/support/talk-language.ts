/** The language of `.talk` files (test/talk/README.md): one line, one thing that a member does or that must then be so. */

/** Something a member does. */
export type Act =
  | { act: "today"; day: string }
  | { act: "command"; name: string; rest: string }
  /** A button that is on the screen or, where `verb` is given, on one of its parts. */
  | { act: "press"; name: string; verb?: Verb }
  | { act: "pick"; chosen: readonly string[] }
  | { act: "type"; text: string; by: "text" | "form" }
  | { act: "send"; what: "photo" | "file" | "sticker" | "unknown" }
  | { act: "stale"; name: string }
  | { act: "both"; names: readonly [string, string] }
  | { act: "twice"; name: string }
  | { act: "restart" }
  | { act: "answer"; question: string; answer: string }
  | { act: "rest" };

/** Something that must be so. */
export type Claim =
  | { claim: "at"; kind: string; id?: string }
  | { claim: "has"; what: Subject; words: readonly string[]; not: boolean };

export type Step = { line: number; text: string } & (Act | Claim);
export type Talk = { title: string; line: number; steps: readonly Step[] };
export type TalkFile = {
  file: string;
  talks: readonly Talk[];
  /** What `rest` answers, by question. */
  usual: Readonly<Record<string, string>>;
};

/** Buttons by what they open. Their ids are the engine's. */
const verbs = {
  step: "s",
  tick: "t",
  letter: "l",
  group: "g",
  practice: "p",
  read: "a",
  edit: "edit",
  note: "note",
  know: "know",
} as const;
export type Verb = keyof typeof verbs;

export function prefixOf(verb: Verb): string {
  return verbs[verb];
}

/** Buttons whose name alone is a line. */
const bare: readonly string[] = [
  "back",
  "skip",
  "unsure",
  "none",
  "keep",
  "why",
  "pause",
  "review",
  "go-on",
  "close",
  "resume",
  "more",
  "less",
  "done",
  "yes",
  "no",
  "next",
  "again",
  "points",
  "forget",
  "start-over",
  "home",
  "person",
  "calendar",
  "changes",
  "sources",
  "note-clear",
];

/** What `expect` can look at, with the number of words each needs. */
const subjects = {
  verdict: 1,
  flag: 1,
  action: 1,
  letter: 1,
  practice: 1,
  "find-out": 1,
  passage: 1,
  notice: 1,
  miss: 1,
  answer: 1,
  ticked: 1,
  button: 1,
  file: 1,
  said: 1,
  note: 1,
  words: 1,
  number: 3,
  case: 1,
  trace: 1,
  change: 0,
  kept: 0,
  struggling: 0,
} as const;
export type Subject = keyof typeof subjects;

/**
 * Reads a file, or says with file and line what cannot be read. `usualOf` gives the text of a `.usual` file by its
 * name, or nothing where there is none.
 */
export function parseTalks(
  file: string,
  text: string,
  usualOf: (name: string) => string | undefined = () => undefined,
): TalkFile {
  const talks: { title: string; line: number; steps: Step[] }[] = [];
  let usual: Readonly<Record<string, string>> = {};
  for (const { line, said } of linesOf(text)) {
    const [, title] = /^talk (.+)$/.exec(said) ?? [];
    const [, named] = /^usual (\S+)$/.exec(said) ?? [];
    const talk = talks.at(-1);
    if (title !== undefined) {
      talks.push({ title, line, steps: [] });
    } else if (talk !== undefined) {
      const step = readLine(said);
      if (step === undefined) throw new Error(`${file}:${line}: "${said}" is no line of this language`);
      talk.steps.push({ line, text: said, ...step });
    } else {
      const answers = named === undefined ? undefined : usualOf(named);
      if (named === undefined) {
        throw new Error(`${file}:${line}: "${said}" stands before the first talk; only "usual NAME" does`);
      }
      if (answers === undefined) throw new Error(`${file}:${line}: there is no file ${named}.usual`);
      usual = readUsual(`${named}.usual`, answers);
    }
  }
  if (talks.length === 0) {
    throw new Error(`${file}:1: there is no talk; begin one with "talk" and what it is about`);
  }
  return { file, talks, usual };
}

function readUsual(file: string, text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map(({ line, said }) => {
      const answer = answerOf(said);
      if (answer === undefined) throw new Error(`${file}:${line}: "${said}" is no question with its answer`);
      return [answer.question, answer.answer];
    }),
  );
}

/** The lines that say something, without what stands around it. */
function linesOf(text: string): { line: number; said: string }[] {
  return text
    .split(/\r?\n/)
    .map((written, index) => ({ line: index + 1, said: written.trim() }))
    .filter(({ said }) => said !== "" && !said.startsWith("#"));
}

function readLine(said: string): Act | Claim | undefined {
  if (said.startsWith("/")) {
    const [name = "", ...rest] = said.slice(1).split(" ");
    return { act: "command", name, rest: rest.join(" ") };
  }
  const answer = answerOf(said);
  if (answer !== undefined) return { act: "answer", ...answer };
  const [first = "", ...others] = said.split(/\s+/);
  const rest = said.slice(first.length).trim();
  if (isVerb(first) && others.length === 1) return { act: "press", verb: first, name: rest };
  if (bare.includes(first) && rest === "") return { act: "press", name: first };
  switch (first) {
    case "today":
      return /^is \d{4}-\d\d-\d\d$/.test(rest) ? { act: "today", day: rest.slice(3) } : undefined;
    case "press":
      return others.length === 1 ? { act: "press", name: rest } : undefined;
    case "pick":
      return { act: "pick", chosen: rest.split(",").flatMap((one) => one.trim() || []) };
    case "text":
    case "form":
      return rest === "" ? undefined : { act: "type", text: typed(rest), by: first };
    case "send":
      return rest === "photo" || rest === "file" || rest === "sticker" || rest === "unknown"
        ? { act: "send", what: rest }
        : undefined;
    case "stale":
      return others.length === 1 ? { act: "stale", name: rest } : undefined;
    case "twice":
      return others.length === 1 ? { act: "twice", name: rest } : undefined;
    case "both": {
      const [one = "", and, another = "", ...more] = others;
      return and === "and" && another !== "" && more.length === 0
        ? { act: "both", names: [one, another] }
        : undefined;
    }
    case "restart":
    case "rest":
      return rest === "" ? { act: first } : undefined;
    case "at": {
      const [kind, id, ...more] = others;
      if (kind === undefined || more.length > 0) return undefined;
      return { claim: "at", kind, ...(id === undefined ? {} : { id }) };
    }
    case "expect":
      return claimed(others);
    default:
      return undefined;
  }
}

function claimed(words: readonly string[]): Claim | undefined {
  const not = words[0] === "no" || words[0] === "not";
  const [what = "", ...rest] = not ? words.slice(1) : words;
  return isSubject(what) && rest.length >= (not ? Math.min(1, subjects[what]) : subjects[what])
    ? { claim: "has", what, words: rest, not }
    : undefined;
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(verbs, word);
}

function isSubject(word: string): word is Subject {
  return Object.hasOwn(subjects, word);
}

/** `section: b214`. */
function answerOf(said: string): { question: string; answer: string } | undefined {
  const [, question, answer] = /^([a-z][a-z0-9.-]*): (.+)$/.exec(said) ?? [];
  return question === undefined || answer === undefined ? undefined : { question, answer };
}

/** The words as they stand, or a JSON string where they hold what no line can: `"a\nb"`, and `"x" 5000 times`. */
export function typed(written: string): string {
  const quoted = /^("(?:[^"\\]|\\.)*")(?: (\d+) times)?$/.exec(written);
  const [, json, times] = quoted ?? [];
  if (json === undefined) return written;
  const text: unknown = JSON.parse(json);
  return String(text).repeat(times === undefined ? 1 : Number(times));
}
