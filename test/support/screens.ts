/** Screens for tests of what shows them. */
import fc from "fast-check";
import type { Block, Line, Screen, Span } from "../../src/screen.js";

/** A screen with everything empty but what is given. */
export function screenOf(given: Partial<Screen> = {}): Screen {
  return {
    at: { kind: "question", id: "section", part: 1, of: 1 },
    turn: 3,
    audience: "member",
    title: "Section of the refusal",
    body: [],
    asks: [],
    go: [],
    attach: [],
    foot: [],
    ...given,
  };
}

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
