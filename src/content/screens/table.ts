/** Tables of a plan: two groups of answers side by side, the dates of a season, data, clocks. */
import type { Answer } from "../../engine/answer.js";
import { own } from "../../engine/flow.js";
import type { PlanTable } from "../../engine/plan.js";
import type { Block, Line } from "../../screen.js";
import type { FlowWords, QuestionWords } from "../library.js";
import { heading, paragraph } from "../pack.js";
import { say } from "../words.js";
import { writeAnswer, writeDay } from "../write.js";
import type { Make } from "./common.js";

export function tableBlock(make: Make, mine: FlowWords | undefined, table: PlanTable): Block[] {
  const titled = own(mine?.tables, table.id);
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
      type Row = (typeof table.rows)[number];
      const asked = ({ row }: Row, column: string | undefined): QuestionWords | undefined =>
        own(mine?.questions, `${column}.${row}`);
      const cell = (one: Answer | undefined, questionWords?: QuestionWords): Line => [
        one === undefined
          ? { text: say(words, "answers", "missing") }
          : writeAnswer(words, undefined, questionWords, one),
      ];
      return {
        kind: "table",
        columns: [[], ...table.head.map((one) => cell(one))],
        rows: table.rows.map((row) => ({
          name: [
            {
              text: asked(row, table.columns[0])?.short ?? row.row,
              ...(row.marked ? { mark: "strong" as const } : {}),
            },
          ],
          cells: row.cells.map((one, index) => cell(one, asked(row, table.columns[index]))),
        })),
      };
    }
    case "dates":
      return {
        kind: "list",
        ordered: false,
        items: table.rows.map((row): Line => {
          const name = own(mine?.dates, row.id) ?? row.id;
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
