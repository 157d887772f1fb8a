/** The tables of a plan: which answers, days and hours stand in them. */
import type { Answer } from "./answer.js";
import type { Day } from "./day.js";
import { dateNamed } from "./due.js";
import type { ClockTime, DateName, Flow, OptionId, QuestionId, Table } from "./flow.js";
import type { Facts } from "./path.js";

export type PlanTable =
  | {
      id: string;
      kind: "columns";
      head: readonly (Answer | undefined)[];
      columns: readonly string[];
      rows: readonly { row: QuestionId; cells: readonly (Answer | undefined)[]; marked: boolean }[];
    }
  | {
      id: string;
      kind: "dates";
      rows: readonly { id: string; day?: Day; confirmed: boolean; late: boolean }[];
    }
  /** `chosen` is the option of the question `column`; without it every column is shown. */
  | { id: string; kind: "data"; from: string; column?: QuestionId; chosen?: OptionId }
  /** Without `zone` the member gave none, and nothing can be computed. */
  | {
      id: string;
      kind: "clock";
      zone?: string;
      against: readonly string[];
      hours: readonly [ClockTime, ClockTime];
      days: ClockDays;
    };

/** The days of a clock table from today on; `open` where a date is not known yet. */
export type ClockDays =
  | { is: "known"; from: Day; to: Day; confirmed: boolean }
  | { is: "over"; to: Day }
  | { is: "open"; needs: readonly DateName[] };

/** `facts` are those of the answers; what counts from today counts from `today`. */
export function tableOf(flow: Flow, table: Table, facts: Facts, today: Day): PlanTable {
  switch (table.kind) {
    case "columns": {
      const cell = (column: string, row: string): Answer | undefined => facts.answer(`${column}.${row}`);
      const matters = table.mark === undefined ? undefined : facts.answer(table.mark);
      const marked = matters !== undefined && "ticked" in matters ? matters.ticked : [];
      return {
        id: table.id,
        kind: "columns",
        columns: table.columns,
        head: table.columns.map((column) => cell(column, table.head)),
        rows: table.rows.map((row) => ({
          row,
          cells: table.columns.map((column) => cell(column, row)),
          marked: marked.includes(row),
        })),
      };
    }
    case "dates":
      return {
        id: table.id,
        kind: "dates",
        rows: table.rows.map((id) => {
          const date = dateNamed(flow, id, facts);
          return date === undefined
            ? { id, confirmed: false, late: false }
            : { id, day: date.day, confirmed: date.confirmed, late: date.day < today };
        }),
      };
    case "data": {
      const { id, kind, from, column } = table;
      if (column === undefined) return { id, kind, from };
      const answer = facts.answer(column);
      const chosen = answer !== undefined && "choice" in answer ? { chosen: answer.choice } : {};
      return { id, kind, from, column, ...chosen };
    }
    case "clock": {
      const { id, kind, against, hours } = table;
      const answer = facts.answer(table.zone);
      const zone = answer !== undefined && "pick" in answer ? { zone: answer.pick } : {};
      return { id, kind, against, hours, days: clockDays(flow, table.between, facts, today), ...zone };
    }
  }
}

/** What has passed of the days is left out: nobody needs the hours of yesterday. */
function clockDays(
  flow: Flow,
  [first, last]: readonly [DateName, DateName],
  facts: Facts,
  today: Day,
): ClockDays {
  const [from, to] = [dateNamed(flow, first, facts), dateNamed(flow, last, facts)];
  if (from === undefined || to === undefined) {
    return { is: "open", needs: [first, last].filter((name) => dateNamed(flow, name, facts) === undefined) };
  }
  if (to.day < today) return { is: "over", to: to.day };
  const begun = from.day < today;
  return {
    is: "known",
    from: begun ? today : from.day,
    to: to.day,
    confirmed: (begun || from.confirmed) && to.confirmed,
  };
}
