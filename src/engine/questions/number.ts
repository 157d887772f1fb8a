import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

/** A whole number in the question's range; digits of any script are understood. */
export function judgeNumber(question: Extract<Question, { kind: "number" }>, said: Said): Judged {
  const { min, max } = question;
  const typed = said.by === "pick" ? (said.chosen[0] ?? "") : said.by === "press" ? said.id : said.text;
  const digits = latinDigits(typed.trim());
  if (!/^[+-]?\d{1,9}$/.test(digits)) return { is: "miss", miss: { miss: "not-a-number", min, max } };
  const number = Number(digits);
  if (number < min || number > max) return { is: "miss", miss: { miss: "number-range", min, max } };
  // Minus zero is a number in JavaScript and nowhere else.
  return { is: "answer", answer: { number: number === 0 ? 0 : number } };
}

/** Decimal digits of other scripts (Arabic-Indic, Devanagari, full width …) as 0 to 9. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 48;
    // Every script's ten digits stand in one run; the first of the run is the zero.
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}
