/** The plan: flags first, then where the member stands, what to find out, actions by group, and all that belongs to it. */
import { addDays } from "../../engine/day.js";
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import { boxOrder, type Plan, type PlanAction } from "../../engine/plan.js";
import { type Ask, type Block, blockText, type PressButton, type Screen, type Span } from "../../screen.js";
import type { FlowWords } from "../library.js";
import { heading, type Part, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { writeDay } from "../write.js";
import { button, flowWordsOf, type Make, noticeOf, openButton, turnButtons, withPerson } from "./common.js";
import { actionPiece, actionText, dueText, noteButton, notedBlock, planPieces } from "./plan-pieces.js";
import { sourcePieces } from "./sources.js";

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
    asks: asksOf(make, page.plan, part),
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      button(make, "calendar"),
      button(make, "changes"),
      button(make, "sources"),
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
  // On paper nothing can be opened, so lists that open and addresses behind links are written out.
  const open = { ...plan, groups: plan.groups.map((group) => ({ ...group, opens: false })) };
  const parts = pack([...planPieces(make, flow, open, "as-made"), ...sourcePieces(make, flow)], {
    text: Number.MAX_SAFE_INTEGER,
    ticks: Number.MAX_SAFE_INTEGER,
    options: Number.MAX_SAFE_INTEGER,
  });
  return [
    say(make.library.interface, "plan", "title", { flow: mine?.title ?? flow }),
    ...parts.flatMap((part) => part.blocks.map((block) => blockText(block, "with address"))),
    say(make.library.interface, "plan", "foot"),
  ].join("\n\n");
}

export function groupScreen(make: Make, page: Extract<Page, { kind: "group" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const group = page.plan.groups.find((one) => one.id === page.group);
  const titled = own(mine?.groups, page.group);
  const actions = group?.actions ?? [];
  const done = actions.filter((action) => action.done).length;
  const head = heading(say(words, "group", "progress", { done, of: actions.length }));
  const parts = pack([
    ...(titled?.text === undefined ? [] : [{ blocks: [paragraph(titled.text)] }]),
    ...actions.map((action) => actionPiece(make, mine, action, { heading: head, again: head })),
    ...(page.note === undefined ? [] : [{ blocks: [notedBlock(make, page.note)] }]),
  ]);
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "group", id: page.group, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: titled?.title ?? page.group,
    body: part?.blocks ?? [],
    asks: asksOf(make, page.plan, part),
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      ...(group?.note === undefined ? [] : [noteButton(make, page.group, titled?.title ?? page.group)]),
      button(make, "to-plan", "close"),
    ]),
  });
}

export function actionScreen(make: Make, page: Extract<Page, { kind: "action" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const action = page.plan.groups.flatMap((group) => group.actions).find((one) => one.id === page.action);
  const titled = own(mine?.actions, page.action);
  const article = action?.article === undefined ? undefined : own(make.library.articles, action.article);
  const text = action === undefined ? undefined : actionText(mine, action);
  const due = action === undefined ? "" : dueText(make, mine, action);
  const body: Block[] = [
    ...(text === undefined ? [] : [paragraph(text)]),
    ...(due === "" ? [] : [paragraph(say(words, "action", "due", { due }))]),
    ...(action?.waiting === true ? [paragraph(say(words, "action", "waiting"))] : []),
    ...(article === undefined ? [] : [paragraph(article.short)]),
    paragraph(say(words, "action", action?.done === true ? "done" : "not-done")),
  ];
  const options: PressButton[] =
    action === undefined
      ? []
      : [
          ...(article === undefined ? [] : [button(make, "read", `a:${article.id}`)]),
          ...(action.waiting ? [] : leadsOf(make, action)),
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

/** What an action leads to beside its article. */
function leadsOf(make: Make, action: PlanAction): PressButton[] {
  const { letter, practice, command } = action;
  return [
    ...(letter === undefined ? [] : [button(make, "letter", `l:${letter}`)]),
    ...(practice === undefined ? [] : [button(make, "practice", `p:${practice}`)]),
    ...(command === undefined ? [] : [openButton(make, command)]),
  ];
}

/** Tick boxes name the range of actions they show, so that a pick of all of them can be read (`screens/plan.ts` of the engine). */
function asksOf(make: Make, plan: Plan, part: Part | undefined): Ask[] {
  if (part === undefined) return [];
  const order = boxOrder(plan).map((id) => `t:${id}`);
  const first = part.ticks[0];
  const from = first === undefined ? -1 : order.indexOf(first.id);
  return [
    ...(from === -1
      ? []
      : [
          {
            kind: "many",
            legend: say(make.library.interface, "plan", "tick-step"),
            group: `t:${from}-${from + part.ticks.length}`,
            options: part.ticks,
          } as const,
        ]),
    ...(part.options.length === 0
      ? []
      : [
          {
            kind: "one",
            legend: say(make.library.interface, "plan", "open-step"),
            options: part.options,
          } as const,
        ]),
  ];
}

function footOf(make: Make, mine: FlowWords | undefined, part: number, of: number): Span[] {
  const words = make.library.interface;
  const until = addDays(make.setting.today, make.setting.sessionDays);
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
