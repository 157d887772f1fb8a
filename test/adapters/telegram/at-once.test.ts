/** Several people in one group at the same moment, through the real client against the fake Telegram. */
import { afterEach, expect, it } from "vitest";
import { botsUntil } from "../../support/telegram-bot.js";

const started = botsUntil(afterEach);

it("answers each of several who send a flow's command at the same moment, though the words are the same", async () => {
  const bot = await started();
  const { fake } = bot;
  const group = fake.group({ kind: "supergroup" });
  const people = [fake.person(), fake.person(), fake.person()];
  const asked = people.map((person) => group.as(person).type(`/denied@${fake.bot.username}`));
  await bot.quiet();
  const answers = group.sees().filter(({ by }) => by === "bot");
  expect(answers.map(({ replyTo }) => replyTo)).toEqual(asked.map((message) => message.message_id));
});
