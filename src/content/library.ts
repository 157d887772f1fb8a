/** Flows and content, loaded and checked, immutable, with a revision. */
import type { Day } from "../engine/day.js";
import type { ArticleId, FlowId, Flows, LetterId, OptionId, Person, QuestionId } from "../engine/flow.js";
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
  actions: Readonly<Record<string, TitleAndText>>;
  tables: Readonly<Record<string, TitleAndText>>;
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
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string>>[];
  title: string;
  sources: readonly SourceId[];
  licence: string;
  year?: string;
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
  sources: Readonly<Record<SourceId, Source>>;
  claims: Readonly<Record<string, Claim>>;
  data: Readonly<Record<string, DataTable>>;
  /** The newest `reviewed` day of all files: the day as of which `npm run ok` checks. */
  reviewed: Day;
};

export type { Line };
