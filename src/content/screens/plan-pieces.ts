/** The pieces a plan is packed from: flags, verdict, what to find out, actions by group, letters, tables, sources. */
import { own } from "../../engine/flow.js";
import type { Plan, PlanAction } from "../../engine/plan.js";
import type { Block, Line, PressButton, Span } from "../../screen.js";
import type { FlowWords } from "../library.js";
import { heading, type Piece, paragraph } from "../pack.js";
import { say } from "../words.js";
import { writeDay, writeDue } from "../write.js";
import { flowWordsOf, labelled, type Make, openButton } from "./common.js";
import { tablePieces } from "./table.js";

/** The whole plan as pieces, in the order in which a member reads it. */
export function planPieces(make: Make, flow: string, plan: Plan, reads: "as-made" | "changed"): Piece[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  const verdict = own(mine?.verdicts, plan.verdict);
  const begun = paragraph(say(words, "plan", "made", { day: writeDay(words, plan.day) }));
  return [
    ...(reads === "changed" ? [{ blocks: [paragraph(say(words, "plan", "changed"))] }] : []),
    ...flagPieces(make, mine, plan),
    {
      blocks: [
        heading(verdict?.title ?? plan.verdict),
        ...(verdict?.text === undefined ? [] : [paragraph(verdict.text)]),
        begun,
      ],
    },
    ...tables(make, flow, plan, "first"),
    ...findOutPieces(make, mine, plan),
    ...groupPieces(make, mine, plan),
    ...bringPieces(make, mine, plan),
    ...endPieces(make, flow, mine, plan),
  ];
}

function flagPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  if (plan.flags.length === 0) return [];
  const head = heading(say(words, "plan", "flags"));
  const items = plan.flags.map((flag): Piece => {
    const one = own(mine?.flags, flag.id);
    const person = say(words, "people", flag.to);
    return {
      item: {
        heading: head,
        again: head,
        ordered: false,
        line: [
          { text: one?.title ?? flag.id, mark: "strong" },
          { text: ` ${say(words, "plan", "flag-item", { person, text: one?.text ?? "" })}` },
        ],
      },
    };
  });
  return [...items, ...(plan.stopped ? [{ blocks: [paragraph(say(words, "plan", "stopped"))] }] : [])];
}

/** What to bring to each person, after the steps: whoever reads the plan for the first time wants to know what to do. */
function bringPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const head = heading(say(make.library.interface, "plan", "bring"));
  return plan.flags.flatMap((flag): Piece[] => {
    const one = own(mine?.flags, flag.id);
    if (one === undefined || one.bring.length === 0) return [];
    const line: Line = [{ text: one.title, mark: "strong" }, { text: `: ${one.bring.join("; ")}.` }];
    return [{ item: { heading: head, again: head, ordered: false, line } }];
  });
}

function findOutPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const head = heading(say(words, "plan", "find-out"));
  return plan.findOut.map((one): Piece => {
    const short = own(mine?.questions, one.question)?.short ?? one.question;
    const know = labelled(`know:${one.question}`, say(words, "buttons", "know", { question: short }));
    if (one.waiting && one.waits === true) {
      const line: Line = [{ text: short, mark: "strong" }, { text: ` — ${say(words, "plan", "waiting")}.` }];
      return { item: { heading: head, again: head, ordered: false, line }, options: [know] };
    }
    const due = one.due === undefined ? "" : ` — ${dueText(make, mine, { due: one.due })}`;
    const article = own(make.library.articles, one.article);
    return {
      item: {
        heading: head,
        again: head,
        ordered: false,
        line: [
          { text: short, mark: "strong" },
          { text: `${due}. ${article?.short ?? ""}` },
          { text: ` ${say(words, "plan", "find-out-item")}` },
          ...(one.waiting ? [{ text: ` ${say(words, "plan", "find-out-waits")}` }] : []),
        ],
      },
      options: [
        ...(article === undefined ? [] : [labelled(`a:${article.id}`, article.title)]),
        know,
        ...(one.letter === undefined || one.waiting ? [] : letterButtons(make, [one.letter])),
        ...(one.command === undefined || one.waiting ? [] : [openButton(make, one.command)]),
      ],
    };
  });
}

function groupPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const opened: Piece[] = [];
  const pieces = plan.groups.flatMap((group): Piece[] => {
    const titled = own(mine?.groups, group.id);
    const title = titled?.title ?? group.id;
    if (group.opens) {
      const done = group.actions.filter((action) => action.done).length;
      opened.push({
        blocks: [heading(title), paragraph(say(words, "plan", "opens", { done, of: group.actions.length }))],
        options: [labelled(`g:${group.id}`, title)],
      });
      return [];
    }
    const head = heading(title);
    const again = heading(say(words, "plan", "continued", { title }));
    return [
      ...group.actions.map((action) => actionPiece(make, mine, action, { heading: head, again })),
      ...(group.noted === undefined ? [] : [{ blocks: [notedBlock(make, group.noted)] }]),
      ...(group.note === undefined ? [] : [{ options: [noteButton(make, group.id, title)] }]),
    ];
  });
  return [...pieces, ...opened];
}

/** What the member wrote down under a group. */
export function notedBlock(make: Make, noted: string): Block {
  const before = say(make.library.interface, "group", "note");
  return { kind: "paragraph", line: [{ text: `${before} ` }, { said: noted }] };
}

/** A plan can have several notes, so each button says whose it is. */
export function noteButton(make: Make, id: string, group: string): PressButton {
  return labelled(`note:${id}`, say(make.library.interface, "buttons", "note", { group }));
}

export function actionPiece(
  make: Make,
  mine: FlowWords | undefined,
  action: PlanAction,
  heads: { heading: Block; again: Block },
): Piece {
  const words = make.library.interface;
  const titled = own(mine?.actions, action.id);
  const title = titled?.title ?? action.id;
  const due = dueText(make, mine, action);
  const text = actionText(mine, action);
  const after = `${due === "" ? "" : ` — ${due}`}${action.waiting ? ` — ${say(words, "plan", "waiting")}` : ""}`;
  // A title that ends in "?" or "!" needs no full stop behind it.
  const stop = /[.?!…]$/.test(`${title}${after}`) ? "" : ".";
  const line: Span[] = [
    ...(action.done ? [{ text: `${say(words, "plan", "done-mark")} ` }] : []),
    { text: title, mark: "strong" },
    { text: after },
    ...(text === undefined || action.done ? [] : [{ text: `${stop} ${text}` }]),
  ];
  const leads = action.article ?? action.letter ?? action.practice ?? action.command;
  return {
    item: { ...heads, ordered: false, line },
    tick: { id: `t:${action.id}`, label: title, ...(action.done ? { on: true } : {}) },
    ...(leads === undefined ? {} : { options: [labelled(`s:${action.id}`, title)] }),
  };
}

function endPieces(make: Make, flow: string, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const practices = plan.practice.map((id) => labelled(`p:${id}`, own(mine?.practice, id)?.title ?? id));
  const names = (buttons: readonly PressButton[]): Block => ({
    kind: "list",
    ordered: false,
    items: buttons.map((one): Line => [{ text: one.label }]),
  });
  const letters = letterButtons(make, plan.letters);
  return [
    ...tables(make, flow, plan, "last"),
    ...(letters.length === 0
      ? []
      : [{ blocks: [heading(say(words, "plan", "letters")), names(letters)], options: letters }]),
    ...(practices.length === 0
      ? []
      : [{ blocks: [heading(say(words, "plan", "practice")), names(practices)], options: practices }]),
    ...(mine === undefined
      ? []
      : [
          {
            blocks: [
              paragraph(
                say(words, "plan", "sources", {
                  count: mine.sources.length,
                  day: writeDay(words, mine.reviewed),
                }),
              ),
            ],
          },
        ]),
  ];
}

function tables(make: Make, flow: string, plan: Plan, where: "first" | "last"): Piece[] {
  return plan.tables
    .filter((table) => table.first === (where === "first"))
    .flatMap((table) => tablePieces(make, flow, table));
}

function letterButtons(make: Make, letters: readonly string[]): PressButton[] {
  return letters.map((id) => labelled(`l:${id}`, own(make.library.letterWords, id)?.title ?? id));
}

/** What an action is; what can still be done where its day has passed and the words say so. */
export function actionText(mine: FlowWords | undefined, action: PlanAction): string | undefined {
  const titled = own(mine?.actions, action.id);
  return isLate(action) && !action.done ? (titled?.late ?? titled?.text) : titled?.text;
}

function isLate({ due }: Pick<PlanAction, "due">): boolean {
  return due?.kind === "day" && due.late;
}

/** The due date of an action in words; nothing where there is none, or where it has passed and the action is done. */
export function dueText(
  make: Make,
  mine: FlowWords | undefined,
  action: Pick<PlanAction, "due"> & { done?: boolean },
): string {
  // What is done is not late.
  if (action.due === undefined || (action.done === true && isLate(action))) return "";
  const name = (date: string): string => own(mine?.dates, date) ?? own(mine?.questions, date)?.short ?? date;
  return writeDue(make.library.interface, action.due, name, make.setting.zone);
}
