/**
 * How long `/ask` takes: a question of 12 words and one of 200 over the shipped articles, and how both grow with generated
 * articles, up to 10,000. What is studied once for a library is measured beside it, and how often a way of asking that the
 * library does not have, a shortened one, finds its own article.
 */
import { performance } from "node:perf_hooks";
import { bench, describe } from "vitest";
import { createAsking } from "../src/ask/index.js";
import { lessonsOf } from "../src/ask/meaning.js";
import { study } from "../src/ask/study.js";
import type { Library } from "../src/content/library.js";
import { shipped } from "../test/support/shipped.js";

const { library } = await shipped();
const short = "my visa was refused under 214b how long must i wait now";
const long = Array.from({ length: 200 }, (_, at) => short.split(" ")[at % 12]).join(" ");

/** Of so many runs the middle one, in milliseconds. */
function median(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** Numbers without a pattern, the same every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** The library with so many articles of words of its own: each about six words, which it has in common with some others. */
function generated(many: number): { library: Library; asked: readonly { question: string; id: string }[] } {
  const next = numbers(1);
  const [pattern] = Object.values(library.articles);
  if (pattern === undefined) throw new Error("There is no article to write others after.");
  const asked: { question: string; id: string }[] = [];
  const articles = Array.from({ length: many }, (_, at) => {
    const about = Array.from({ length: 6 }, () => `w${letters(next(3000))}`);
    const ask = (): string => ["how", "do", "i", ...about.filter(() => next(3) > 0), "now"].join(" ");
    const id = `made/${at}`;
    if (at % Math.ceil(many / 200) === 0) asked.push({ question: ask(), id });
    return {
      ...pattern,
      id,
      title: about.slice(0, 4).join(" "),
      short: `You ${about.join(" and ")}.`,
      text: about.join(" "),
      asks: [ask(), ask(), ask()],
      paraphrases: [ask(), ask(), ask(), ask()],
    };
  });
  return {
    library: { ...library, guards: [], articles: Object.fromEntries(articles.map((one) => [one.id, one])) },
    asked,
  };
}

function letters(number: number): string {
  return [...String(number)].map((digit) => "bdfgklmnpr".charAt(Number(digit))).join("a");
}

const rows = [150, 1000, 10_000].map((many) => {
  const made = generated(many);
  const begun = performance.now();
  const studied = study(lessonsOf(made.library));
  const studying = performance.now() - begun;
  const asking = createAsking(made.library, () => studied);
  const found = made.asked.filter(({ question, id }) => asking.ask(question).nearest[0]?.id === id);
  return {
    articles: many,
    "studied, s": (studying / 1000).toFixed(1),
    "12 words, ms": Number(median(101, () => asking.ask(short)).toFixed(3)),
    "200 words, ms": Number(median(21, () => asking.ask(long)).toFixed(3)),
    "own article first, %": Math.round((100 * found.length) / made.asked.length),
  };
});
console.log("Generated articles:");
console.table(rows);
const [few, , most] = rows;
if (few !== undefined && most !== undefined) {
  const grown = most["12 words, ms"] / few["12 words, ms"];
  console.log(`${most.articles / few.articles} times the articles take ${grown.toFixed(1)} times as long.`);
}

const begun = performance.now();
const studied = study(lessonsOf(library));
console.log(`The shipped library is studied in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
const asking = createAsking(library, () => studied);
console.log(
  `12 words: ${median(301, () => asking.ask(short)).toFixed(2)} ms; 200 words: ${median(101, () => asking.ask(long)).toFixed(2)} ms.`,
);

describe("/ask over the shipped articles", () => {
  bench("a question of 12 words", () => {
    asking.ask(short);
  });
  bench("a question of 200 words", () => {
    asking.ask(long);
  });
});
