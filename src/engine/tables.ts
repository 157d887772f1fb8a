/** The tables of a plan: which answers, days and hours stand in them. */
import type { Answer } from "./answer.js";
import type { Day } from "./day.js";
import { dateNamed } from "./due.js";
import type { ClockTime, DateName, Flow, OptionId, QuestionId, Table } from "./flow.js";
import type { Facts } from "./path.js";

export type PlanTable = Pick<Table, "id" | "first"> &
  (
    | {
        kind: "columns";
        head: readonly (Answer | undefined)[];
        columns: readonly string[];
        rows: readonly { row: QuestionId; cells: readonly (Answer | undefined)[]; marked: boolean }[];
      }
    /** `late`: the day has passed. */
    | { kind: "dates"; rows: readonly { id: string; day?: Day; confirmed: boolean; late: boolean }[] }
    /** `chosen` is the option of the question `column`; without it every column is shown. */
    | { kind: "data"; from: string; column?: QuestionId; chosen?: OptionId }
    /** Without `zone` the member gave none, and nothing can be computed. */
    | {
        kind: "clock";
        zone?: string;
        against: readonly string[];
        hours: readonly [ClockTime, ClockTime];
        days: ClockDays;
      }
  );

/** The days of a clock table from today on; `open` where a date is not known yet, or the last comes before the first. */
export type ClockDays =
  | { is: "known"; from: Day; to: Day; confirmed: boolean }
  | { is: "over"; to: Day }
  | { is: "open"; needs: readonly DateName[] };

/** `facts` are those of the answers; what counts from today counts from `today`. */
export function tableOf(flow: Flow, table: Table, facts: Facts, today: Day): PlanTable {
  const base = { id: table.id, first: table.first };
  switch (table.kind) {
    case "columns": {
      const { kind, columns, head, rows, mark } = table;
      const cell = (column: string, row: string): Answer | undefined => facts.answer(`${column}.${row}`);
      const matters = mark === undefined ? undefined : facts.answer(mark);
      const ticked = matters !== undefined && "ticked" in matters ? matters.ticked : [];
      return {
        ...base,
        kind,
        columns,
        head: columns.map((column) => cell(column, head)),
        rows: rows.map((row) => ({
          row,
          cells: columns.map((column) => cell(column, row)),
          marked: ticked.includes(row),
        })),
      };
    }
    case "dates":
      return {
        ...base,
        kind: table.kind,
        rows: table.rows.map((id) => {
          const date = dateNamed(flow, id, facts);
          return date === undefined
            ? { id, confirmed: false, late: false }
            : { id, day: date.day, confirmed: date.confirmed, late: date.day < today };
        }),
      };
    case "data": {
      const { kind, from, column } = table;
      if (column === undefined) return { ...base, kind, from };
      const answer = facts.answer(column);
      const chosen = answer !== undefined && "choice" in answer ? { chosen: answer.choice } : {};
      return { ...base, kind, from, column, ...chosen };
    }
    case "clock": {
      const { kind, against, hours, between } = table;
      const answer = facts.answer(table.zone);
      const zone = answer !== undefined && "pick" in answer ? { zone: answer.pick } : {};
      return { ...base, kind, against, hours, days: clockDays(flow, between, facts, today), ...zone };
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
  if (to.day < from.day) return { is: "open", needs: [first, last] };
  if (to.day < today) return { is: "over", to: to.day };
  const begun = from.day < today;
  return {
    is: "known",
    from: begun ? today : from.day,
    to: to.day,
    confirmed: (begun || from.confirmed) && to.confirmed,
  };
}
