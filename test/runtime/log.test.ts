import { expect, it } from "vitest";
import { errorFields } from "../../src/runtime/log.js";

it("names an error's class and places, and no line of its message, whatever it looks like", () => {
  const error = new RangeError("Unexpected text\n    at home with my secret\n    at (secret:1:2)");
  const { error: name, stack } = errorFields(error);
  expect(name).toBe("RangeError");
  expect(stack.length).toBeGreaterThan(0);
  expect(stack.join("\n")).not.toContain("secret");
  expect(stack[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
});

it("takes what was thrown without being an error for what it is", () => {
  expect(errorFields("a secret")).toEqual({ error: "string", stack: [] });
});
