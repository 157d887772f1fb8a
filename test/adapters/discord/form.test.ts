/** The form that answers a press at once, made of nothing but the press (D-10, D-23). */
import { describe, expect, it } from "vitest";
import { readCustomId } from "../../../adapters/discord/custom-id.js";
import { formOf } from "../../../adapters/discord/form.js";
import { incoming, render } from "../../../adapters/discord/index.js";
import type { Field, Screen } from "../../../src/screen.js";
import { field, fields, markup, screen } from "../../support/gallery.js";
import { press, words } from "./interactions.js";

/** Every form that the buttons of a screen open. */
function formsOf(shown: Screen) {
  const components = render(shown, words).at(-1)?.components ?? [];
  const carried = components.flatMap((row) =>
    row.type === 1 ? row.components.flatMap((one) => ("custom_id" in one ? [one.custom_id] : [])) : [],
  );
  return carried.flatMap((custom_id) => {
    const what = incoming(press(custom_id, {}, { components }), 0);
    return what.kind === "form" ? [what.form] : [];
  });
}

function typing(given: Partial<Field>, title = "Title"): Screen {
  const one: Field = { id: "city", label: "Where", hint: "The city", accepts: "line", max: 60, ...given };
  return screen({ title, asks: [{ kind: "type", keep: true, fields: [one] }] });
}

describe("a form", () => {
  it("D-23: has a name and a hint read back from the message, and room for what is asked", () => {
    expect(formsOf(field)).toEqual([
      {
        custom_id: "1.form.7.0.lines.900.own-words",
        title: words["form-title"],
        components: [
          {
            type: 18,
            label: "Your answer",
            description: "Counted and forgotten",
            component: { type: 4, custom_id: "own-words", style: 2, max_length: 900, required: true },
          },
        ],
      },
    ]);
  });

  it("is there for every field, each with its own", () => {
    expect(
      formsOf(fields).map(({ components: [{ label, description, component }] }) => [
        label,
        description,
        component.custom_id,
        component.style,
        component.max_length,
      ]),
    ).toEqual([
      ["Day of the refusal", "For example 3 March 2026", "refused-on", 1, 60],
      ["How many refusals", "A whole number", "refusals", 1, 9],
      ["Where", "The city", "city", 1, 60],
      ["What was said", "In your own words", "words", 2, 400],
    ]);
  });

  it("is called by the bot's own word where the field has its name in the title", () => {
    expect(formsOf(typing({}, "Where"))[0]?.components[0].label).toBe(words.answer);
  });

  it("D-23: leaves out a hint and a name for which it has no room: they stand above it", () => {
    const [long] = formsOf(typing({ label: "n".repeat(46), hint: "h".repeat(101) }));
    expect(long?.components[0].label).toBe(words.answer);
    expect(long?.components[0]).not.toHaveProperty("description");
    const [full] = formsOf(typing({ label: "n".repeat(45), hint: "h".repeat(100) }));
    expect(full?.components[0]).toMatchObject({ label: "n".repeat(45), description: "h".repeat(100) });
    expect(formsOf(typing({ hint: "one\ntwo" }))[0]?.components[0]).not.toHaveProperty("description");
  });

  it("D-26: shows the words of the message without the marks that kept them from acting there", () => {
    const [form] = formsOf(typing({ label: "*a* [b] @here", hint: markup.slice(0, 90) }));
    expect(form?.components[0]).toMatchObject({ label: "*a* [b] @here", description: markup.slice(0, 90) });
  });

  it("has its words within limits, and never one that is missing", () => {
    expect(words["form-title"]?.length).toBeLessThanOrEqual(45);
    expect(words.answer?.length).toBeLessThanOrEqual(45);
  });

  it("is sound whatever stands in the message that was pressed", () => {
    const id = readCustomId("1.form.7.0.date.60.a");
    if (id?.kind !== "form") throw new Error("This carries no form.");
    for (const components of [
      undefined,
      null,
      "x",
      [null, 7, [], {}],
      [{ type: 10, id: 1001, content: 7 }],
      [{ type: 10, id: 1001, content: "" }],
      [{ type: 10, id: 1001, content: "\u200b" }],
      [{ type: 2, id: 1001, content: "a" }],
      [{ type: 10, id: "1001", content: "a" }],
    ]) {
      const [label] = formOf(id, { components }, words).components;
      expect(label).toEqual({
        type: 18,
        label: words.answer,
        component: { type: 4, custom_id: "a", style: 1, max_length: 60, required: true },
      });
    }
    expect(formOf(id, undefined, words).components[0].label).toBe(words.answer);
  });
});
