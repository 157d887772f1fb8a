/**
 * Nothing is past the day until which it was reviewed: a member would see it under a banner, and not at all where
 * it is of high risk, which is therefore an error. (That the day is not later than the pace allows is seen at loading.)
 */
import type { Origin } from "../../content/loaded.js";
import { type Finding, type Rule, type Subject, stands } from "../rule.js";

export const standing: Rule = {
  name: "standing",
  find: (subject) =>
    subject.loaded.standings.flatMap((one): Finding[] => [
      // An end before the review is a slip of the pen, and was seen at loading.
      ...(one.expires >= subject.on || one.expires < one.reviewed
        ? []
        : [
            {
              // Without a day of its own it follows from the day of review.
              at: placeIn(subject, one.file, ["expires", "reviewed"]),
              unexpected: `end of validity on ${one.expires}`,
              expected: `a new review, since it is checked as of ${subject.on}`,
              ...(one.highRisk ? {} : { severity: "warning" as const }),
            },
          ]),
      ...(one.reviewed <= subject.on || one.expires < one.reviewed
        ? []
        : [
            {
              at: { file: one.file, path: ["reviewed"] },
              unexpected: `review on ${one.reviewed}`,
              expected: `a day that has come: it is checked as of ${subject.on}`,
              // A computer whose clock is wrong must not refuse sound words.
              severity: "warning" as const,
            },
          ]),
    ]),
};

/** The first of these keys that is there. */
function placeIn(subject: Subject, file: string, keys: readonly string[]): Origin {
  const [first = ""] = keys.filter((key) => stands(subject, { file, path: [key] }));
  return { file, path: [first] };
}
