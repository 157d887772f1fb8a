/** What the fake itself gave back, held against Discord's OpenAPI: for its own tests. */
import { written } from "./calls.js";
import type { FakeDiscord } from "./fake.js";
import { operations } from "./routes.js";

/** What is wrong with the answers to all calls so far; nothing where the fake answers as Discord does. */
export function answerProblems({ calls, spec }: Pick<FakeDiscord, "calls" | "spec">): string[] {
  return calls.flatMap(({ number, route, outcome }) => {
    if (outcome.kind !== "done" || outcome.status === 204) return [];
    const problems = spec.responseProblems(operations[route], outcome.body);
    return problems.map((one) => `${number} ${route}: ${written(one)}`);
  });
}
