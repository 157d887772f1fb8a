import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

/** A whole number in the question's range; digits of any script are understood. */
export function judgeNumber(question: Extract<Question, { kind: "number" }>, said: Said): Judged {
  const { min, max } = question;
  const typed = said.by === "pick" ? (said.chosen[0] ?? "") : said.by === "press" ? said.id : said.text;
  const number = wholeNumber(typed);
  if (number === undefined) return { is: "miss", miss: { miss: "not-a-number", min, max } };
  if (number < min || number > max) return { is: "miss", miss: { miss: "number-range", min, max } };
  return { is: "answer", answer: { number } };
}

/** The whole number that a text is, in digits of any script, of at most nine digits. */
export function wholeNumber(text: string): number | undefined {
  const digits = latinDigits(text.trim());
  if (!/^[+-]?\d{1,9}$/.test(digits)) return undefined;
  // Minus zero is a number in JavaScript and nowhere else.
  return Number(digits) === 0 ? 0 : Number(digits);
}

/** Decimal digits of other scripts (Arabic-Indic, Devanagari, full width …) as 0 to 9. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)));
}

/** Decimal digits stand in runs of ten from zero to nine, some with no gap between two, so all before it are counted. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
