/** What every adapter keeps to. An adapter's own test calls `keepsTheContract` with what it needs to know. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adapter, Words } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import { type Block, blockText, lineText, type Screen, type Span } from "../../src/screen.js";
import { anyScreen } from "../support/arbitrary-screen.js";
import { gallery, markup, oversize, screen } from "../support/gallery.js";

export type Descriptor<Raw, Payload> = {
  adapter: Adapter<Raw, Payload>;
  words: Words;
  /** What a person reads: the platform's own markup taken away, escapes undone. */
  textOf(payloads: readonly Payload[]): string;
  /** The texts on everything that can be pressed, ticked or opened. */
  buttonsOf(payloads: readonly Payload[], screen: Screen): readonly string[];
  /** Which screens of `oversize` it has to refuse. What it does not refuse it must show whole. */
  refuses: readonly (keyof typeof oversize)[];
  /** What the platform sends, and the event that it means. */
  updates: readonly { raw: Raw; event: Event }[];
  /** What the platform, or a stranger, may send and that means nothing. */
  garbage: readonly Raw[];
};

const now: Instant = Date.parse("2026-11-24T12:00:00Z");

/** Runs the contract's tests against one adapter. */
export function keepsTheContract<Raw, Payload>(descriptor: Descriptor<Raw, Payload>): void {
  const { adapter, words, textOf, buttonsOf } = descriptor;

  const isWhole = (shown: Screen): void => {
    const payloads = adapter.render(frozen(shown), words);
    const text = squeezed(textOf(payloads));
    for (const part of partsOf(shown)) expect(text).toContain(squeezed(part));
    const buttons = buttonsOf(payloads, shown).map(squeezed);
    for (const label of labelsOf(shown)) {
      expect(buttons.filter((button) => button.includes(squeezed(label)))).not.toEqual([]);
    }
  };

  describe(`the adapter contract: ${adapter.name}`, () => {
    it.each(gallery.map((one) => [one.title, one] as const))("shows all of %s", (_title, shown) => {
      expect(adapter.fit(shown)).toEqual([]);
      isWhole(shown);
    });

    it("shows all of any screen that it does not refuse", () => {
      fc.assert(
        fc.property(anyScreen, (shown) => {
          if (adapter.fit(shown).length === 0) isWhole(shown);
        }),
        { numRuns: 200 },
      );
    });

    it.each(Object.entries(oversize))(
      "refuses a screen with too much %s, or shows all of it",
      (name, shown) => {
        const misfits = adapter.fit(shown);
        for (const { is, atMost } of misfits) expect(is).toBeGreaterThan(atMost);
        if (descriptor.refuses.includes(name)) expect(misfits).not.toEqual([]);
        if (misfits.length === 0) isWhole(shown);
      },
    );

    it("shows a member's words literally, wherever they stand", () => {
      const spans: Span[] = [{ text: "You said " }, { said: markup }];
      const blocks: Block[] = [
        { kind: "heading", line: spans },
        { kind: "paragraph", line: spans },
        { kind: "copy", line: spans },
        { kind: "list", ordered: false, items: [spans] },
        {
          kind: "table",
          columns: [[], [{ text: "Column" }]],
          rows: [{ name: [{ text: "Row" }], cells: [spans] }],
        },
      ];
      for (const block of blocks) {
        const shown = screen({ title: "Literal", body: [block] });
        expect(squeezed(textOf(adapter.render(shown, words)))).toContain(squeezed(markup));
      }
    });

    it("gives the same payloads for the same screen", () => {
      for (const shown of gallery) {
        expect(adapter.render(shown, words)).toEqual(adapter.render(structuredClone(shown), words));
      }
    });

    it("reads what the platform sends", () => {
      expect(descriptor.updates).not.toEqual([]);
      for (const { raw, event } of descriptor.updates) {
        const update = adapter.read(raw, now);
        expect(update?.event).toEqual(event);
        expect(update?.member.startsWith(`${adapter.name}:`)).toBe(true);
        expect(update?.id).not.toBe("");
        expect(adapter.read(raw, now)).toEqual(update);
      }
    });

    it("reads nothing from what means nothing", () => {
      for (const raw of descriptor.garbage) expect(adapter.read(raw, now)).toBeUndefined();
    });
  });
}

/** Every text that a reader must find, each in one piece. */
function partsOf(shown: Screen): string[] {
  return [
    shown.notice ?? "",
    shown.title,
    ...shown.body.flatMap(blockParts),
    lineText(shown.foot),
    ...shown.asks.flatMap((ask) => (ask.kind === "type" ? ask.fields.map((field) => field.hint) : [])),
  ].filter((part) => part !== "");
}

function blockParts(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "copy":
      return [blockText(block)];
    case "list":
      return block.items.map((line) => lineText(line));
    case "table":
      return [
        ...block.columns.map((line) => lineText(line)),
        ...block.rows.flatMap((row) => [row.name, ...row.cells].map((line) => lineText(line))),
      ];
  }
}

function labelsOf(shown: Screen): string[] {
  return [
    ...shown.asks.flatMap((ask) => ("options" in ask ? ask.options.map((option) => option.label) : [])),
    ...shown.go.map((button) => button.label),
  ];
}

/** Lines may be wrapped and indented as the platform needs it; the words and their order may not change. */
function squeezed(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** An adapter that changed the screen it was given would throw. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const one of Object.values(value)) frozen(one);
    Object.freeze(value);
  }
  return value;
}
