/**
 * Nothing is said that must never be said, as far as it can be recognized by its wording (`never.yaml` beside the words).
 * Each of its lines names the claim that forbids it.
 */
import { own } from "../../engine/flow.js";
import { type Finding, oneOf, type Rule } from "../rule.js";
import { textsOf } from "../texts.js";

export const never: Rule = {
  name: "never",
  find({ library, loaded, words }) {
    const file = `${words}/never.yaml`;
    const claims = Object.keys(library.claims);
    const unknown = loaded.forbidden.flatMap(({ claim }, index): Finding[] =>
      own(library.claims, claim) !== undefined
        ? []
        : [
            {
              at: { file, path: [index, "claim"] },
              unexpected: `claim "${claim}"`,
              expected: oneOf(claim, claims, "an id of content/claims.yaml"),
            },
          ],
    );
    const list = loaded.forbidden.map((one) => ({
      ...one,
      phrases: one.phrases.map((phrase) => ({ phrase, said: pattern(phrase) })),
      unless: one.unless.map(pattern),
    }));
    if (list.length === 0) return [];
    const found = textsOf(library, words).flatMap(({ text, at }) =>
      sentencesOf(text).flatMap((sentence): Finding[] => {
        const plain = plainly(sentence);
        return list.flatMap(({ claim, phrases, unless, instead }) => {
          const phrase = phrases.find(({ said }) => said.test(plain))?.phrase;
          if (phrase === undefined || unless.some((said) => said.test(plain))) return [];
          return [{ at, unexpected: `"${phrase}" (${claim})`, expected: instead }];
        });
      }),
    );
    return [...unknown, ...found];
  },
};

function sentencesOf(text: string): string[] {
  return text.split(/\n|(?<=[.!?])\s+/);
}

/** Words in small letters with one blank around each, so that a phrase is found only as whole words. */
function plainly(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’\p{M}]/gu, "")
    .match(/[\p{L}\p{N}]+|…/gu);
  return ` ${(words ?? []).join(" ")} `;
}

/** Its words next to each other; `a/b` is either word, and `…` stands for up to three words. */
function pattern(phrase: string): RegExp {
  const words = phrase.split(/\s+/).map((word) => {
    if (word === "…") return "(?:\\S+ ){0,3}";
    const ways = word.split("/").map((way) => plainly(way).trim());
    return `(?:${ways.join("|")}) `;
  });
  return new RegExp(` ${words.join("")}`);
}
