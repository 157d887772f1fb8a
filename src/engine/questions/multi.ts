import type { OptionId, Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

/** Presses toggle one option; a pick or "done" gives the whole answer, in the order of the flow. */
export function judgeMulti(
  question: Extract<Question, { kind: "multi" }>,
  said: Said,
  ticked: readonly OptionId[],
): Judged {
  switch (said.by) {
    case "press": {
      if (said.id === "done") return whole(question, ticked);
      if (said.id === "none" && question.none) return { is: "answer", answer: { ticked: [] } };
      if (!question.options.includes(said.id)) return { is: "miss", miss: { miss: "choose" } };
      const next = ticked.includes(said.id)
        ? ticked.filter((option) => option !== said.id)
        : [...ticked, said.id];
      return { is: "ticked", ticked: inOrder(question.options, next) };
    }
    case "pick":
      if (said.chosen.length === 1 && said.chosen[0] === "none" && question.none) {
        return { is: "answer", answer: { ticked: [] } };
      }
      return whole(question, said.chosen);
    case "text": {
      const words = said.text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((word) => word !== "");
      return whole(question, words);
    }
  }
}

function whole(question: Extract<Question, { kind: "multi" }>, chosen: readonly string[]): Judged {
  if (!chosen.every((option) => question.options.includes(option))) {
    return { is: "miss", miss: { miss: "choose" } };
  }
  if (chosen.length === 0) return { is: "miss", miss: { miss: "tick-one" } };
  return { is: "answer", answer: { ticked: inOrder(question.options, chosen) } };
}

function inOrder(options: readonly OptionId[], chosen: readonly string[]): OptionId[] {
  return options.filter((option) => chosen.includes(option));
}
