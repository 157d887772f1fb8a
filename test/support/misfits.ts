/** What no screen may have, whatever the platform. */
import { type Block, type Line, type Screen, screenLimits, screenText } from "../../src/screen.js";

/** What does not fit the limits of `src/screen.ts`, and words that are missing; nothing where all is well. */
export function misfitsOf(screen: Screen): string[] {
  const options = screen.asks.flatMap((ask) => (ask.kind === "type" ? [] : ask.options));
  const buttons = [...options, ...screen.go.flatMap((one) => ("id" in one ? [one] : []))];
  const text = screenText(screen);
  // A member's own words may hold anything.
  const ours = screenText({ ...screen, body: screen.body.map(withoutSaid) });
  const words = [ours, ...screen.go.map((one) => one.label)].join(" ");
  const missing = /\[[a-z]+\.[a-z-]+\]|\{[a-z-]+\}|undefined/.exec(words);
  return [
    ...(text.length > screenLimits.text ? [`text of ${text.length}`] : []),
    ...screen.asks.flatMap((ask) => {
      if (ask.kind === "type") {
        return ask.fields.length > screenLimits.fields ? [`${ask.fields.length} fields`] : [];
      }
      return ask.options.length > screenLimits.options ? [`${ask.options.length} options`] : [];
    }),
    ...buttons.filter((one) => one.label.length > screenLimits.label).map((one) => `label "${one.label}"`),
    ...buttons
      .filter((one) => Buffer.byteLength(one.id) > screenLimits.buttonId)
      .map((one) => `button id "${one.id}"`),
    ...buttons.filter((one) => one.label === "" || one.id === "").map((one) => `empty button "${one.id}"`),
    ...(missing === null ? [] : [`missing words "${missing[0]}"`]),
  ];
}

function withoutSaid(block: Block): Block {
  const ours = (line: Line): Line => line.filter((span) => !("said" in span));
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "copy":
      return { kind: block.kind, line: ours(block.line) };
    case "list":
      return { ...block, items: block.items.map(ours) };
    case "table":
      return {
        ...block,
        rows: block.rows.map((row) => ({ name: ours(row.name), cells: row.cells.map(ours) })),
      };
  }
}
