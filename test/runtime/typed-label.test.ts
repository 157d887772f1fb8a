import { expect, it } from "vitest";
import { pressMeant } from "../../src/runtime/typed-label.js";
import type { Field, Screen } from "../../src/screen.js";

function asking(accepts: Field["accepts"]): Screen {
  return {
    ...{ at: { kind: "question", id: "q", part: 1, of: 1 }, turn: 7, audience: "member", title: "Q" },
    ...{ body: [], attach: [], foot: [] },
    asks: [{ kind: "type", keep: true, fields: [{ id: "q", label: "Q", hint: "", accepts, max: 80 }] }],
    go: [{ id: "unsure", label: "I don't know" }],
  };
}

it("is a button where a day or a number is asked for, and an answer where words are", () => {
  const typed = " i DON\u2019T  know ";
  const pressed = { type: "press", button: "unsure", turn: 7 };
  expect(pressMeant(asking("date"), typed)).toEqual(pressed);
  expect(pressMeant(asking("number"), typed)).toEqual(pressed);
  expect(pressMeant(asking("line"), typed)).toBeUndefined();
  expect(pressMeant(asking("lines"), typed)).toBeUndefined();
});
