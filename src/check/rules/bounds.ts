/** Every question has an answer: the first day or year it takes is not after the last, and there is room for a text. */
import { moveDay } from "../../engine/day.js";
import type { Question } from "../../engine/flow.js";
import { type Finding, type Rule, type Subject, written } from "../rule.js";

export const bounds: Rule = {
  name: "bounds",
  find: (subject) =>
    [...Object.values(subject.library.flows.flows), ...Object.values(subject.library.flows.letters)].flatMap(
      ({ questions }) => questions.flatMap((question) => inQuestion(subject, question)),
    ),
};

function inQuestion(subject: Subject, question: Question): Finding[] {
  const wrong = (key: string, unexpected: string, expected: string): Finding[] => [
    { at: subject.at(question, key), unexpected: `${unexpected} at "${written(question.id)}"`, expected },
  ];
  switch (question.kind) {
    case "date": {
      const [from, to] = [question.from, question.to].map((span) => moveDay(subject.on, span));
      if (from === undefined || to === undefined || from <= to) return [];
      return wrong(
        "to",
        `a last day ${to} before the first ${from}`,
        "the first day in from, the last in to",
      );
    }
    case "year":
      if (question.from <= question.to) return [];
      return wrong("to", "a last year before the first", "the first year in from, the last in to");
    case "text":
      if (question.lines > 0 && question.max > 0) return [];
      return wrong(question.max > 0 ? "lines" : "max", "0", "a number from 1, or no such question");
    case "choice":
    case "multi":
    case "number":
    case "pick":
      return [];
  }
}
