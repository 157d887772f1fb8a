import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

/** One option, by its button or by its own name typed. The runtime turns a typed label into a press before. */
export function judgeChoice(question: Extract<Question, { kind: "choice" }>, said: Said): Judged {
  const named =
    said.by === "pick" ? said.chosen[0] : said.by === "press" ? said.id : said.text.trim().toLowerCase();
  const single = said.by !== "pick" || said.chosen.length === 1;
  return named !== undefined && single && question.options.includes(named)
    ? { is: "answer", answer: { choice: named } }
    : { is: "miss", miss: { miss: "choose" } };
}
