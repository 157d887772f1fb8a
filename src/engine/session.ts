/** All that is kept of one member. Plain JSON with a schema number; no names, no words, no position. */
import type { Answers } from "./answer.js";
import type { Day, Instant } from "./day.js";
import type {
  ActionId,
  ArticleId,
  FlagId,
  FlowId,
  GroupId,
  LetterId,
  OptionId,
  PracticeId,
  QuestionId,
} from "./flow.js";

export type Case = {
  answers: Answers;
  done: readonly ActionId[];
  notes: Readonly<Record<GroupId, string>>;
  letters: Readonly<Record<LetterId, Answers>>;
  /** Stop flags whose screen the member has read and gone on from. */
  seen: readonly FlagId[];
  /** When the plan was first shown. Due dates count from here. */
  made?: Instant;
};

/** Where the question, flag or plan stands that an overlay returns to. */
export type Base =
  | { page: "home" }
  /** Derived: the next stop flag, question or, when all are answered, the plan at this part. */
  | { page: "case"; part: number; misses?: number; ticked?: readonly OptionId[] }
  /** A question that was answered before and is looked at again. */
  | { page: "edit"; question: QuestionId; misses?: number; ticked?: readonly OptionId[] }
  | { page: "review"; part: number }
  | ({ page: "group"; group: GroupId; part: number } & FromPlan)
  | ({ page: "action"; action: ActionId } & FromPlan)
  /**
   * `edit` names one of the letter's own questions that is looked at again. `of`, where it was opened from the list of
   * letters: the case that it is filled from and kept in.
   */
  | ({
      page: "letter";
      letter: LetterId;
      of?: FlowId;
      part: number;
      edit?: QuestionId;
      misses?: number;
      ticked?: readonly OptionId[];
    } & FromPlan)
  /** `words` is the count of what was typed to drill `at`; the text itself is never kept. */
  | ({ page: "practice"; practice: PracticeId; at: number; words?: number } & FromPlan);

/** The part of the plan that the page was opened from, and closes to. */
export type FromPlan = { from?: number };

/** Pages that lie over another and close back to it. */
export type Overlay =
  | { page: "why"; question: QuestionId }
  | { page: "person" }
  | { page: "article"; article: ArticleId; part: number }
  | { page: "note"; group: GroupId }
  /** All letters, or only these. */
  | { page: "letters"; part: number; only?: readonly LetterId[] }
  | { page: "changes"; part: number }
  | { page: "sources"; part: number }
  /** Without `part` where it was kept before it had parts. */
  | { page: "calendar"; part?: number }
  | { page: "paused" }
  | { page: "sure"; of: "start-over" | "forget" }
  /** A date that can be read in several ways, or several entries of a list that were meant. */
  | { page: "which-day"; days: readonly Day[] }
  | { page: "which-entry"; keys: readonly string[] };

export type Place = Base | (Overlay & { over: Base });

export type Session = {
  schema: 1;
  open?: FlowId;
  at: Place;
  cases: Readonly<Record<FlowId, Case>>;
  /** IANA name of the member's zone, when they gave one. */
  zone?: string;
  /** The number that the buttons of the shown screen carry. */
  turn: number;
};

export const emptySession: Session = { schema: 1, at: { page: "home" }, cases: {}, turn: 0 };

export const emptyCase: Case = { answers: {}, done: [], notes: {}, letters: {}, seen: [] };

/** The case that the member is in: the open one, but while a letter is shown that another holds. */
export function heldBy(session: Session): FlowId | undefined {
  const place = baseOf(session.at);
  return place.page === "letter" && place.of !== undefined ? place.of : session.open;
}

/** The place that an overlay lies over, or the place itself. */
export function baseOf(place: Place): Base {
  return "over" in place ? place.over : place;
}
