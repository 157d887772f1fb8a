/**
 * Every section of the texts that the content was made from is taught by an article, or left out for a reason that a
 * claim states, and the page that shows it is the one that follows from the files. What is not covered is a warning, so that
 * a moderator's change of an article reaches members before somebody has made the page anew.
 */
import type { Section, Teaching } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { own } from "../../engine/flow.js";
import { coveragePage, taught } from "../coverage.js";
import { type Finding, oneOf, type Rule, type Subject } from "../rule.js";

const file = "content/sections.yaml";
const page = "content/COVERAGE.md";

export const coverage: Rule = {
  name: "coverage",
  find(subject) {
    const { teaching } = subject.loaded;
    if (teaching === undefined) return [];
    const findings = teaching.sections.flatMap((section, index) =>
      inSection(subject, teaching, section, index),
    );
    // With wrong names in it the page cannot be right either.
    if (findings.length > 0 || teaching.page === coveragePage(subject.library, teaching)) return findings;
    const unexpected =
      teaching.page === undefined ? "absence of this file" : "a page that does not follow from the files";
    const expected = `the one that "preceptor coverage --out ${page}" writes`;
    return [{ at: { file: page, path: [] }, unexpected, expected, severity: "warning" }];
  },
};

function inSection(
  { library }: Subject,
  { texts, sections }: Teaching,
  section: Section,
  index: number,
): Finding[] {
  const at = (...path: (string | number)[]): Origin => ({ file, path: ["sections", index, ...path] });
  const of = texts.map((text) => text.id);
  const wrongText: Finding[] = of.includes(section.of)
    ? []
    : [
        {
          at: at("of"),
          unexpected: `text "${section.of}"`,
          expected: oneOf(section.of, of, "a text of this file"),
        },
      ];
  const again: Finding[] =
    sections.findIndex((one) => one.id === section.id) === index
      ? []
      : [{ at: at("id"), unexpected: `a second section "${section.id}"`, expected: "another name" }];
  const claims = Object.keys(library.claims);
  const wrongClaims = [
    ...section.claims.map((id, place) => ({ id, at: at("claims", place) })),
    ...(section.leftOut === undefined ? [] : [{ id: section.leftOut, at: at("left-out") }]),
  ]
    .filter(({ id }) => own(library.claims, id) === undefined)
    .map(
      ({ id, at: place }): Finding => ({
        at: place,
        unexpected: `claim "${id}"`,
        expected: oneOf(id, claims, "an id of content/claims.yaml"),
      }),
    );
  const covered =
    section.leftOut !== undefined || wrongClaims.length > 0 || taught(library, section).articles.length > 0;
  const untaught: Finding[] = covered
    ? []
    : [
        {
          at: at("claims"),
          unexpected: `section "${section.id}", whose claims no article names`,
          expected: "an article that names one of them, or left-out with the claim that says why",
          severity: "warning",
        },
      ];
  return [...wrongText, ...again, ...wrongClaims, ...untaught];
}
