/** From a drawing to SVG: one narrow column, large letters, so that a phone shows it without zooming. Pure. */
import type { Drawing, DrawnPart } from "../content/drawing.js";
import { type Weight, widthOf, wrapped } from "./measure.js";

/** In pixels. A phone shows it at about half of that. */
const width = 680;
const margin = 30;
const room = width - 2 * margin;
/** Of a grid, the column with the names of its rows. */
const nameRoom = 200;

const sizes = { title: 40, heading: 29, row: 26, text: 24, cell: 21 } as const;
const colors = {
  paper: "#ffffff",
  ink: "#1b1f24",
  quiet: "#4d5560",
  track: "#dfe4ea",
  value: "#1f5fa8",
  marked: "#fff1c2",
  strong: "#dcecdc",
} as const;

/** Elements from the top down, and where the next one begins. */
type Column = { elements: string[]; at: number };

type Style = { size: number; weight?: Weight; color?: string };

/** The whole picture; its height follows from what is on it. */
export function svgOf(drawing: Drawing): string {
  const column: Column = { elements: [], at: margin };
  write(column, drawing.title, { size: sizes.title, weight: "bold" });
  for (const part of drawing.parts) drawPart(column, part);
  column.at += 26;
  column.elements.push(rect(margin, column.at, room, 2, colors.track));
  column.at += 16;
  write(column, drawing.foot, { size: sizes.text, color: colors.quiet });
  const height = Math.ceil(column.at + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans">`,
    rect(0, 0, width, height, colors.paper),
    ...column.elements,
    "</svg>",
  ].join("\n");
}

function drawPart(column: Column, part: DrawnPart): void {
  column.at += 34;
  write(column, part.title, { size: sizes.heading, weight: "bold" });
  if (part.text !== undefined) write(column, part.text, { size: sizes.text, color: colors.quiet });
  column.at += 10;
  if (part.kind === "grid") drawGrid(column, part);
  else drawRows(column, part);
  for (const note of part.notes) write(column, note, { size: sizes.text, color: colors.quiet });
}

/** A line with name and value for each row, and under it the value on the scale. */
function drawRows(column: Column, part: Extract<DrawnPart, { kind: "bars" | "dots" }>): void {
  const [from, to] = part.scale;
  for (const { label, text, value } of part.rows) {
    const style = { size: sizes.row, weight: "bold" } as const;
    const beside = widthOf(text, style.size, style.weight);
    const top = column.at;
    // A value that is a sentence stands on a line of its own.
    const own = beside > room / 2;
    write(column, label, { size: sizes.row }, own ? room : room - beside - 24);
    if (own) write(column, text, { size: sizes.row, color: colors.quiet });
    else column.elements.push(line(text, width - margin - beside, top, style));
    column.at += 6;
    if (value === undefined) continue;
    const place = Math.round(((value - from) / (to - from)) * room);
    if (part.kind === "bars") {
      column.elements.push(rect(margin, column.at, room, 16, colors.track));
      column.elements.push(rect(margin, column.at, place, 16, colors.value));
    } else {
      column.elements.push(rect(margin, column.at + 6, room, 4, colors.track));
      column.elements.push(
        `<circle cx="${margin + place}" cy="${column.at + 8}" r="10" fill="${colors.value}"/>`,
      );
    }
    column.at += 30;
  }
  if (part.rows.every((row) => row.value === undefined)) return;
  const style = { size: sizes.text, color: colors.quiet };
  column.elements.push(line(String(from), margin, column.at - 6, style));
  const end = String(to);
  column.elements.push(line(end, width - margin - widthOf(end, style.size), column.at - 6, style));
  column.at += lineHeight(style.size) - 2;
}

function drawGrid(column: Column, part: Extract<DrawnPart, { kind: "grid" }>): void {
  const cellRoom = (room - nameRoom) / Math.max(1, part.columns.length);
  const left = (index: number): number => margin + nameRoom + index * cellRoom;
  const cells = (texts: readonly string[], weight: Weight): number => {
    const heights = texts.map((text, index) =>
      writeAt(column, text, left(index) + 7, cellRoom - 14, { size: sizes.cell, weight }),
    );
    return Math.max(0, ...heights);
  };
  column.at += cells(part.columns, "bold") + 10;
  for (const row of part.rows) {
    const style: Style = { size: sizes.cell, weight: row.marked ? "bold" : "regular" };
    const height = Math.max(
      ...[row.label, ...row.cells.map((cell) => cell.text)].map((text, index) => {
        const space = index === 0 ? nameRoom - 16 : cellRoom - 14;
        return (
          wrapped(text, space, style.size, index === 0 ? style.weight : "regular").length *
          lineHeight(style.size)
        );
      }),
    );
    const box = height + 20;
    if (row.marked) column.elements.push(rect(margin - 8, column.at, room + 16, box, colors.marked));
    row.cells.forEach((cell, index) => {
      if (cell.strong)
        column.elements.push(rect(left(index) + 2, column.at + 2, cellRoom - 4, box - 4, colors.strong));
    });
    column.at += 10;
    writeAt(column, row.label, margin, nameRoom - 16, style);
    row.cells.forEach((cell, index) => {
      writeAt(column, cell.text, left(index) + 7, cellRoom - 14, { size: sizes.cell });
    });
    column.at += height + 10;
    column.elements.push(rect(margin, column.at, room, 1, colors.track));
  }
  column.at += 10;
}

/** Text in lines at the left, and the column moves on below it. */
function write(column: Column, text: string, style: Style, space: number = room): void {
  column.at += writeAt(column, text, margin, space, style);
}

/** Text in lines at `x`; gives how high they are. */
function writeAt(column: Column, text: string, x: number, space: number, style: Style): number {
  const lines = wrapped(text, space, style.size, style.weight);
  lines.forEach((one, index) => {
    column.elements.push(line(one, x, column.at + index * lineHeight(style.size), style));
  });
  return lines.length * lineHeight(style.size);
}

function lineHeight(size: number): number {
  return Math.round(size * 1.3);
}

function line(
  text: string,
  x: number,
  top: number,
  { size, weight = "regular", color = colors.ink }: Style,
): string {
  const bold = weight === "bold" ? ' font-weight="bold"' : "";
  return `<text x="${round(x)}" y="${round(top + size)}" font-size="${size}"${bold} fill="${color}">${escaped(text)}</text>`;
}

function rect(x: number, y: number, wide: number, high: number, color: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" fill="${color}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** As text of XML, which has no place for most control characters. */
function escaped(text: string): string {
  return text
    .replace(/(?![\n\t])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
