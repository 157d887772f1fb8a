/** What a line of a `.talk` file claims, held against what is on the screen. */
import type { Answer } from "../../src/engine/answer.js";
import type { DueDate } from "../../src/engine/due.js";
import type { Notice, Page } from "../../src/engine/page.js";
import type { Plan, PlanAction } from "../../src/engine/plan.js";
import { heldBy, type Session } from "../../src/engine/session.js";
import { type Block, type Screen, type Span, screenText } from "../../src/screen.js";
import { type Claim, typed } from "./talk-language.js";
import { buttonsOf, type Seen } from "./talk-member.js";

/** What is wrong with the claim, or nothing: what was expected and what came. */
export function doubt(claim: Claim, seen: Seen, session: Session | undefined): string | undefined {
  if (claim.claim === "at") {
    const { kind, id } = seen.screen.at;
    const expected = claim.id === undefined ? claim.kind : `${claim.kind} ${claim.id}`;
    return kind === claim.kind && (claim.id === undefined || id === claim.id)
      ? undefined
      : `expected to be at ${expected}; came ${kind} ${id}${noticed(seen)}`;
  }
  const { what, words, not } = claim;
  const there = lookedAt(claim, seen, session);
  const wanted = typed(words.join(" "));
  const holds = there.some((one) => one === wanted || (not && one.startsWith(`${wanted} `)));
  if (holds !== not) return undefined;
  // Of many only those that bear the name that was asked for.
  const near = there.filter((one) => one === words[0] || one.startsWith(`${words[0]} `));
  const came = there.length === 0 ? "there is none" : `came ${(near.length > 0 ? near : there).join("; ")}`;
  return `expected ${not ? "no " : ""}${[what, ...words].join(" ")}; ${came}`;
}

/** All that could have been claimed in these words. */
function lookedAt(
  claim: Extract<Claim, { claim: "has" }>,
  seen: Seen,
  session: Session | undefined,
): string[] {
  const { page, screen } = seen;
  const { words, not } = claim;
  const held = session === undefined ? undefined : heldBy(session);
  const kase = held === undefined ? undefined : session?.cases[held];
  switch (claim.what) {
    case "verdict":
      return [planOf(seen).verdict];
    case "flag":
      return page?.kind === "person"
        ? page.flags.map((one) => one.flag)
        : planOf(seen).flags.map((one) => one.id);
    case "action":
      return actionsOf(planOf(seen)).map((action) => describe(action, not ? [] : words.slice(1)));
    case "letter":
      return [...planOf(seen).letters];
    case "practice":
      return [...planOf(seen).practice];
    case "find-out":
      return planOf(seen).findOut.map((one) =>
        words[1] === "due" ? `${one.question} due ${dueText(one.due)}` : one.question,
      );
    case "passage":
      return page?.kind === "letter" ? [...page.passages] : wrongPage("a letter", screen);
    case "notice":
      return noticesOf(page).map((one) => one.notice);
    case "miss":
      return noticesOf(page).flatMap((one) => (one.notice === "miss" ? [one.miss.miss] : []));
    case "answer": {
      const own =
        page?.kind === "letter" || page?.kind === "letter-question" ? kase?.letters[page.letter] : undefined;
      return Object.entries({ ...kase?.answers, ...own }).map(
        ([id, answer]) => `${id} ${answerText(answer)}`,
      );
    }
    case "ticked":
      return buttonsOf(screen)
        .filter((one) => one.on === true)
        .map((one) => one.id.replace(/^\w:/, ""));
    case "button":
      return buttonsOf(screen).flatMap((one) =>
        words[0]?.includes(":") === true ? one.id : one.id.replace(/^[oy]:/, ""),
      );
    case "file":
      return screen.attach.map((one) => one.type);
    case "said":
      return saidOn(screen);
    case "note":
      return Object.entries(kase?.notes ?? {}).map(([group, note]) => `${group} ${note}`);
    case "words":
      return page?.kind === "practice" ? [String(page.words ?? "none")] : wrongPage("a rehearsal", screen);
    case "number":
      return page?.kind === "question" || page?.kind === "letter-question"
        ? [`${page.number} of ${page.of}`]
        : wrongPage("a question", screen);
    case "case":
      return Object.keys(session?.cases ?? {});
    case "trace": {
      // What is kept of the member, and the text that stands on the screen.
      const kept = `${JSON.stringify(session ?? null)} ${screenText(screen)}`;
      const looked = typed(words.join(" "));
      return kept.includes(looked) ? [looked] : [];
    }
    case "change":
      return page?.kind === "plan" && page.reads === "changed" ? [""] : [];
    case "kept":
      return session === undefined ? [] : [""];
    case "struggling":
      return page !== undefined && "struggling" in page && page.struggling ? [""] : [];
  }
}

function planOf({ page, screen }: Seen): Plan {
  return page !== undefined && "plan" in page ? page.plan : wrongPage("a plan", screen);
}

function wrongPage(wanted: string, screen: Screen): never {
  throw new Error(`expected ${wanted}; came ${screen.at.kind} ${screen.at.id}`);
}

function actionsOf(plan: Plan): PlanAction[] {
  return plan.groups.flatMap((group) => group.actions);
}

/** The action in the words that were asked for: its name, `due` and a day, `waiting`, `done`, `late`. */
function describe(action: PlanAction, asked: readonly string[]): string {
  const parts = [action.id];
  if (asked.includes("due")) parts.push("due", dueText(action.due));
  if (action.due?.kind === "day" && action.due.late && asked.includes("late")) parts.push("late");
  if (action.waiting && asked.includes("waiting")) parts.push("waiting");
  if (action.done && asked.includes("done")) parts.push("done");
  return parts.join(" ");
}

function dueText(due: DueDate | undefined): string {
  switch (due?.kind) {
    case undefined:
      return "never";
    case "day":
      return due.day;
    case "hour":
      return new Date(due.at).toISOString().slice(0, 16);
    case "open":
      return `when ${due.needs.join(", ")} is known`;
  }
}

function noticesOf(page: Page | undefined): readonly Notice[] {
  return page?.notices ?? [];
}

function noticed(seen: Seen): string {
  const notices = noticesOf(seen.page).map((one) =>
    one.notice === "miss" ? `miss ${one.miss.miss}` : one.notice,
  );
  return notices.length === 0 ? "" : ` (${notices.join(", ")})`;
}

function answerText(answer: Answer): string {
  if ("skipped" in answer) return "skipped";
  if ("unsure" in answer) return "unsure";
  if ("ticked" in answer) return answer.ticked.length === 0 ? "none" : answer.ticked.join(", ");
  return String(Object.values(answer)[0]);
}

/** A member's own words on the screen, each as one text. */
function saidOn(screen: Screen): string[] {
  const said = (line: readonly Span[]): string[] =>
    line.flatMap((span) => ("said" in span ? [span.said] : []));
  const saidIn = (block: Block): string[] => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
      case "copy":
        return said(block.line);
      case "list":
        return block.items.flatMap(said);
      case "table":
        return block.rows.flatMap((row) => [row.name, ...row.cells].flatMap(said));
    }
  };
  return screen.body.flatMap(saidIn);
}
