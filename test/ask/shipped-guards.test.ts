import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waysToSay } from "../../src/ask/phrases.js";
import { commandsOf } from "../../src/runtime/commands.js";
import { shipped } from "../support/shipped.js";
import { askingOf } from "../support/studied.js";
import { cries } from "./cries.js";
import { crisisTexts, harmlessTexts } from "./guard-texts.js";
import { noCries } from "./no-cries.js";

const { library } = await shipped();
const asking = askingOf(library);

describe("the shipped guards", () => {
  it("the crisis guard is called by nearly every cry", () => {
    const all = [...crisisTexts, ...cries];
    const unheard = all.filter((text) => asking.guard(text) !== "crisis");
    expect(unheard.length / all.length, unheard.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("the crisis guard is called by at most one in eight of the sayings that were written to sound like a cry", () => {
    const all = [...harmlessTexts, ...noCries];
    const taken = all.filter((text) => asking.guard(text) !== null);
    expect(taken.length / all.length, taken.join("\n")).toBeLessThanOrEqual(1 / 8);
  });

  it("hear their own examples, word for word, unless something else has the same", () => {
    const examples = library.guards.flatMap(({ id, calls }) =>
      calls.filter((_, at) => at % 4 === 0).map((text) => [text, id]),
    );
    const missed = examples.filter(([text = "", id]) => asking.ask(text).guard !== id);
    expect(
      missed.length / examples.length,
      missed.map((one) => one.join(": ")).join("\n"),
    ).toBeLessThanOrEqual(0.01);
  });

  it("hardly one hears a cry or fraud in letters that mean nothing", () => {
    const word = fc.string({
      unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
      minLength: 1,
      maxLength: 8,
    });
    const texts = fc.sample(fc.array(word, { minLength: 1, maxLength: 4 }), { numRuns: 600, seed: 7 });
    const taken = texts
      .map((words) => words.join(" "))
      .filter((text) => ["crisis", "fraud"].includes(asking.ask(text).guard ?? ""));
    expect(taken.length / texts.length, taken.join("\n")).toBeLessThanOrEqual(0.02);
    expect(asking.guard("\u202e6202 hcraM")).toBeNull();
  });

  it("the crisis guard takes no command's name, and hardly a single word, for a cry", () => {
    const names = commandsOf(library).flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name) => asking.guard(name) !== null)).toEqual([]);
    const texts = Object.values(library.articles).flatMap(({ short, text }) => [short, text]);
    const words = [
      ...new Set(
        texts
          .join(" ")
          .toLowerCase()
          .match(/[a-z']+/g),
      ),
    ];
    const taken = words.filter((word) => asking.guard(word) !== null);
    expect(taken.length / words.length, taken.join(" ")).toBeLessThanOrEqual(0.01);
  });

  it.each([
    ["my visa was refused. ", ". I applied to medicine"],
    ["my visa was refused and ", ""],
    ["", " because of this visa"],
    ["", " since my program ended"],
    ["", " for my family"],
    ["", " with all these problems"],
    ["i am a doctor ", " and i am alone"],
    ["sorry to write this but ", " please"],
  ])("the crisis guard hears nearly every cry also in: %s…%s", (before, after) => {
    const unheard = cries.filter((cry) => asking.guard(before + cry + after) === null);
    expect(unheard.length / cries.length, unheard.join("\n")).toBeLessThanOrEqual(0.05);
  });

  it("the crisis guard comes first, and hardly any article's question calls it", () => {
    expect(library.guards[0]?.id).toBe("crisis");
    const asks = Object.values(library.articles).flatMap((article) => article.asks);
    const taken = asks.filter((ask) => asking.guard(ask) !== null);
    expect(taken.length / asks.length, taken.join("\n")).toBeLessThanOrEqual(0.005);
  });

  it("no guard is called by a label, a name or a command that a member types as the bot wrote it", () => {
    const labels = [...Object.values(library.flowWords), ...Object.values(library.letterWords)].flatMap(
      ({ questions }) => Object.values(questions).flatMap(({ options }) => Object.values(options)),
    );
    const lists = Object.values(library.flows.flows).flatMap(({ questions }) =>
      questions.flatMap((one) => (one.kind === "pick" ? one.entries : [])),
    );
    const entries = [...lists, ...Object.values(library.lookups).flatMap((one) => one.entries)];
    const offered = [
      ...labels.map(({ label }) => label),
      ...entries.flatMap(({ key, names }) => [key, ...names]),
      ...Object.values(library.interface.buttons ?? {}),
    ];
    expect(offered).toContain("IM");
    expect(offered.filter((text) => asking.guard(text) !== null)).toEqual([]);
  });

  it.each([
    "tomorrow",
    "20 April 2027",
    "1 Mar",
    "Mar 3rd, 2026",
    "12.3.2027",
    "April 2027",
    "next Friday",
    "on Sunday",
    "IM please",
    "IM or FM",
    "I'm 35",
    "im 40 yo",
    "St. Luke's, IM",
    "Mercy Hospital, IM",
    "none of them I think",
  ])("the crisis guard leaves to the flow what is a short answer: %s", (text) =>
    expect(asking.guard(text)).toBeNull(),
  );

  it.each(["I want to die on Friday", "until Friday, then I die", "this Sunday I will do it, goodbye"])(
    "the crisis guard hears a cry with a day in it: %s",
    (text) => expect(asking.guard(text)).toBe("crisis"),
  );

  it("each is called by every one of its phrases, in every word it allows, unless one before it is", () => {
    const orders = new Map(library.guards.map((guard) => [guard.id, guard.order]));
    for (const { id, order, phrases } of library.guards) {
      for (const phrase of phrases.flatMap(waysToSay)) {
        const called = asking.ask(phrase).guard;
        expect(called, `${id}: ${phrase}`).not.toBeNull();
        expect(orders.get(called ?? ""), `${id}: ${phrase}`).toBeLessThanOrEqual(order);
      }
    }
  });

  it("take hardly any question that an article is written for, besides one that fraud answers better", () => {
    const asks = Object.values(library.articles).flatMap((article) => article.asks);
    // An article can say only in passing what fraud says of it: pay nothing, keep the messages, what if it is done.
    expect(asking.ask("someone says he can guarantee my visa").guard).toBe("fraud");
    const besides = asks.filter((ask) => ask !== "someone says he can guarantee my visa");
    const taken = besides.filter((ask) => asking.ask(ask).guard !== null);
    expect(taken.length / besides.length, taken.join("\n")).toBeLessThanOrEqual(0.03);
  });

  const told: readonly (readonly [question: string, guard: string | null])[] = [
    ["agent filled my form i never saw it", null],
    ["my agent has filled my form and I did not see it", null],
    ["they filled my form wrong", null],
    ["I filled in my form alone", null],
    ["how to write a personal statement", null],
    ["fill my form please", "forms"],
    ["can someone fill my form for me", "forms"],
    ["can you fill in my ds160", "forms"],
    ["he says he guarantees the visa", "fraud"],
    ["my consultant can guarantee visa approval", "fraud"],
    ["can i lie on my form", "fraud"],
    ["I did not really lie on my form", null],
    ["the officer said that I lied in the interview", null],
    ["they accused me of lying on my form", null],
    ["my uk visa was refused", "not-covered"],
    ["schengen visa for germany", "not-covered"],
  ];

  it("are told apart, three in four at least", () => {
    const wrong = told.filter(([question, guard]) => asking.ask(question).guard !== guard);
    expect(wrong.length / told.length, wrong.join("\n")).toBeLessThanOrEqual(0.25);
  });

  it("read 10,000 characters of words that nobody knows in little time", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const word = (at: number): string =>
      [7, 3, 11, 5, 17, 2, 13].map((by, index) => letters[(at * by + index * at + index) % 26]).join("");
    const text = Array.from({ length: 1_250 }, (_, at) => word(at)).join(" ");
    asking.guard(text);
    const begun = performance.now();
    asking.guard(text);
    // Some milliseconds in truth; the rest is for a machine that is busy with other tests.
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
