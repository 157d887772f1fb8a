/** The dates of a plan, to take along: the list on the screen and the calendar file are made of the same steps. */

import type { DueDate } from "../../engine/due.js";
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Plan } from "../../engine/plan.js";
import type { Screen } from "../../screen.js";
import { bullets, heading, paragraph, screenOf } from "../pack.js";
import { say } from "../words.js";
import { button, flowWordsOf, type Make, noticeOf, withPerson } from "./common.js";
import { dueText } from "./plan-pieces.js";

type Dated = Exclude<DueDate, { kind: "open" }>;

/** `id` is the same each time. `text` is what to do, `when` the due date in words. */
export type CalendarStep = { id: string; title: string; text: string; when: string; due: Dated };

/** Everything still to be found out or done that has a day or an hour. What waits for a talk is named as waiting. */
export function calendarSteps(make: Make, flow: string, plan: Plan): CalendarStep[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  const step = (id: string, title: string, text: string, due: DueDate | undefined): CalendarStep[] =>
    due === undefined || due.kind === "open"
      ? []
      : [{ id: `${flow}-${id}`, title, text, when: dueText(make, mine, { due }), due }];
  const findOut = plan.findOut.flatMap(({ question, due }) => {
    const short = own(mine?.questions, question)?.short ?? question;
    return step(`find-${question}`, `${say(words, "plan", "find-out")}: ${short}`, "", due);
  });
  const actions = plan.groups.flatMap((group) =>
    group.actions.flatMap(({ id, due, done, waiting }) => {
      if (done) return [];
      const titled = own(mine?.actions, id);
      const waits = waiting ? ` (${say(words, "plan", "waiting")})` : "";
      return step(id, `${titled?.title ?? id}${waits}`, titled?.text ?? "", due);
    }),
  );
  return [...findOut, ...actions];
}

export function calendarScreen(make: Make, page: Extract<Page, { kind: "calendar" }>): Screen {
  const words = make.library.interface;
  const items = calendarSteps(make, page.flow, page.plan).map(({ title, when }) => `${title} — ${when}`);
  return screenOf({
    at: { kind: "calendar", id: page.flow, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "calendar", "title"),
    body: [
      ...(items.length === 0
        ? [paragraph(say(words, "calendar", "nothing"))]
        : [
            paragraph(say(words, "calendar", "intro")),
            heading(say(words, "calendar", "list")),
            bullets(items),
          ]),
      paragraph(say(words, "calendar", "plan")),
    ],
    go: withPerson(make, [button(make, "to-plan", "close")]),
  });
}
