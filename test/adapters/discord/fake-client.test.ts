/** The fake Discord through the real client: it logs in, hears what people do, answers, and comes back after a loss. */
import { Client, Events, GatewayIntentBits, MessageFlags, Partials } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";

let fake: FakeDiscord;
let client: Client;

beforeEach(async () => {
  fake = await startDiscord();
  client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: { api: fake.api },
  });
});
afterEach(async () => {
  await client.destroy();
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
});

const denied = {
  name: "denied",
  description: "Your visa was refused",
  contexts: [0, 1],
  integration_types: [0],
};

async function login(): Promise<void> {
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(fake.token);
  await ready;
}

describe("the real client", () => {
  it("DJ-19: logs in, and hears a command that it answers privately", async () => {
    const maya = fake.person({ name: "Maya" });
    const guild = fake.guild({ members: [maya] });
    const channel = guild.channel();
    await login();
    expect(client.guilds.cache.size).toBe(1);
    await client.application?.commands.set([denied]);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply({
          content: "**Which** section?",
          components: [
            { type: 1, components: [{ type: 2, style: 1, label: "214(b)", custom_id: "1:214b" }] },
          ],
        });
      }
      if (interaction.isButton()) await interaction.update({ content: "Noted: 214(b)", components: [] });
    });
    const at = maya.in(channel);
    const asked = at.command("denied");
    await asked.answered();
    expect(asked.response()).toMatchObject({ type: 5, ephemeral: true, after: 0 });
    await fake.settled();
    await at.until((messages) => messages.at(-1)?.thinking === false);
    expect(at.messages()).toMatchObject([
      {
        by: "bot",
        text: "Which section?",
        ephemeral: true,
        buttons: [{ label: "214(b)", customId: "1:214b" }],
      },
    ]);
    const other = fake.person();
    guild.join(other);
    expect(other.in(channel).messages()).toEqual([]);
    await at.press("214(b)").answered();
    expect(at.messages()).toMatchObject([{ text: "Noted: 214(b)", buttons: [], edits: 1 }]);
    expect(fake.violations).toEqual([]);
  });
});
