/** Flows and content, loaded and checked, immutable, with a revision. */
import type { Day } from "../engine/day.js";
import type {
  ArticleId,
  FlowId,
  Flows,
  LetterId,
  OptionId,
  Person,
  PickEntry,
  QuestionId,
} from "../engine/flow.js";
import type { Block, Line } from "../screen.js";

export type Grade = "O" | "L" | "N" | "C" | "X";
/** How fast what it says goes out of date: 60 days, 6 months or 12 months until it expires. */
export type Pace = "volatile" | "season" | "slow";

export type SourceId = string;
export type Source = {
  id: SourceId;
  title: string;
  publisher: string;
  address?: string;
  read: Day;
  grade: Grade;
};

export type Verdict = "true" | "partly" | "outdated" | "wrong" | "opinion" | "unverifiable" | "never";
export type Claim = {
  id: string;
  says: string;
  verdict: Verdict;
  sources: readonly SourceId[];
  checked: Day;
};

/** What every file with statements about the world carries. */
export type Standing = {
  /** Path from the folder that holds `content`. */
  file: string;
  sources: readonly SourceId[];
  claims: readonly string[];
  reviewed: Day;
  /** The last day on which it is shown without a banner. */
  expires: Day;
  pace: Pace;
  /** It can change a person's status or a deadline. */
  highRisk: boolean;
  /** A professional's review; empty when there is none. */
  signed: string;
  who?: Person;
};

export type Article = Standing & {
  id: ArticleId;
  title: string;
  short: string;
  asks: readonly string[];
  /** Further ways to ask for it, from `topics/<topic>.yaml`. */
  paraphrases: readonly string[];
  see: readonly ArticleId[];
  /** The flow or look-up that it leads to. */
  command?: string;
  body: readonly Block[];
  /** Body as plain text, for search. */
  text: string;
};

/**
 * An article that must win over others; tried in `order`, before anything else. It is called when one of its
 * `phrases` is said, unless one of `unless` is said there that reaches beyond that phrase ("suicide prevention"), and
 * by what sounds more like `calls` than like `leaves` and the questions of articles.
 */
export type Guard = Article & {
  order: number;
  phrases: readonly string[];
  unless: readonly string[];
  calls: readonly string[];
  leaves: readonly string[];
};

/**
 * What search knows of the language: groups of words that mean the same, words that say little of a subject, and
 * words of one kind, of which much the same is said ("bridge" and "roof").
 */
export type Synonyms = {
  same: readonly (readonly string[])[];
  ignore: readonly string[];
  kinds: Readonly<Record<string, readonly string[]>>;
};

export type OptionWords = { label: string; text?: string };
export type QuestionWords = {
  short: string;
  ask: string;
  hint?: string;
  why: string;
  options: Readonly<Record<OptionId, OptionWords>>;
};
export type FlagWords = { title: string; text: string; bring: readonly string[] };
export type TitleAndText = { title: string; text?: string };
/** `late` is said in place of `text` when the due day has passed: what can still be done. */
export type ActionWords = TitleAndText & { late?: string };
/** `rows` names the rows of two groups side by side; else a row has the short name of its question. */
export type TableWords = TitleAndText & { rows: Readonly<Record<QuestionId, string>> };
export type DrillWords = { ask: string; points: readonly string[] };
export type PracticeWords = { title: string; intro: string; ask: Readonly<Record<string, DrillWords>> };

/** The words of one flow, those of its parts already in place under their full names. */
export type FlowWords = Standing & {
  title: string;
  about: string;
  intro: string;
  /** Ways in which members tell what the flow is for. */
  asks: readonly string[];
  questions: Readonly<Record<QuestionId, QuestionWords>>;
  flags: Readonly<Record<string, FlagWords>>;
  verdicts: Readonly<Record<string, TitleAndText>>;
  groups: Readonly<Record<string, TitleAndText & { note?: string }>>;
  actions: Readonly<Record<string, ActionWords>>;
  tables: Readonly<Record<string, TableWords>>;
  practice: Readonly<Record<string, PracticeWords>>;
  /** Names of derived dates. */
  dates: Readonly<Record<string, string>>;
};

/** A line of a passage: text, and slots that a member's answer fills. */
export type Slotted = readonly ({ text: string } | { slot: QuestionId })[];
export type PassageBlock =
  | { kind: "paragraph"; line: Slotted }
  | { kind: "list"; ordered: boolean; items: readonly Slotted[] };

export type LetterWords = Standing & {
  id: LetterId;
  title: string;
  short: string;
  to: string;
  before?: string;
  questions: Readonly<Record<QuestionId, QuestionWords>>;
  /** How an option of a taken answer reads inside this letter. */
  values: Readonly<Record<QuestionId, Readonly<Record<OptionId, string>>>>;
  passages: Readonly<Record<string, readonly PassageBlock[]>>;
};

/** A data table of `content/data`: rows under named columns, and what describes them. */
export type DataTable = {
  id: string;
  /** The column that names the rows. */
  key: string;
  /** The columns that may be shown. */
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string>>[];
  title: string;
  sources: readonly SourceId[];
  licence: string;
  year?: string;
  /** The column with the names of notes on a row, whose words a look-up has. */
  notes?: string;
  /** The most figures of tables with such a bound that may stand on one screen. */
  atOnce?: number;
};

export type LookupId = string;

/** How a part of a look-up stands in its picture: a bar or a dot for each value, or the whole table as a grid. */
export type Drawn = "bars" | "dots" | "grid";

/** One table of a look-up. `scale` is where its bars or dots begin and end. */
export type LookupSection = {
  id: string;
  table: string;
  columns: readonly string[];
  draw?: Drawn;
  scale?: readonly [from: number, to: number];
};

/** A command that shows one row of some tables. It belongs to no case. */
export type Lookup = {
  id: LookupId;
  aliases: readonly string[];
  /** The list whose entries can be looked up. */
  list: string;
  entries: readonly PickEntry[];
  sections: readonly LookupSection[];
};

export type LookupSectionWords = {
  title: string;
  text?: string;
  unit?: string;
  columns: Readonly<Record<string, string>>;
  /** How a value reads that is no number. */
  values: Readonly<Record<string, string>>;
};

export type LookupWords = Standing & {
  id: LookupId;
  title: string;
  about: string;
  intro: string;
  /** Stands above every entry. */
  short?: string;
  /** Names of entries, where the list has none to show. */
  entries: Readonly<Record<string, string>>;
  sections: Readonly<Record<string, LookupSectionWords>>;
  notes: Readonly<Record<string, string>>;
  /** The line at the foot of the picture, with year and source. */
  picture?: string;
  see: readonly ArticleId[];
};

/** A section of a text that the content was made from. Its claims say which of our texts teach it. */
export type Section = {
  id: string;
  /** The text it stands in. */
  of: string;
  /** What it is about, in our own words. */
  about: string;
  claims: readonly string[];
  /** Nothing of it is taught; the claim that says why. */
  leftOut?: string;
};
export type Teaching = {
  texts: readonly { id: string; title: string }[];
  sections: readonly Section[];
  /** `COVERAGE.md` as it stands. */
  page?: string;
};

/** Wordings that a claim forbids. `unless` are wordings around one that show that it is refused there. */
export type Forbidden = {
  claim: string;
  phrases: readonly string[];
  unless: readonly string[];
  /** What may be said. */
  instead: string;
};

/** `interface.yaml`: sections of named words. A word may hold `{placeholders}`. */
export type Interface = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Library = {
  /** A hash over every file, 12 hex digits. */
  revision: string;
  flows: Flows;
  interface: Interface;
  flowWords: Readonly<Record<FlowId, FlowWords>>;
  letterWords: Readonly<Record<LetterId, LetterWords>>;
  articles: Readonly<Record<ArticleId, Article>>;
  /** What the folders of articles are called. */
  topics: Readonly<Record<string, string>>;
  guards: readonly Guard[];
  synonyms: Synonyms;
  /** What members type that the library has nothing on. */
  nothing: readonly string[];
  sources: Readonly<Record<SourceId, Source>>;
  claims: Readonly<Record<string, Claim>>;
  data: Readonly<Record<string, DataTable>>;
  lookups: Readonly<Record<LookupId, Lookup>>;
  lookupWords: Readonly<Record<LookupId, LookupWords>>;
  /** The newest `reviewed` day of all files: the day as of which `npm run ok` checks. */
  reviewed: Day;
};

export type { Line };
