/** The plan: flags first, then where the member stands, what to find out, actions by group, and all that belongs to it. */
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Plan, PlanAction } from "../../engine/plan.js";
import {
  type Ask,
  type Block,
  blockText,
  type Line,
  type PressButton,
  type Screen,
  type Span,
} from "../../screen.js";
import type { FlowWords } from "../library.js";
import { heading, type Part, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { writeDay, writeDue } from "../write.js";
import { sourceLines } from "./article.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, withPerson } from "./common.js";
import { tableBlock } from "./table.js";

type PlanPage = Extract<Page, { kind: "plan" }>;

export function planScreen(make: Make, page: PlanPage): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const parts = pack(planPieces(make, page.flow, page.plan, page.reads));
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "plan", id: page.plan.verdict, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "plan", "title", { flow: mine?.title ?? page.flow }),
    body: part?.blocks ?? [],
    asks: asksOf(page.plan, part),
    go: withPerson(make, [
      ...(number < parts.length ? [button(make, "more")] : []),
      ...(number > 1 ? [button(make, "less")] : []),
      button(make, "calendar"),
      button(make, "changes"),
      button(make, "review"),
      button(make, "start-over"),
      button(make, "forget"),
      button(make, "home"),
    ]),
    foot: footOf(make, mine, number, parts.length),
  });
}

/** The whole plan as plain text, to take along. */
export function planAsText(make: Make, flow: string, plan: Plan): string {
  const mine = flowWordsOf(make, flow);
  const parts = pack(planPieces(make, flow, plan, "as-made"), {
    text: Number.MAX_SAFE_INTEGER,
    ticks: Number.MAX_SAFE_INTEGER,
    options: Number.MAX_SAFE_INTEGER,
  });
  return [
    say(make.library.interface, "plan", "title", { flow: mine?.title ?? flow }),
    ...parts.flatMap((part) => part.blocks.map(blockText)),
    say(make.library.interface, "plan", "foot"),
  ].join("\n\n");
}

export function groupScreen(make: Make, page: Extract<Page, { kind: "group" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const group = page.plan.groups.find((one) => one.id === page.group);
  const titled = mine === undefined ? undefined : own(mine.groups, page.group);
  const actions = group?.actions ?? [];
  const done = actions.filter((action) => action.done).length;
  const head = heading(say(words, "group", "progress", { done, of: actions.length }));
  const parts = pack([
    ...(titled?.text === undefined ? [] : [{ blocks: [paragraph(titled.text)] }]),
    ...actions.map((action) => actionPiece(make, mine, action, { heading: head, again: head })),
    ...(page.note === undefined
      ? []
      : [
          {
            blocks: [
              {
                kind: "paragraph",
                line: [{ text: `${say(words, "group", "note")} ` }, { said: page.note }],
              } as const,
            ],
          },
        ]),
  ]);
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "group", id: page.group, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: titled?.title ?? page.group,
    body: part?.blocks ?? [],
    asks: asksOf(page.plan, part),
    go: withPerson(make, [
      ...(number < parts.length ? [button(make, "more")] : []),
      ...(number > 1 ? [button(make, "less")] : []),
      ...(group?.note === undefined ? [] : [button(make, "note", `note:${page.group}`)]),
      button(make, "to-plan", "close"),
    ]),
  });
}

export function actionScreen(make: Make, page: Extract<Page, { kind: "action" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const action = page.plan.groups.flatMap((group) => group.actions).find((one) => one.id === page.action);
  const titled = mine === undefined ? undefined : own(mine.actions, page.action);
  const article = action?.article === undefined ? undefined : own(make.library.articles, action.article);
  const body: Block[] = [
    ...(titled?.text === undefined ? [] : [paragraph(titled.text)]),
    ...(action?.due === undefined
      ? []
      : [paragraph(say(words, "action", "due", { due: dueText(make, mine, action) }))]),
    ...(action?.waiting === true ? [paragraph(say(words, "action", "waiting"))] : []),
    ...(article === undefined ? [] : [paragraph(article.short)]),
    paragraph(say(words, "action", action?.done === true ? "done" : "not-done")),
  ];
  const options: PressButton[] =
    action === undefined
      ? []
      : [
          ...(article === undefined ? [] : [button(make, "read", `a:${article.id}`)]),
          ...(action.letter === undefined || action.waiting
            ? []
            : [button(make, "letter", `l:${action.letter}`)]),
          ...(action.practice === undefined || action.waiting
            ? []
            : [button(make, "practice", `p:${action.practice}`)]),
          ...(action.command === undefined
            ? []
            : [
                labelled(
                  `open:${action.command}`,
                  say(words, "buttons", "open-case", { command: action.command }),
                ),
              ]),
          button(make, action.done ? "untick" : "tick", `t:${action.id}`),
        ];
  return screenOf({
    at: { kind: "action", id: page.action, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: titled?.title ?? page.action,
    body,
    asks: options.length === 0 ? [] : [{ kind: "one", options }],
    go: withPerson(make, [button(make, "to-plan", "close")]),
  });
}

/** The due date of an action in words. */
export function dueText(make: Make, mine: FlowWords | undefined, action: Pick<PlanAction, "due">): string {
  if (action.due === undefined) return "";
  const name = (date: string): string =>
    mine === undefined ? date : (own(mine.dates, date) ?? own(mine.questions, date)?.short ?? date);
  return writeDue(make.library.interface, action.due, name, make.setting.zone);
}

function planPieces(make: Make, flow: string, plan: Plan, reads: PlanPage["reads"]): Piece[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  const verdict = mine === undefined ? undefined : own(mine.verdicts, plan.verdict);
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
    ...findOutPieces(make, mine, plan),
    ...groupPieces(make, mine, plan),
    ...endPieces(make, mine, plan),
  ];
}

function flagPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  if (plan.flags.length === 0) return [];
  const head = heading(say(words, "plan", "flags"));
  const items = plan.flags.map((flag): Piece => {
    const one = mine === undefined ? undefined : own(mine.flags, flag.id);
    const person = say(words, "people", flag.to);
    return {
      item: {
        heading: head,
        again: head,
        ordered: false,
        line: [
          { text: one?.title ?? flag.id, mark: "strong" },
          { text: ` ${say(words, "plan", "flag-item", { person, text: one?.text ?? "" })}` },
          ...(one === undefined || one.bring.length === 0
            ? []
            : [{ text: ` ${say(words, "stop", "bring")} ${one.bring.join("; ")}.` }]),
        ],
      },
    };
  });
  return [...items, ...(plan.stopped ? [{ blocks: [paragraph(say(words, "plan", "stopped"))] }] : [])];
}

function findOutPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const head = heading(say(words, "plan", "find-out"));
  return plan.findOut.map((one): Piece => {
    const short = (mine === undefined ? undefined : own(mine.questions, one.question)?.short) ?? one.question;
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
        ],
      },
      options: [
        ...(article === undefined ? [] : [labelled(`a:${article.id}`, article.title)]),
        labelled(`know:${one.question}`, say(words, "buttons", "know", { question: short })),
        ...(one.letter === undefined ? [] : letterButtons(make, [one.letter])),
      ],
    };
  });
}

function groupPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const opened: Piece[] = [];
  const pieces = plan.groups.flatMap((group): Piece[] => {
    const titled = mine === undefined ? undefined : own(mine.groups, group.id);
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
      ...(group.note === undefined
        ? []
        : [{ options: [labelled(`note:${group.id}`, say(words, "buttons", "note"))] }]),
    ];
  });
  return [...pieces, ...opened];
}

function actionPiece(
  make: Make,
  mine: FlowWords | undefined,
  action: PlanAction,
  heads: { heading: Block; again: Block },
): Piece {
  const words = make.library.interface;
  const titled = mine === undefined ? undefined : own(mine.actions, action.id);
  const title = titled?.title ?? action.id;
  const due = action.due === undefined ? "" : ` — ${dueText(make, mine, action)}`;
  const line: Span[] = [
    ...(action.done ? [{ text: `${say(words, "plan", "done-mark")} ` }] : []),
    { text: title, mark: "strong" },
    { text: `${due}${action.waiting ? ` — ${say(words, "plan", "waiting")}` : ""}` },
    ...(titled?.text === undefined || action.done ? [] : [{ text: `. ${titled.text}` }]),
  ];
  const leads = action.article ?? action.letter ?? action.practice ?? action.command;
  return {
    item: { ...heads, ordered: false, line },
    tick: { id: `t:${action.id}`, label: title, ...(action.done ? { on: true } : {}) },
    ...(leads === undefined ? {} : { options: [labelled(`s:${action.id}`, title)] }),
  };
}

function endPieces(make: Make, mine: FlowWords | undefined, plan: Plan): Piece[] {
  const words = make.library.interface;
  const practices = plan.practice.map((id) =>
    labelled(`p:${id}`, (mine === undefined ? undefined : own(mine.practice, id)?.title) ?? id),
  );
  const names = (buttons: readonly PressButton[]): Block => ({
    kind: "list",
    ordered: false,
    items: buttons.map((one): Line => [{ text: one.label }]),
  });
  const letters = letterButtons(make, plan.letters);
  const sources = mine === undefined ? [] : sourceLines(make, mine.sources);
  return [
    ...plan.tables.map((table): Piece => ({ blocks: tableBlock(make, mine, table) })),
    ...(letters.length === 0
      ? []
      : [{ blocks: [heading(say(words, "plan", "letters")), names(letters)], options: letters }]),
    ...(practices.length === 0
      ? []
      : [{ blocks: [heading(say(words, "plan", "practice")), names(practices)], options: practices }]),
    ...(sources.length === 0
      ? []
      : [
          {
            blocks: [
              heading(
                say(words, "plan", "sources", {
                  day: mine === undefined ? "" : writeDay(words, mine.reviewed),
                }),
              ),
              { kind: "list", ordered: false, items: sources } as const,
            ],
          },
        ]),
  ];
}

function letterButtons(make: Make, letters: readonly string[]): PressButton[] {
  return letters.map((id) => labelled(`l:${id}`, own(make.library.letterWords, id)?.title ?? id));
}

/** Tick boxes name the range of actions they show, so that a pick of all of them can be read (`screens/plan.ts` of the engine). */
function asksOf(plan: Plan, part: Part | undefined): Ask[] {
  if (part === undefined) return [];
  const order = plan.groups.flatMap((group) => group.actions.map((action) => `t:${action.id}`));
  const first = part.ticks[0];
  const from = first === undefined ? -1 : order.indexOf(first.id);
  return [
    ...(from === -1
      ? []
      : [{ kind: "many", group: `t:${from}-${from + part.ticks.length}`, options: part.ticks } as const]),
    ...(part.options.length === 0 ? [] : [{ kind: "one", options: part.options } as const]),
  ];
}

function footOf(make: Make, mine: FlowWords | undefined, part: number, of: number): Span[] {
  const words = make.library.interface;
  const until = new Date(make.setting.now + make.setting.sessionDays * 86_400_000).toISOString().slice(0, 10);
  return [
    ...(of > 1 ? [{ text: `${say(words, "plan", "part", { part, of })} ` }] : []),
    { text: `${say(words, "plan", "foot")} ` },
    {
      text: say(words, "plan", "kept", {
        day: writeDay(words, until),
        reviewed: mine === undefined ? "" : writeDay(words, mine.reviewed),
      }),
    },
  ];
}
