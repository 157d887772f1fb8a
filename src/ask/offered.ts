/** What members type because the bot wrote it: labels, names of lists. No example that a guard learned from says more. */
import type { Library } from "../content/library.js";
import { wordsOf } from "./words.js";

/** Whether a text is nothing but one of these, in its words. */
export function offeredBy(library: Library): (text: string) => boolean {
  const questions = [...Object.values(library.flowWords), ...Object.values(library.letterWords)].flatMap(
    (one) => Object.values(one.questions),
  );
  const lists = Object.values(library.flows.flows).flatMap((flow) =>
    flow.questions.flatMap((one) => (one.kind === "pick" ? one.entries : [])),
  );
  const entries = [...lists, ...Object.values(library.lookups).flatMap((one) => one.entries)];
  const offered = new Set(
    [
      ...questions.flatMap(({ options }) => Object.values(options).map(({ label }) => label)),
      ...entries.flatMap(({ key, names }) => [key, ...names]),
      ...Object.values(library.interface.buttons ?? {}),
    ].map(inWords),
  );
  return (text) => offered.has(inWords(text));
}

function inWords(text: string): string {
  return wordsOf(text)
    .map(({ form }) => form)
    .join(" ");
}
