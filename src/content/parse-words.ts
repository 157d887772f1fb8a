/** The words of flows, parts and letters, from the shape of their files to what screens use. */
import { addDays, type Day, moveDay } from "../engine/day.js";
import { own } from "../engine/flow.js";
import type { FlowWords, Pace, QuestionWords, Standing } from "./library.js";
import type {
  FlowFile,
  FlowWordsFile,
  PartFile,
  PartWordsFile,
  QuestionWordsFile,
  StandingFile,
} from "./schema.js";

/** The last day on which something reviewed on `day` may be shown without a banner. */
export function latestExpiry(day: Day, pace: Pace): Day {
  switch (pace) {
    case "volatile":
      return addDays(day, 60);
    case "season":
      return moveDay(day, { amount: 6, unit: "months" });
    case "slow":
      return moveDay(day, { amount: 12, unit: "months" });
  }
}

export function standingOf(file: string, written: StandingFile): Standing {
  return {
    file,
    sources: written.sources,
    claims: written.claims ?? [],
    reviewed: written.reviewed,
    expires: written.expires ?? latestExpiry(written.reviewed, written.pace),
    pace: written.pace,
    highRisk: written.risk === "high",
    signed: written.signed ?? "",
    ...(written.who === undefined ? {} : { who: written.who }),
  };
}

export function questionWords(written: QuestionWordsFile): QuestionWords {
  return {
    short: written.short,
    ask: written.ask,
    why: written.why,
    ...(written.hint === undefined ? {} : { hint: written.hint }),
    options: mapValues(written.options ?? {}, (option) =>
      typeof option === "string"
        ? { label: option }
        : { label: option.label, ...(option.text === undefined ? {} : { text: option.text }) },
    ),
  };
}

type Parts = Readonly<Record<string, { words: PartWordsFile; rules: PartFile | undefined; file: string }>>;

/** The words of a flow with those of its parts under their full names. The oldest review and first expiry count. */
export function flowWords(
  file: string,
  written: FlowWordsFile,
  flow: FlowFile | undefined,
  parts: Parts,
): FlowWords {
  const entries = [...(flow?.questions ?? []), ...(flow?.actions ?? [])].flatMap((one) =>
    "part" in one ? [one] : [],
  );
  const used = entries.flatMap((entry) => {
    const part = own(parts, entry.part);
    return part === undefined ? [] : (entry.as ?? [undefined]).map((before) => ({ part, before }));
  });
  const merged = <T>(
    pick: (words: PartWordsFile) => Readonly<Record<string, T>> | undefined,
    mine: Readonly<Record<string, T>> | undefined,
  ): Record<string, T> => ({
    ...Object.assign({}, ...used.map(({ part, before }) => prefixed(pick(part.words) ?? {}, before))),
    ...mine,
  });
  const standing = standingOf(file, written);
  const standings = [standing, ...used.map(({ part }) => standingOf(part.file, part.words))];
  return {
    ...standing,
    sources: [...new Set(standings.flatMap((one) => one.sources))],
    claims: [...new Set(standings.flatMap((one) => one.claims))],
    reviewed: least(standings.map((one) => one.reviewed)),
    expires: least(standings.map((one) => one.expires)),
    title: written.title,
    about: written.about,
    intro: written.intro,
    asks: written.asks ?? [],
    questions: mapValues(
      merged((words) => words.questions, written.questions),
      questionWords,
    ),
    flags: merged((words) => words.flags, written.flags),
    verdicts: mapValues(written.verdicts, titleAndText),
    groups: mapValues(
      merged((words) => words.groups, written.groups),
      (group) => ({
        ...titleAndText(group),
        ...(group.note === undefined ? {} : { note: group.note }),
      }),
    ),
    actions: mapValues(
      merged((words) => words.actions, written.actions),
      (action) => ({
        ...titleAndText(action),
        ...(action.late === undefined ? {} : { late: action.late }),
      }),
    ),
    tables: mapValues(written.tables ?? {}, (table) => ({ ...titleAndText(table), rows: table.rows ?? {} })),
    practice: written.practice ?? {},
    dates: written.dates ?? {},
  };
}

function titleAndText(written: { title: string; text?: string | undefined }): {
  title: string;
  text?: string;
} {
  return { title: written.title, ...(written.text === undefined ? {} : { text: written.text }) };
}

function prefixed<T>(words: Readonly<Record<string, T>>, before: string | undefined): Record<string, T> {
  if (before === undefined) return { ...words };
  return Object.fromEntries(Object.entries(words).map(([id, value]) => [`${before}.${id}`, value]));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function least(days: readonly Day[]): Day {
  return [...days].sort()[0] ?? "";
}
