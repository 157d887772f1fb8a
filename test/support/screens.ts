/** Screens for tests of what shows them. */
import fc from "fast-check";
import type { Ask, Block, Line, Screen, Span } from "../../src/screen.js";
import { screen } from "./gallery.js";

/** The first question of turn 3, but for what is given. */
export function screenOf(given: Partial<Screen> = {}): Screen {
  return screen({ title: "Section of the refusal", turn: 3, ...given });
}

/** A field for one number. */
export const numberAsk: Ask = {
  kind: "type",
  keep: true,
  fields: [
    { id: "refusals", label: "Number of refusals", hint: "A whole number", accepts: "number", max: 9 },
  ],
};

/** Text of any kind, with what could drive a terminal in it. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u009b31m",
        "\u202e",
        "\u2066",
        "\r",
        "\n",
        "\t",
        "\u0000",
        "\u0085",
        "👩‍⚕️",
        "漢字かな交じり文",
        "한국어",
        " ",
        "a word ",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const anySpan: fc.Arbitrary<Span> = fc.oneof(
  anyText.map((said): Span => ({ said })),
  fc
    .tuple(anyText, fc.constantFrom("strong" as const, "em" as const, "code" as const))
    .map(([text, mark]): Span => ({ text, mark })),
  anyText.map((text): Span => ({ text })),
);

export const anyLine: fc.Arbitrary<Line> = fc.array(anySpan, { maxLength: 5 });

/** Any block but `copy`, which is not wrapped. */
export const anyWrappedBlock: fc.Arbitrary<Block> = fc.oneof(
  fc
    .tuple(fc.constantFrom("heading" as const, "paragraph" as const), anyLine)
    .map(([kind, line]): Block => ({ kind, line })),
  fc
    .tuple(fc.boolean(), fc.array(anyLine, { maxLength: 4 }))
    .map(([ordered, items]): Block => ({ kind: "list", ordered, items })),
  fc
    .array(fc.record({ name: anyLine, cells: fc.array(anyLine, { minLength: 2, maxLength: 2 }) }), {
      maxLength: 3,
    })
    .chain((rows) =>
      fc
        .array(anyLine, { minLength: 3, maxLength: 3 })
        .map((columns): Block => ({ kind: "table", columns, rows })),
    ),
);
