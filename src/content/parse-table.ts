/** One table of a plan: from its file to the engine's type. */
import type { Table } from "../engine/flow.js";
import { type Reading, whenOf } from "./parse-condition.js";
import type { TableFile } from "./schema-table.js";
import type { Path } from "./source.js";

export function readTable(table: TableFile, path: Path, reading: Reading): Table {
  return reading.place(madeOf(table, path, reading), path);
}

function madeOf(table: TableFile, path: Path, reading: Reading): Table {
  const base = {
    id: table.id,
    first: table.first ?? false,
    ...whenOf(table.when, [...path, "when"], reading),
  };
  switch (table.kind) {
    case "columns": {
      const { kind, columns, head, rows, mark } = table;
      return { ...base, kind, columns, head, rows, ...(mark === undefined ? {} : { mark }) };
    }
    case "dates":
      return { ...base, kind: table.kind, rows: table.rows };
    case "data": {
      const { kind, from, column } = table;
      return { ...base, kind, from, ...(column === undefined ? {} : { column }) };
    }
    case "clock": {
      const { kind, zone, against, hours, between } = table;
      return { ...base, kind, zone, against, hours, between };
    }
  }
}
