import { atMost, letterView, questionAt, questionPage, type Tries, takenBy } from "./asked.js";
import { changesOf } from "./changes.js";
import type { Instant } from "./day.js";
import { type Flows, own } from "./flow.js";
import { letterRow, letterRows } from "./letters.js";
import type { CaseSummary, Notice, Page } from "./page.js";
import { factsOf } from "./path.js";
import { drillsOf, type Plan, planOf } from "./plan.js";
import { type Base, baseOf, type Place, type Session } from "./session.js";
import { type Settled, type Standing, settle, standingOf } from "./stand.js";

/** The current page, again. `notices` are added to those that settling gives. */
export function show(flows: Flows, session: Session, now: Instant, notices: readonly Notice[] = []): Page {
  const settled = settle(flows, session, now);
  return pageOf(flows, settled, now, [...settled.notices, ...notices]);
}

/** The page of a session that is settled already. */
export function pageOf(
  flows: Flows,
  { session, standing }: Pick<Settled, "session" | "standing">,
  now: Instant,
  notices: readonly Notice[],
): Page {
  return {
    ...bodyOf(flows, session, standing, now),
    notices: [...notices, ...lackingNotice(flows, session, now)],
    turn: session.turn,
  };
}

/** A letter that is opened by name, in spite of a plan that does not have it, says so as long as it is shown. */
function lackingNotice(flows: Flows, session: Session, now: Instant): Notice[] {
  const { at } = session;
  if (at.page !== "letter" || at.of === undefined) return [];
  const lacking = letterRow(flows, session, now, at.letter)?.lacking ?? [];
  return lacking.length === 0 ? [] : [{ notice: "not-in-plan", flows: lacking }];
}

/** `Omit` over each member of the union, so that it stays a union. */
type Body<P extends Page = Page> = P extends Page ? Omit<P, "notices" | "turn"> : never;

function bodyOf(flows: Flows, session: Session, standing: Standing | undefined, now: Instant): Body {
  if (standing === undefined) {
    const { at } = session;
    if ("over" in at) {
      if (at.page === "article") return { kind: "article", article: at.article, part: at.part, back: true };
      if (at.page === "person") return { kind: "person", flags: [] };
      if (at.page === "letters") return lettersPage(flows, session, now, at);
      if (at.page === "sure" && at.of === "forget") return { kind: "sure", of: "forget" };
    }
    return home(flows, session, now);
  }
  return "over" in session.at
    ? overlay(flows, session, session.at, standing, now)
    : base(flows, session, session.at, standing, now);
}

function lettersPage(
  flows: Flows,
  session: Session,
  now: Instant,
  { part, only }: { part: number; only?: readonly string[] },
): Body {
  return { kind: "letters", rows: letterRows(flows, session, now, only), part };
}

function home(flows: Flows, session: Session, now: Instant): Body {
  return {
    kind: "home",
    flows: Object.keys(flows.flows),
    cases: summaries(flows, session, now),
    kept: Object.keys(session.cases).length > 0,
  };
}

/** Every case whose flow still exists, in the order they were begun. */
function summaries(flows: Flows, session: Session, now: Instant): CaseSummary[] {
  return Object.keys(session.cases).flatMap((id): CaseSummary[] => {
    // Letters that belong to no case are kept beside the cases and are none.
    if (own(flows.flows, id) === undefined) return [];
    const standing = standingOf(flows, { ...session, open: id }, now);
    if (standing === undefined) return [];
    const { path, flow } = standing;
    return [
      {
        flow: id,
        answered: path.asked.length,
        of: atMost(flow.atMost, path),
        finished: path.next === undefined,
      },
    ];
  });
}

function overlay(
  flows: Flows,
  session: Session,
  at: Extract<Place, { over: Base }>,
  standing: Standing,
  now: Instant,
): Body {
  const { flow, path } = standing;
  switch (at.page) {
    case "why": {
      const letter = at.over.page === "letter" ? at.over.letter : undefined;
      return {
        kind: "why",
        flow: flow.id,
        question: at.question,
        ...(letter === undefined ? {} : { letter }),
      };
    }
    case "person":
      return {
        kind: "person",
        flow: flow.id,
        flags: flow.flags
          .filter((flag) => flag.when === undefined || standing.facts.holds(flag.when))
          .map((flag) => ({ flag: flag.id, to: flag.to })),
      };
    case "article":
      return { kind: "article", article: at.article, part: at.part, back: true };
    case "letters":
      return lettersPage(flows, session, now, at);
    case "note": {
      const group = flow.groups.find((one) => one.id === at.group);
      if (group?.note === undefined) return base(flows, session, at.over, standing, now);
      const written = own(standing.kase.notes, group.id);
      return {
        kind: "note",
        flow: flow.id,
        group: group.id,
        max: group.note,
        ...(written === undefined ? {} : { now: written }),
      };
    }
    case "changes":
      return { kind: "changes", flow: flow.id, changes: changesOf(standing), part: at.part };
    case "sources":
      return { kind: "sources", flow: flow.id, part: at.part };
    case "calendar":
      if (path.next !== undefined) return base(flows, session, at.over, standing, now);
      return { kind: "calendar", flow: flow.id, plan: plan(session, standing, now), part: at.part ?? 1 };
    case "paused":
      return { kind: "paused", flow: flow.id, number: path.asked.length + 1, of: atMost(flow.atMost, path) };
    case "sure":
      return { kind: "sure", of: at.of, flow: flow.id };
    case "which-day":
      return { kind: "which-day", days: at.days };
    case "which-entry": {
      const asked = questionAt(flows, at.over, standing);
      if (asked === undefined) return base(flows, session, at.over, standing, now);
      return {
        kind: "which-entry",
        flow: flow.id,
        question: asked.question.id,
        keys: at.keys,
        ...(asked.letter === undefined ? {} : { letter: asked.letter.id }),
      };
    }
  }
}

function base(flows: Flows, session: Session, at: Base, standing: Standing, now: Instant): Body {
  const { flow, kase, path } = standing;
  const derived = (): Body => derivedPage(session, standing, now);
  switch (at.page) {
    case "home":
      return home(flows, session, now);
    case "case":
      return derived();
    case "edit": {
      const asked = questionAt(flows, at, standing);
      return asked === undefined ? derived() : questionPage(flow.id, asked, standing, at);
    }
    case "review":
      return {
        kind: "review",
        flow: flow.id,
        rows: path.asked.flatMap((id) => {
          const answer = path.answers[id];
          return answer === undefined ? [] : [{ question: id, answer }];
        }),
        part: at.part,
        finished: path.next === undefined,
      };
    case "group": {
      if (standing.at.is !== "plan") return derived();
      const made = plan(session, standing, now);
      if (!made.groups.some((group) => group.id === at.group)) return derived();
      const note = own(kase.notes, at.group);
      return {
        kind: "group",
        flow: flow.id,
        plan: made,
        group: at.group,
        part: at.part,
        ...(note === undefined ? {} : { note }),
      };
    }
    case "action": {
      if (standing.at.is !== "plan") return derived();
      const made = plan(session, standing, now);
      return made.groups.some((group) => group.actions.some((action) => action.id === at.action))
        ? { kind: "action", flow: flow.id, plan: made, action: at.action }
        : derived();
    }
    case "letter": {
      const letter = own(flows.letters, at.letter);
      if (at.of !== undefined) {
        // Nothing else of that case is shown here, since another may be open.
        if (letter === undefined) return derived();
        const list = { list: { filled: Object.keys(takenBy(letter, standing)).length > 0 } };
        const asked = questionAt(flows, at, standing);
        return asked === undefined
          ? { kind: "letter", flow: flow.id, part: at.part, ...letterView(letter, standing), ...list }
          : { ...questionPage(flow.id, asked, standing, at), ...list };
      }
      if (standing.at.is !== "plan" || letter === undefined) return derived();
      const asked = questionAt(flows, at, standing);
      if (asked !== undefined) return questionPage(flow.id, asked, standing, at);
      return { kind: "letter", flow: flow.id, part: at.part, ...letterView(letter, standing) };
    }
    case "practice": {
      const practice = flow.practice.find((one) => one.id === at.practice);
      if (standing.at.is !== "plan" || practice === undefined) return derived();
      const drills = drillsOf(flow, practice, path.answers, standing.today);
      const drill = drills[at.at];
      if (drill === undefined) {
        return { kind: "practice-done", flow: flow.id, practice: practice.id, of: drills.length };
      }
      return {
        kind: "practice",
        flow: flow.id,
        practice: practice.id,
        drill: drill.id,
        number: at.at + 1,
        of: drills.length,
        seconds: drill.seconds,
        ...(at.words === undefined ? {} : { words: at.words }),
      };
    }
  }
}

/** Where the case leads by itself: a stop flag, the next question, or the plan. */
function derivedPage(session: Session, standing: Standing, now: Instant): Body {
  const { flow, at } = standing;
  const place = baseOf(session.at);
  switch (at.is) {
    case "stop":
      return { kind: "stop", flow: flow.id, flag: at.flag.id, to: at.flag.to };
    case "question": {
      const tries: Tries = place.page === "case" ? place : {};
      return questionPage(
        flow.id,
        { question: at.question, path: standing.path, most: flow.atMost },
        standing,
        tries,
      );
    }
    case "plan": {
      const made = plan(session, standing, now);
      return {
        kind: "plan",
        flow: flow.id,
        plan: made,
        part: place.page === "case" ? place.part : 1,
        reads: readsAsMade(session, standing, made) ? "as-made" : "changed",
      };
    }
  }
}

export function plan(session: Session, standing: Standing, now: Instant): Plan {
  return standing.planned ?? planOf(standing.flow, standing.facts, standing.kase, now, session.zone);
}

/** Conditions are judged today and the plan was made another day: do the same rules still hold? */
function readsAsMade(session: Session, standing: Standing, made: Plan): boolean {
  const { flow, kase, path } = standing;
  if (kase.made === undefined || made.day === standing.today) return true;
  const then = planOf(flow, factsOf(flow, path.answers, made.day), kase, kase.made, session.zone);
  return fingerprint(then) === fingerprint(made);
}

/** The rules that hold in a plan, as one text, whatever the order in which due dates put its actions. */
export function fingerprint(made: Plan): string {
  const actions = made.groups.flatMap((group) => group.actions.map((action) => action.id));
  return JSON.stringify([made.verdict, made.flags.map((flag) => flag.id), actions.sort()]);
}
