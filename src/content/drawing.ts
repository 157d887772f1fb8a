/** A picture in words and numbers, before anybody has given it a shape. */

/** `text` is the value as it is written; without `value` it is no number, and nothing is drawn for it. */
export type DrawnRow = { label: string; text: string; value?: number };

export type DrawnPart = {
  title: string;
  /** Under the title. */
  text?: string;
  /** Under the rows. */
  notes: readonly string[];
} & (
  | { kind: "bars" | "dots"; scale: readonly [from: number, to: number]; rows: readonly DrawnRow[] }
  | {
      kind: "grid";
      columns: readonly string[];
      /** `strong` cells stand out, and so does the row that the picture is about. */
      rows: readonly {
        label: string;
        cells: readonly { text: string; strong: boolean }[];
        marked: boolean;
      }[];
    }
);

export type Drawing = {
  title: string;
  parts: readonly DrawnPart[];
  /** Year and source. */
  foot: string;
};

/** The longest text beside a picture that platforms take, in UTF-16 units. */
export const longestAlt = 1024;

/** Everything that the picture shows, as text. */
export function drawingText(drawing: Drawing): string {
  return [drawing.title, ...drawing.parts.map(partText), drawing.foot].join("\n");
}

function partText(part: DrawnPart): string {
  const rows =
    part.kind === "grid"
      ? part.rows.map(
          (row) =>
            `${row.label}: ${row.cells.map((cell, index) => `${part.columns[index] ?? ""} ${cell.text}`).join(", ")}`,
        )
      : part.rows.map((row) => `${row.label} ${row.text}`);
  const said = [part.text, rows.join("; "), ...part.notes].filter((one) => one !== undefined);
  return `${part.title}. ${said.map((one) => one.replace(/[.]?$/, ".")).join(" ")}`;
}
