/** The small shapes that the shapes of files are made of, each with what it expects. */
import { z } from "zod";
import { isDay } from "../engine/day.js";
import { persons } from "../engine/flow.js";

/** An object without other keys; the message names the keys there are. */
export function strict<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? `one of ${keys}` : `keys (${keys})`),
  });
}

const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const idMessage = "a name of small letters, digits and hyphens, at most 40";
/** A name such as `constructor` is on every object already, and would be found where nothing was written. */
const isOwn = (text: string): boolean => !(text in {});
const ownMessage = "another name: this one means something to the program itself";
export const id = z.string(idMessage).regex(idPattern, idMessage).refine(isOwn, ownMessage);
export const alias = z.string("a command").refine(isOwn, ownMessage);
export const name = z
  .string("a name")
  .regex(/^[a-z0-9][a-z0-9.-]{0,60}$/, "a name of small letters, digits, hyphens and points")
  .refine(isOwn, ownMessage);
/** A table of `content/data`, perhaps in a folder there. */
export const dataId = z
  .string("a table of content/data")
  .regex(/^[a-z0-9-]{1,40}(\/[a-z0-9-]{1,40})?$/, "a table of content/data, as name or folder/name");
export const articleId = z
  .string("an article, as topic/name")
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "an article, as topic/name");
export const text = (max: number) =>
  z.string("a text").min(1, "a text").max(max, `at most ${max} characters`);
export const day = z.string("a date, as 2026-11-21").refine(isDay, "a real date, as 2026-11-21");
export const record = <V extends z.ZodType>(value: V) => z.record(name, value, "keys with values");
export const list = <V extends z.ZodType>(value: V) => z.array(value, "a list");
/** Sayings, one on each line of a text that begins with `|`: nothing in them needs quotes. */
export const sayings = (max: number) =>
  z.string("one saying on each line, after |").transform((block, context) => {
    const said = block.replace(/\n+$/, "").split("\n");
    for (const [at, saying] of said.entries()) {
      const message =
        saying.trim() === ""
          ? "a saying on each line, no empty one"
          : saying.length > max
            ? `at most ${max} characters`
            : undefined;
      if (message !== undefined) context.addIssue({ code: "custom", path: [at], message });
    }
    return said;
  });
export const count = z.int("a whole number").min(0, "a whole number from 0");
export const person = z.enum(persons, `one of ${persons.join(", ")}`);
