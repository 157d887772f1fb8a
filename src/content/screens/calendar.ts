/** The dates of a plan, to take along: the list on the screen and the calendar file are made of the same entries. */
import type { Day, Instant } from "../../engine/day.js";
import type { DueDate } from "../../engine/due.js";
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Plan } from "../../engine/plan.js";
import type { PlanTable } from "../../engine/tables.js";
import type { Screen } from "../../screen.js";
import { heading, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { writeDay } from "../write.js";
import { hoursText, periodText, readClock } from "./clock-table.js";
import { button, flowWordsOf, type Make, noticeOf, turnButtons, withPerson } from "./common.js";
import { actionText, dueText } from "./plan-pieces.js";
import { zoneNamer } from "./table.js";

/**
 * One event. `id` is the same each time, so that a calendar replaces it. `text` is what to do; `name` and `when`, its
 * date in words, are for the list on the screen. The title also has what the day alone does not say: late, expected.
 */
export type CalendarEntry = { id: string; title: string; text: string; name: string; when: string } & (
  | { day: Day }
  | { at: Instant }
);

export type CalendarEntries = {
  /** What is to be found out or done and has a day or an hour. What waits for a talk is named as waiting. */
  steps: readonly CalendarEntry[];
  /** The same where the day has passed: in the calendar they stand on today, since nobody looks at the past. */
  late: readonly CalendarEntry[];
  /** Days of the plan's tables of dates, from today on. */
  dates: readonly CalendarEntry[];
  /** The first day of each period of a table of hours. */
  hours: readonly CalendarEntry[];
};

export function calendarEntries(make: Make, flow: string, plan: Plan): CalendarEntries {
  const steps = stepsOf(make, flow, plan);
  const dates = plan.tables.flatMap((table) => (table.kind === "dates" ? daysOf(make, flow, table) : []));
  return {
    steps: steps.filter((one) => !one.late).map((one) => one.entry),
    late: steps.filter((one) => one.late).map((one) => one.entry),
    // One day may stand in several tables.
    dates: dates.filter((one, index) => dates.findIndex((other) => other.id === one.id) === index),
    hours: plan.tables.flatMap((table) => (table.kind === "clock" ? hoursOf(make, flow, table) : [])),
  };
}

/** The entries of the file, in the order of the list. */
export function allEntries({ steps, late, dates, hours }: CalendarEntries): CalendarEntry[] {
  return [...steps, ...late, ...dates, ...hours];
}

type Step = { late: boolean; entry: CalendarEntry };

function stepsOf(make: Make, flow: string, plan: Plan): Step[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  const step = (id: string, title: string, text: string, due: DueDate | undefined): Step[] => {
    if (due === undefined || due.kind === "open") return [];
    const when = dueText(make, mine, { due });
    const base = { id: `${flow}-${id}`, name: title, title, text: lines(text, when), when };
    if (due.kind === "hour") return [{ late: false, entry: { ...base, at: due.at } }];
    const marks = [
      ...(due.late ? [say(words, "calendar", "event-late")] : []),
      ...(due.confirmed ? [] : [say(words, "plan", "not-confirmed")]),
    ];
    const day = due.late ? make.setting.today : due.day;
    return [{ late: due.late, entry: { ...base, title: [title, ...marks].join(" "), day } }];
  };
  const findOut = plan.findOut.flatMap(({ question, due }) => {
    const short = own(mine?.questions, question)?.short ?? question;
    return step(`find-${question}`, `${say(words, "plan", "find-out")}: ${short}`, "", due);
  });
  const actions = plan.groups.flatMap((group) =>
    group.actions.flatMap((action) => {
      if (action.done) return [];
      const titled = own(mine?.actions, action.id);
      const waits = action.waiting ? ` (${say(words, "plan", "waiting")})` : "";
      const text = actionText(mine, action) ?? "";
      return step(action.id, `${titled?.title ?? action.id}${waits}`, text, action.due);
    }),
  );
  return [...findOut, ...actions];
}

function daysOf(make: Make, flow: string, table: Extract<PlanTable, { kind: "dates" }>): CalendarEntry[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  return table.rows.flatMap(({ id, day, confirmed, late }): CalendarEntry[] => {
    if (day === undefined || late) return [];
    const name = own(mine?.dates, id) ?? own(mine?.questions, id)?.short ?? id;
    const marked = (text: string): string =>
      confirmed ? text : `${text} ${say(words, "plan", "not-confirmed")}`;
    const when = marked(writeDay(words, day));
    return [{ id: `${flow}-date-${id}`, name, title: marked(name), text: "", when, day }];
  });
}

/** What a member rehearses by: on the first day of each period the calendar says which hours begin now. */
function hoursOf(make: Make, flow: string, table: Extract<PlanTable, { kind: "clock" }>): CalendarEntry[] {
  const words = make.library.interface;
  const mine = flowWordsOf(make, flow);
  const nameOf = zoneNamer(make, flow);
  const { periods, text } = readClock(make, mine, table, nameOf);
  const name = own(mine?.tables, table.id)?.title ?? table.id;
  return periods.map((period): CalendarEntry => {
    const hours = table.against.map((zone, index) => {
      const one = period.hours[index];
      return `${nameOf(zone)}: ${one === undefined ? "" : hoursText(make, one)}`;
    });
    return {
      // The last day, since the first of the running period moves on with today.
      id: `${flow}-${table.id}-until-${period.to}`,
      name,
      title: say(words, "clock", "event", { title: name }),
      text: lines(periodText(make, period), text, ...hours),
      when: periodText(make, period),
      day: period.from,
    };
  });
}

function lines(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}

export function calendarScreen(make: Make, page: Extract<Page, { kind: "calendar" }>): Screen {
  const words = make.library.interface;
  const entries = calendarEntries(make, page.flow, page.plan);
  const under = (title: string, list: readonly CalendarEntry[]): Piece[] => {
    const heads = { heading: heading(title), again: heading(say(words, "plan", "continued", { title })) };
    return list.map(
      ({ name, when }): Piece => ({
        item: { ...heads, ordered: false, line: [{ text: `${name} — ${when}` }] },
      }),
    );
  };
  const nothing = allEntries(entries).length === 0;
  const parts = pack([
    { blocks: [paragraph(say(words, "calendar", nothing ? "nothing" : "intro"))] },
    ...under(say(words, "calendar", "list"), entries.steps),
    ...under(say(words, "calendar", "late"), entries.late),
    ...under(say(words, "calendar", "dates"), entries.dates),
    ...under(say(words, "calendar", "hours"), entries.hours),
    { blocks: [paragraph(say(words, "calendar", "plan"))] },
  ]);
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "calendar", id: page.flow, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "calendar", "title"),
    body: part?.blocks ?? [],
    go: withPerson(make, [...turnButtons(make, number, parts.length), button(make, "to-plan", "close")]),
  });
}
