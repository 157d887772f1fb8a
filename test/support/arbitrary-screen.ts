/** Random screens within the common limits, for what every adapter has to show. */
import fc from "fast-check";
import {
  type Ask,
  type Block,
  type Button,
  type Line,
  type Screen,
  screenLimits,
  screenText,
} from "../../src/screen.js";

const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éñ漢ا"];
/** Signs that are markup somewhere. */
const signs = [..."<>&*_~`|[](){}#+-=.!\\@/:;'\"$%^?,"];

/** A word of letters; words are short, so that none has to be broken at the end of a line. */
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
/** What a member might have typed: any signs, and still printable. */
const said = fc
  .array(fc.string({ unit: fc.constantFrom(...letters, ...signs), minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(" "));

const span = fc.oneof(
  text.map((one) => ({ text: one })),
  fc.record({ text, mark: fc.constantFrom("strong", "em", "code") }),
  text.map((one) => ({ text: one, link: "https://example.org/page" })),
  said.map((one) => ({ said: one })),
);
const line: fc.Arbitrary<Line> = fc
  .array(span, { minLength: 1, maxLength: 4 })
  .map((spans) => spans.flatMap((one) => [one, { text: " " }]).slice(0, -1));
const lines = fc.array(line, { minLength: 1, maxLength: 4 });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom("heading", "paragraph", "copy"), line }),
  fc.record({ kind: fc.constant("list"), ordered: fc.boolean(), items: lines }),
  fc.record({
    kind: fc.constant("table"),
    columns: fc.tuple(line, line, line),
    rows: fc.array(fc.record({ name: line, cells: fc.tuple(line, line) }), { minLength: 1, maxLength: 3 }),
  }),
);

const label = text.map((one) => one.slice(0, screenLimits.label).trim());
const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 6 });
const ask: fc.Arbitrary<Ask> = fc.oneof(
  labels.map((all): Ask => ({ kind: "one", options: all.map((one, n) => ({ id: `o:a${n}`, label: one })) })),
  fc.tuple(labels, fc.boolean()).map(([all, atOnce]): Ask => {
    const options = all.map((one, n) => ({
      id: `t:a${n}`,
      label: one,
      ...(n % 2 === 0 ? { on: true } : {}),
    }));
    return atOnce
      ? { kind: "many", group: `t:0-${all.length}`, options }
      : { kind: "many", group: "shown", options, done: "Done" };
  }),
  fc.tuple(label, text, fc.constantFrom("line", "lines", "number", "date")).map(
    ([name, hint, accepts]): Ask => ({
      kind: "type",
      keep: true,
      fields: [{ id: "field", label: name, hint: hint.slice(0, 90), accepts, max: 200 }],
    }),
  ),
);
const button: fc.Arbitrary<Button> = fc.oneof(
  label.map((one) => ({ id: "person", label: one })),
  label.map((one) => ({ label: one, url: "https://example.org/page" })),
);

/** Screens with at most one ask, all of whose texts fit. */
export const anyScreen: fc.Arbitrary<Screen> = fc
  .record(
    {
      at: fc.constant({ kind: "question", id: "section", part: 1, of: 1 }),
      turn: fc.oneof(fc.nat(99), fc.constant<"none">("none")),
      audience: fc.constant<"member">("member"),
      notice: text,
      title: text,
      body: fc.array(block, { maxLength: 4 }),
      asks: fc.array(ask, { maxLength: 1 }),
      go: fc.array(button, { maxLength: 3 }),
      attach: fc.constant([]),
      foot: fc.oneof(line, fc.constant([])),
    },
    { requiredKeys: ["at", "turn", "audience", "title", "body", "asks", "go", "attach", "foot"] },
  )
  .filter((one) => screenText(one).length <= screenLimits.text);
