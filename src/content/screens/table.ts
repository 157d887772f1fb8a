/** Tables of a plan: two groups of answers side by side, the dates of a season, data, clocks. */
import { own } from "../../engine/flow.js";
import type { PlanTable } from "../../engine/plan.js";
import type { Block, Line } from "../../screen.js";
import type { FlowWords } from "../library.js";
import { heading, paragraph } from "../pack.js";
import { say } from "../words.js";
import { writeAnswer, writeDay } from "../write.js";
import type { Make } from "./common.js";

export function tableBlock(make: Make, mine: FlowWords | undefined, table: PlanTable): Block[] {
  const titled = mine === undefined ? undefined : own(mine.tables, table.id);
  const head: Block[] = [
    heading(titled?.title ?? table.id),
    ...(titled?.text === undefined ? [] : [paragraph(titled.text)]),
  ];
  return [...head, blockOf(make, mine, table)];
}

function blockOf(make: Make, mine: FlowWords | undefined, table: PlanTable): Block {
  const words = make.library.interface;
  switch (table.kind) {
    case "columns": {
      const cell = (question: string, answer: PlanTable & { kind: "columns" }): Line[] =>
        (answer.rows.find((row) => row.row === question)?.cells ?? []).map((one, index) => {
          const asked =
            mine === undefined ? undefined : own(mine.questions, `${answer.columns[index]}.${question}`);
          return one === undefined
            ? [{ text: say(words, "answers", "missing") }]
            : [writeAnswer(words, undefined, asked, one)];
        });
      return {
        kind: "table",
        columns: [
          [],
          ...table.head.map(
            (one): Line => [
              one === undefined
                ? { text: say(words, "answers", "missing") }
                : writeAnswer(words, undefined, undefined, one),
            ],
          ),
        ],
        rows: table.rows.map((row) => ({
          name: [
            {
              text:
                (mine === undefined
                  ? undefined
                  : own(mine.questions, `${table.columns[0]}.${row.row}`)?.short) ?? row.row,
              ...(row.marked ? { mark: "strong" as const } : {}),
            },
          ],
          cells: cell(row.row, table),
        })),
      };
    }
    case "dates":
      return {
        kind: "list",
        ordered: false,
        items: table.rows.map((row): Line => {
          const name = (mine === undefined ? undefined : own(mine.dates, row.id)) ?? row.id;
          const day = row.day === undefined ? say(words, "answers", "missing") : writeDay(words, row.day);
          const note =
            row.day === undefined || row.confirmed ? "" : ` ${say(words, "plan", "not-confirmed")}`;
          return [{ text: `${name}: ` }, { text: `${day}${note}` }];
        }),
      };
    case "data": {
      const data = own(make.library.data, table.from);
      const [first, ...rest] = data?.columns ?? [];
      return {
        kind: "table",
        columns: (data?.columns ?? []).map((column): Line => [{ text: column }]),
        rows: (data?.rows ?? []).map((row) => ({
          name: [{ text: first === undefined ? "" : (row[first] ?? "") }],
          cells: rest.map((column): Line => [{ text: row[column] ?? "" }]),
        })),
      };
    }
    case "clock":
      return {
        kind: "list",
        ordered: false,
        items: table.against.map(
          (zone): Line => [
            {
              text: `${zone}: ${clockIn(zone, table.from)} — ${table.zone}: ${clockIn(table.zone, table.from)}`,
            },
          ],
        ),
      };
  }
}

/** The time in `zone` when it is noon UTC on `day`. */
function clockIn(zone: string, day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
  }).format(Date.parse(`${day}T12:00:00Z`));
}
