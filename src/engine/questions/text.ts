import type { Question } from "../flow.js";
import type { Miss } from "../page.js";
import type { Judged, Said } from "./judge.js";

/** A member's own words, kept as they are. What looks like a number of a person's papers is not taken. */
export function judgeText(question: Extract<Question, { kind: "text" }>, said: Said): Judged {
  if (said.by !== "text") return { is: "miss", miss: { miss: "choose" } };
  const text = said.text.trim();
  const miss = textMiss(text, question.max, question.lines);
  return miss === undefined ? { is: "answer", answer: { text } } : { is: "miss", miss };
}

/** Why a text cannot be kept, or undefined. Lengths are in UTF-16 units. */
export function textMiss(text: string, max: number, lines: number): Miss | undefined {
  if (text === "") return { miss: "empty" };
  if (text.length > max) return { miss: "too-long", length: text.length, max };
  const written = text.split("\n").length;
  if (written > lines) return { miss: "too-many-lines", lines: written, max: lines };
  return looksPrivate(text) ? { miss: "looks-private" } : undefined;
}

/**
 * An A-number, SEVIS number, passport or case number, e-mail address or telephone number (reliability S2).
 * A date such as 2026-11-24 or a year range is none of them.
 */
export function looksPrivate(text: string): boolean {
  const withoutDates = text.replace(
    /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b/g,
    " ",
  );
  return [
    /\bA[- ]?\d{3}[- ]?\d{3}[- ]?\d{2,3}\b/i,
    /\bN\d{10}\b/i,
    /\b[A-Z]{1,3}\d{7,10}\b/i,
    /[^\s@]+@[^\s@]+\.[^\s@]{2,}/,
    /(?:\+|\b)\d(?:[ ()-]{0,2}\d){8,14}\b/,
  ].some((pattern) => pattern.test(withoutDates));
}
