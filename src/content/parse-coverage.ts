/** The two lists that the check alone reads: what the source articles teach, and what must never be said. Both may be absent. */
import { z } from "zod";
import type { Desk } from "./desk.js";
import type { Forbidden, Section, Teaching } from "./library.js";
import { id, strict } from "./schema-base.js";

const line = (max: number) => z.string("a text").min(1, "a text").max(max, `at most ${max} characters`);
const names = z.array(id, "a list of names").min(1, "at least one name");

const sectionShape = strict({
  id,
  of: id,
  about: line(120),
  claims: names.optional(),
  "left-out": id.optional(),
});

const teachingShape = strict({
  texts: z.array(strict({ id, title: line(120) }), "a list"),
  sections: z.array(sectionShape, "a list").superRefine((sections, context) =>
    sections.forEach((section, index) => {
      const both = (section.claims === undefined) === (section["left-out"] === undefined);
      const message = "either claims, or left-out with the claim that says why";
      if (both) context.addIssue({ code: "custom", path: [index], message });
    }),
  ),
});

/** What is compared are letters and digits, so a word without any would never be found. */
const wording = line(80).refine(
  (text) => text.split(/[\s/]+/).every((word) => word === "…" || /[\p{L}\p{N}]/u.test(word)),
  "words with letters or digits, and … for up to three words",
);

const forbiddenShape = z.array(
  strict({
    claim: id,
    instead: line(200),
    phrases: z.array(wording, "a list").min(1, "at least one phrase"),
    unless: z.array(wording, "a list").optional(),
  }),
  "a list",
);

/** What the source articles teach, section by section (`content/sections.yaml`), and the page made of it, as it stands. */
export function readTeaching(desk: Desk): Teaching | undefined {
  const page = desk.text("content/COVERAGE.md");
  if (!desk.files.has("content/sections.yaml")) return undefined;
  const written = desk.one("content/sections.yaml", teachingShape);
  if (written === undefined) return undefined;
  const sections = written.sections.map(
    ({ "left-out": leftOut, claims = [], ...section }): Section => ({
      ...section,
      claims,
      ...(leftOut === undefined ? {} : { leftOut }),
    }),
  );
  return { texts: written.texts, sections, ...(page === undefined ? {} : { page }) };
}

/** Wordings that nothing here may use (`<words>/never.yaml`), by the claim that forbids them. */
export function readForbidden(desk: Desk, words: string): Forbidden[] {
  const file = `${words}/never.yaml`;
  if (!desk.files.has(file)) return [];
  return (desk.one(file, forbiddenShape) ?? []).map(({ unless = [], ...one }) => ({ ...one, unless }));
}
