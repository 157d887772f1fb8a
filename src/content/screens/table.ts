/** Tables of a plan: two groups of answers side by side, the dates of a season, data, hours in the member's time. */
import type { Answer } from "../../engine/answer.js";
import { own, type Question, zoneList } from "../../engine/flow.js";
import type { PlanTable } from "../../engine/tables.js";
import { type Block, blockText, type Line, type Span } from "../../screen.js";
import type { FlowWords, QuestionWords } from "../library.js";
import { heading, type Piece, paragraph } from "../pack.js";
import { say } from "../words.js";
import { entryName, optionLabel, writeAnswer, writeDay } from "../write.js";
import { clockBlocks } from "./clock-table.js";
import { flowWordsOf, type Make } from "./common.js";

type TableBlock = Extract<Block, { kind: "table" }>;
type Of<K extends PlanTable["kind"]> = Extract<PlanTable, { kind: K }>;

/** In UTF-16 units: a longer table goes on in another piece, below the same heading. */
const longest = 1800;

/** A table as pieces that can each be moved to the next part; what is long is split between its rows. */
export function tablePieces(make: Make, flow: string, table: PlanTable): Piece[] {
  const mine = flowWordsOf(make, flow);
  const titled = own(mine?.tables, table.id);
  const title = titled?.title ?? table.id;
  const again = heading(say(make.library.interface, "plan", "continued", { title }));
  const text = titled?.text === undefined ? [] : [paragraph(titled.text)];
  const pieces: Block[][] = [[heading(title), ...text]];
  for (const block of blocksOf(make, flow, mine, table)) {
    const [start = block, ...more] = splitBlock(block);
    pieces.at(-1)?.push(start);
    pieces.push(...more.map((one) => [again, one]));
  }
  return pieces.map((blocks): Piece => ({ blocks }));
}

/** A table or list in as many as it takes for each to be short enough. */
function splitBlock(block: Block): Block[] {
  if (block.kind !== "table" && block.kind !== "list") return [block];
  const whole = block.kind === "table" ? block.rows : block.items;
  const some = (from: number, to: number): Block =>
    block.kind === "table"
      ? { ...block, rows: block.rows.slice(from, to) }
      : { ...block, items: block.items.slice(from, to) };
  const blocks: Block[] = [];
  let from = 0;
  for (let to = 1; to <= whole.length; to += 1) {
    const next = to < whole.length ? blockText(some(from, to + 1)).length : longest + 1;
    if (next <= longest) continue;
    blocks.push(some(from, to));
    from = to;
  }
  return blocks.length === 0 ? [block] : blocks;
}

function blocksOf(make: Make, flow: string, mine: FlowWords | undefined, table: PlanTable): Block[] {
  switch (table.kind) {
    case "columns":
      return [sideBySide(make, mine, table)];
    case "dates":
      return [datesList(make, mine, table)];
    case "data":
      return dataBlocks(make, questionsOf(make, flow), mine, table);
    case "clock":
      return clockBlocks(make, mine, table, zoneNamer(make, flow));
  }
}

/** The name of a zone in the list that members pick from. */
export function zoneNamer(make: Make, flow: string): (zone: string) => string {
  const zones = questionsOf(make, flow).find((one) => one.kind === "pick" && one.from === zoneList);
  return (zone) => entryName(zones, zone);
}

function questionsOf(make: Make, flow: string): readonly Question[] {
  return own(make.library.flows.flows, flow)?.questions ?? [];
}

function sideBySide(make: Make, mine: FlowWords | undefined, table: Of<"columns">): TableBlock {
  const words = make.library.interface;
  const rowWords = own(mine?.tables, table.id)?.rows;
  const asked = (row: string, column: string | undefined): QuestionWords | undefined =>
    own(mine?.questions, `${column}.${row}`);
  const cell = (one: Answer | undefined, questionWords?: QuestionWords): Line => [
    one === undefined
      ? { text: say(words, "table", "not-asked") }
      : writeAnswer(words, undefined, questionWords, one),
  ];
  return {
    kind: "table",
    columns: [[], ...table.head.map((one) => cell(one))],
    rows: table.rows.map(({ row, cells, marked }) => {
      const short = own(rowWords, row) ?? asked(row, table.columns[0])?.short ?? row;
      // The mark is a word too: in plain text nothing is strong.
      const name: Span = marked
        ? { text: say(words, "table", "marked", { row: short }), mark: "strong" }
        : { text: short };
      return {
        name: [name],
        cells: cells.map((one, index) => cell(one, asked(row, table.columns[index]))),
      };
    }),
  };
}

function datesList(make: Make, mine: FlowWords | undefined, table: Of<"dates">): Block {
  const words = make.library.interface;
  return {
    kind: "list",
    ordered: false,
    items: table.rows.map(({ id, day, confirmed, late }): Line => {
      const name = own(mine?.dates, id) ?? own(mine?.questions, id)?.short ?? id;
      const said = [
        day === undefined ? say(words, "table", "no-date") : writeDay(words, day),
        ...(day === undefined || confirmed ? [] : [say(words, "plan", "not-confirmed")]),
        ...(late ? [say(words, "table", "past")] : []),
      ];
      return [{ text: `${name}: ` }, { text: said.join(" ") }];
    }),
  };
}

/** All columns but those of the options that were not chosen. */
function dataBlocks(
  make: Make,
  questions: readonly Question[],
  mine: FlowWords | undefined,
  table: Of<"data">,
): Block[] {
  const words = make.library.interface;
  const data = own(make.library.data, table.from);
  if (data === undefined) return [];
  const question = questions.find((one) => one.id === table.column);
  const options = question?.kind === "choice" ? question.options : [];
  const asked = own(mine?.questions, table.column ?? "");
  const columns = data.columns.filter(
    (column) => table.chosen === undefined || column === table.chosen || !options.includes(column),
  );
  const [first, ...rest] = columns;
  const named = (column: string): Line => [
    { text: options.includes(column) ? optionLabel(asked, column) : column },
  ];
  return [
    {
      kind: "table",
      columns: columns.map(named),
      rows: data.rows.map((row) => ({
        name: [{ text: first === undefined ? "" : (row[first] ?? "") }],
        cells: rest.map((column): Line => [{ text: row[column] ?? "" }]),
      })),
    },
    ...(data.year === undefined ? [] : [paragraph(say(words, "table", "year", { year: data.year }))]),
  ];
}
