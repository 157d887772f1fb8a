import { describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { shipped } from "../support/shipped.js";
import { cries } from "./cries.js";
import { crisisTexts, harmlessTexts } from "./guard-texts.js";
import { noCries } from "./no-cries.js";
import { offTopic } from "./off-topic.js";

const { library } = await shipped();
const asking = createAsking(library);

describe("the shipped guards", () => {
  it.each([...crisisTexts, ...cries])("the crisis guard is called by: %s", (text) =>
    expect(asking.guard(text)).toBe("crisis"),
  );
  it.each([...harmlessTexts, ...noCries])("the crisis guard is not called by: %s", (text) =>
    expect(asking.guard(text)).toBeNull(),
  );

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
    expect(unheard.length / cries.length, unheard.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("the crisis guard comes first, and no article's question calls it", () => {
    expect(library.guards[0]?.id).toBe("crisis");
    for (const { asks } of Object.values(library.articles)) {
      for (const ask of asks) expect(asking.guard(ask), ask).toBeNull();
    }
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
    "IM please",
    "IM or FM",
    "I'm 35",
    "im 40 yo",
    "St. Luke's, IM",
    "Mercy Hospital, IM",
    "none of them I think",
    "Dr. Im",
  ])("the crisis guard leaves to the flow what is a short answer: %s", (text) =>
    expect(asking.guard(text)).toBeNull(),
  );

  it("each is called by every one of its phrases, in every word it allows, unless one before it is", () => {
    const orders = new Map(library.guards.map((guard) => [guard.id, guard.order]));
    for (const { id, order, phrases } of library.guards) {
      for (const phrase of phrases.flatMap(sayings)) {
        const called = asking.ask(phrase).guard;
        expect(called, `${id}: ${phrase}`).not.toBeNull();
        expect(orders.get(called ?? ""), `${id}: ${phrase}`).toBeLessThanOrEqual(order);
      }
    }
  });

  it("take no question that an article is written for, except one that fraud answers better", () => {
    const asks = Object.values(library.articles).flatMap((article) => article.asks);
    // An article can say only in passing what fraud says of it: pay nothing, keep the messages, what if it is done.
    expect(asking.ask("someone says he can guarantee my visa").guard).toBe("fraud");
    const besides = asks.filter((ask) => ask !== "someone says he can guarantee my visa");
    expect(besides.filter((ask) => asking.ask(ask).guard !== null)).toEqual([]);
  });

  it.each([
    "agent filled my form i never saw it",
    "my agent has filled my form and I did not see it",
    "they filled my form wrong",
    "I filled in my form alone",
    "write my visa story",
    "can you write a statement of intent for me",
    "how to write a personal statement",
  ])("forms leaves to the articles: %s", (question) => expect(asking.ask(question).guard).toBeNull());

  it.each([
    "fill my form please",
    "can someone fill my form for me",
    "can you fill in my ds160",
    "write a personal statement for me",
  ])("forms answers: %s", (question) => expect(asking.ask(question).guard).toBe("forms"));

  it.each([
    "he says he guarantees the visa",
    "my consultant can guarantee visa approval",
    "somebody promised to guarantee me a match",
    "can i lie on my form",
  ])("fraud answers: %s", (question) => expect(asking.ask(question).guard).toBe("fraud"));

  it.each([
    "I did not really lie on my form",
    "the officer said that I lied in the interview",
    "they accused me of lying on my form",
  ])("fraud leaves to the articles: %s", (question) => expect(asking.ask(question).guard).toBeNull());

  it("read 10,000 characters of words that nobody knows in little time", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const word = (at: number): string =>
      [7, 3, 11, 5, 17, 2, 13].map((by, index) => letters[(at * by + index * at + index) % 26]).join("");
    const text = Array.from({ length: 1_250 }, (_, at) => word(at)).join(" ");
    asking.guard(text);
    const begun = performance.now();
    asking.guard(text);
    // Some milliseconds in truth; the rest is for a machine that is busy with other tests.
    expect(performance.now() - begun).toBeLessThan(200);
  });

  it("answer what is off topic with nothing or with a guard, never with an article", () => {
    for (const question of offTopic) expect(asking.ask(question).answers, question).toEqual([]);
    for (const question of ["my uk visa was refused", "canada visa refusal", "schengen visa for germany"])
      expect(asking.ask(question), question).toEqual({ guard: "not-covered", answers: [] });
  });
});

/** Ways to say a phrase, so many that each of its words is in one of them. */
function sayings(phrase: string): string[] {
  const parts = phrase.split(" ").map((part) => part.split("/"));
  const most = Math.max(...parts.map((ways) => ways.length));
  return Array.from({ length: most }, (_, at) =>
    parts.map((ways) => (ways[at % ways.length] ?? "").replaceAll("-", " ")).join(" "),
  );
}
