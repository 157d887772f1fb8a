/** A conversation from a server command to what follows, by both transports, with the real library. */
import { afterEach, describe, expect, it } from "vitest";
import { startDiscord } from "../../support/discord/fake.js";
import { botsUntil, startBot } from "../../support/discord-bot.js";
import { told } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";

const start = botsUntil(afterEach);
const kept = keptUntil(afterEach);

describe.each(["gateway", "http"] as const)("a member in a server, by %s (D-29)", (over) => {
  it("begins a flow privately, answers in one message that is edited, and nobody else sees it", async () => {
    const bot = await start({ over });
    const { fake } = bot;
    const maya = fake.person({ name: "Maya" });
    const other = fake.person({ name: "Ana" });
    const channel = fake.guild({ members: [maya, other] }).channel();
    const at = maya.in(channel);
    const asked = at.command("denied");
    expect(await asked.answered()).toMatchObject({ type: 5 });
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    const first = at.last();
    expect(first).toMatchObject({ ephemeral: true, thinking: false });
    expect(first?.text).toContain("Question 1 of at most");
    const label = first?.selects[0]?.options[0]?.label ?? first?.buttons[0]?.label ?? "";
    const next = first?.selects[0] === undefined ? at.press(label) : at.choose(label);
    expect(await next.answered()).toMatchObject({ type: 6 });
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(other.in(channel).messages()).toEqual([]);
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });
});

it("a bot that ends while it looks at its commands has nothing to warn of", async () => {
  const fake = kept(await startDiscord());
  const gate = fake.gate();
  fake.fail("listCommands", 1, { kind: "hold", gate });
  const bot = await startBot({ fake, ready: false });
  await fake.until(() => (gate.waiting() === 1 ? true : undefined), "a look at its commands");
  await bot.close();
  gate.open();
  expect(told(bot, "commands-failed")).toEqual([]);
});
