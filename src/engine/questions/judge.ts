/** What becomes of something a member typed, pressed or picked: an answer, a miss with what was expected, or a question back. */
import type { Answer } from "../answer.js";
import type { Day } from "../day.js";
import type { OptionId, Question } from "../flow.js";
import type { Miss } from "../page.js";
import { judgeChoice } from "./choice.js";
import { judgeDate } from "./date.js";
import { judgeMulti } from "./multi.js";
import { judgeNumber } from "./number.js";
import { judgePick } from "./pick.js";
import { judgeText } from "./text.js";
import { judgeYear } from "./year.js";

export type Said =
  /** An option or a year. */
  | { by: "press"; id: string }
  /** The whole of a multi question at once. */
  | { by: "pick"; chosen: readonly string[] }
  | { by: "text"; text: string; dates: readonly Day[] };

export type Judged =
  | { is: "answer"; answer: Answer }
  /** One more, or one less, of a multi question that is not done. */
  | { is: "ticked"; ticked: readonly OptionId[] }
  | { is: "miss"; miss: Miss }
  /** The same words can mean several days or entries. */
  | { is: "which-day"; days: readonly Day[] }
  | { is: "which-entry"; keys: readonly string[] };

/** Judges what was said against a question; `ticked` is what stands ticked on the screen, `today` the member's day. */
export function judge(question: Question, said: Said, ticked: readonly OptionId[], today: Day): Judged {
  switch (question.kind) {
    case "choice":
      return judgeChoice(question, said);
    case "multi":
      return judgeMulti(question, said, ticked);
    case "number":
      return judgeNumber(question, said);
    case "date":
      return judgeDate(question, said, today);
    case "year":
      return judgeYear(question, said, today);
    case "pick":
      return judgePick(question, said);
    case "text":
      return judgeText(question, said);
  }
}
