import { describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { shipped } from "../support/shipped.js";
import { crisisTexts, harmlessTexts } from "./guard-texts.js";
import { offTopic } from "./off-topic.js";

const { library } = await shipped();
const asking = createAsking(library);

describe("the shipped guards", () => {
  it.each(crisisTexts)("the crisis guard is called by: %s", (text) =>
    expect(asking.guard(text)).toBe("crisis"),
  );
  it.each(harmlessTexts)("the crisis guard is not called by: %s", (text) =>
    expect(asking.guard(text)).toBeNull(),
  );

  it("the crisis guard comes first, and no article's question calls it", () => {
    expect(library.guards[0]?.id).toBe("crisis");
    for (const { asks } of Object.values(library.articles)) {
      for (const ask of asks) expect(asking.guard(ask), ask).toBeNull();
    }
  });

  it("each is called by every one of its phrases, unless one before it is", () => {
    const orders = new Map(library.guards.map((guard) => [guard.id, guard.order]));
    for (const { id, order, phrases } of library.guards) {
      for (const phrase of phrases) {
        const called = asking.ask(phrase).guard;
        expect(called, `${id}: ${phrase}`).not.toBeNull();
        expect(orders.get(called ?? ""), `${id}: ${phrase}`).toBeLessThanOrEqual(order);
      }
    }
  });

  it("take few of the questions that articles are written for", () => {
    const asks = Object.values(library.articles).flatMap((article) => article.asks);
    const taken = asks.filter((ask) => asking.ask(ask).guard !== null);
    expect(taken.length / asks.length).toBeLessThanOrEqual(0.02);
  });

  it("answer what is off topic with nothing or with a guard, never with an article", () => {
    for (const question of offTopic) expect(asking.ask(question).answers, question).toEqual([]);
    for (const question of ["my uk visa was refused", "canada visa refusal", "schengen visa for germany"])
      expect(asking.ask(question), question).toEqual({ guard: "not-covered", answers: [] });
  });
});
