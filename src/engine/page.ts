/** What is to be shown, in names only. Content turns a page into a screen. */
import type { Answer, Answers } from "./answer.js";
import type { Day, Instant } from "./day.js";
import type {
  ActionId,
  ArticleId,
  FlagId,
  FlowId,
  GroupId,
  LetterId,
  OptionId,
  Person,
  PracticeId,
  Question,
  QuestionId,
  VerdictId,
} from "./flow.js";
import type { Plan } from "./plan.js";

/** A short line above the page about what has just happened. Closed, so that each has its words. */
export type Notice =
  | { notice: "stale" }
  /** A button of a screen that came later than anything that is kept: a record that expired, was erased or lost. */
  | { notice: "not-kept" }
  /** What was kept could not be read, and the case was begun again. */
  | { notice: "unreadable" }
  | { notice: "unknown-button" }
  | { notice: "buttons-please" }
  | { notice: "not-for-text" }
  | { notice: "cannot-read"; what: "photo" | "file" | "sticker" | "unknown" }
  | { notice: "noted-date"; day: Day }
  | { notice: "miss"; miss: Miss }
  | { notice: "lost-answers" | "no-longer-asked"; flow: FlowId; questions: readonly QuestionId[] }
  /** Lines of drafts whose question is gone with a change of the letter. */
  | { notice: "lost-lines" }
  | { notice: "flow-gone" }
  | { notice: "case-closed" }
  | { notice: "nothing-open" }
  | { notice: "started-over" }
  | { notice: "no-case-yet"; flow: FlowId }
  | { notice: "note-saved" }
  | { notice: "no-such-letter" }
  /** Of a letter from the list: the plans of these cases do not have it. It stands on each of its screens. */
  | { notice: "not-in-plan"; flows: readonly FlowId[] }
  | { notice: "answer-changed"; question: QuestionId }
  | { notice: "unknown-command" };

/** Why an answer did not fit, and what was expected. */
export type Miss =
  | { miss: "choose" }
  | { miss: "tick-one" }
  | { miss: "not-a-number"; min: number; max: number }
  | { miss: "number-range"; min: number; max: number }
  | { miss: "not-a-date" }
  | { miss: "date-range"; day: Day; from: Day; to: Day }
  | { miss: "year-range"; from: number; to: number }
  | { miss: "no-entry" }
  | { miss: "many-entries"; count: number }
  | { miss: "too-long"; length: number; max: number }
  | { miss: "too-many-lines"; lines: number; max: number }
  | { miss: "empty" }
  | { miss: "looks-private" };

/** A question on the screen, of a flow or of a letter. */
export type QuestionView = {
  question: Question;
  /** This is question `number` of at most `of`. */
  number: number;
  of: number;
  now?: Answer;
  /** Ticked so far on a multi question that is not done yet. */
  ticked: readonly OptionId[];
  canGoBack: boolean;
  /** It was answered before; "go on" keeps the answer. */
  editing: boolean;
  /** The second miss in a row: offer help, skip or pause. */
  struggling: boolean;
  /** Bounds in days or years, for `date` and `year`. */
  from?: Day;
  to?: Day;
  years?: readonly number[];
};

export type ReviewRow = { question: QuestionId; answer: Answer };

/** Another answer to `question` would lead elsewhere. */
export type Change = {
  question: QuestionId;
  answer: Answer;
  verdict?: VerdictId;
  newFlags: readonly FlagId[];
};

export type CaseSummary = { flow: FlowId; answered: number; of: number; finished: boolean };

/** A letter in the list of all. */
export type LetterRow = {
  letter: LetterId;
  /** The case that it is kept in. */
  of: FlowId;
  /** That case has answers for it. */
  filled: boolean;
  /** Lines of it are written already. */
  begun: boolean;
  /** A stop flag holds, and this is to be written after that talk. */
  waiting: boolean;
  /** The cases whose flow offers it, but whose plan, by what is answered so far, does not have it. */
  lacking: readonly FlowId[];
  /** There are such cases, and no plan has it. */
  apart: boolean;
};

export type LetterView = {
  letter: LetterId;
  /** Passages that hold, in order. */
  passages: readonly string[];
  /** The letter's own answers and those it takes. */
  answers: Answers;
  /** Its own questions, each of which can be edited. */
  questions: readonly QuestionId[];
  spoken?: number;
  words?: number;
};

/** Opened from the list of letters, to which it closes; `filled`: from the answers of its case. */
export type FromList = { list?: { filled: boolean } };

export type Page = {
  notices: readonly Notice[];
  turn: number;
} /** `kept`: there is something to erase, of a case or of a letter that belongs to none. */ & (
  | { kind: "home"; flows: readonly FlowId[]; cases: readonly CaseSummary[]; kept: boolean }
  | ({ kind: "question"; flow: FlowId } & QuestionView)
  | ({ kind: "letter-question"; flow: FlowId; letter: LetterId } & QuestionView & FromList)
  | { kind: "stop"; flow: FlowId; flag: FlagId; to: Person }
  | { kind: "review"; flow: FlowId; rows: readonly ReviewRow[]; part: number; finished: boolean }
  | { kind: "plan"; flow: FlowId; plan: Plan; part: number; reads: "as-made" | "changed" }
  | { kind: "group"; flow: FlowId; plan: Plan; group: GroupId; note?: string; part: number }
  | { kind: "action"; flow: FlowId; plan: Plan; action: ActionId }
  | { kind: "note"; flow: FlowId; group: GroupId; max: number; now?: string }
  | ({ kind: "letter"; flow: FlowId; part: number } & LetterView & FromList)
  | { kind: "letters"; rows: readonly LetterRow[]; part: number }
  | {
      kind: "practice";
      flow: FlowId;
      practice: PracticeId;
      drill: string;
      number: number;
      of: number;
      seconds: number;
      words?: number;
    }
  | { kind: "practice-done"; flow: FlowId; practice: PracticeId; of: number }
  | { kind: "why"; flow: FlowId; question: QuestionId; letter?: LetterId }
  | { kind: "person"; flow?: FlowId; flags: readonly { flag: FlagId; to: Person }[] }
  | { kind: "article"; article: ArticleId; part: number; back: boolean }
  | { kind: "changes"; flow: FlowId; changes: readonly Change[]; part: number }
  | { kind: "sources"; flow: FlowId; part: number }
  | { kind: "calendar"; flow: FlowId; plan: Plan; part: number }
  | { kind: "paused"; flow: FlowId; number: number; of: number }
  | { kind: "sure"; of: "start-over" | "forget"; flow?: FlowId }
  | { kind: "which-day"; days: readonly Day[] }
  | { kind: "which-entry"; flow: FlowId; question: QuestionId; letter?: LetterId; keys: readonly string[] }
  | { kind: "forgotten" }
);

/** What the runtime has to do or count after a step. Never an answer. */
export type Effect =
  | { effect: "opened"; flow: FlowId }
  | { effect: "answered"; flow: FlowId; question: QuestionId }
  | { effect: "missed"; flow: FlowId; question: QuestionId }
  | { effect: "planned"; flow: FlowId; verdict: VerdictId; at: Instant }
  /** Erase everything that is kept of the member. The session of the step is then the empty one. */
  | { effect: "forget" };
