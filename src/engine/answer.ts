/** What a member said to a question. One short key per kind keeps a stored case small and readable. */
import { type Day, isDay } from "./day.js";
import { type OptionId, own, type Question, type QuestionId } from "./flow.js";

export type Answer =
  | { choice: OptionId }
  | { ticked: readonly OptionId[] }
  | { number: number }
  | { date: Day }
  | { year: number }
  | { pick: string }
  | { text: string }
  | { skipped: true }
  | { unsure: true };

export type Answers = Readonly<Record<QuestionId, Answer>>;

export function answerTo(answers: Answers, question: QuestionId): Answer | undefined {
  return own(answers, question);
}

/**
 * Whether a stored answer still belongs to the question as it is now: kind, options and number range.
 * The bounds of dates and years are not judged again, because a day that has passed must not drop an answer.
 */
export function fits(question: Question, answer: Answer): boolean {
  if ("skipped" in answer) return question.skip;
  if ("unsure" in answer) return question.unsure !== undefined;
  switch (question.kind) {
    case "choice":
      return "choice" in answer && question.options.includes(answer.choice);
    case "multi":
      return (
        "ticked" in answer &&
        answer.ticked.every((option) => question.options.includes(option)) &&
        (answer.ticked.length > 0 || question.none)
      );
    case "number":
      return "number" in answer && answer.number >= question.min && answer.number <= question.max;
    case "date":
      return "date" in answer && isDay(answer.date);
    case "year":
      return "year" in answer && Number.isInteger(answer.year);
    case "pick":
      return "pick" in answer && question.entries.some((entry) => entry.key === answer.pick);
    case "text":
      return "text" in answer && answer.text.length <= question.max;
  }
}
