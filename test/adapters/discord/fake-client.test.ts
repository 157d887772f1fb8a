/** The fake Discord through the real client: it logs in, hears what people do, answers, and comes back after a loss. */
import {
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  Partials,
} from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, type FakeOptions, startDiscord } from "../../support/discord/fake.js";
import type { Channel, Person } from "../../support/discord/people.js";

let fake: FakeDiscord;
let client: Client;
let maya: Person;
let channel: Channel;

beforeEach(() => begin());
afterEach(end);

async function begin(options?: FakeOptions, more: Partial<ClientOptions> = {}): Promise<void> {
  fake = await startDiscord(options);
  client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: { api: fake.api },
    ...more,
  });
  maya = fake.person({ name: "Maya" });
  channel = fake.guild({ members: [maya] }).channel("visa");
}

async function end(): Promise<void> {
  await client.destroy();
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
}

async function login(): Promise<void> {
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(fake.token);
  await ready;
}

/** Resolves with the next interaction that the client has. */
const interaction = (): Promise<Interaction> =>
  new Promise((done) => client.once(Events.InteractionCreate, done));
const message = (): Promise<Message> => new Promise((done) => client.once(Events.MessageCreate, done));

const code = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : error);

describe("the real client", () => {
  it("DJ-19: logs in, registers commands, and answers one privately", async () => {
    await login();
    expect(client.guilds.cache.size).toBe(1);
    await client.application?.commands.set([{ name: "denied", description: "Your visa was refused" }]);
    const at = maya.in(channel);
    const heard = interaction();
    const asked = at.command("denied");
    const command = await heard;
    if (!command.isChatInputCommand()) throw new Error("no command");
    expect(command).toMatchObject({ commandName: "denied", channelId: channel.id, locale: "en-US" });
    expect(command.inCachedGuild()).toBe(true);
    await command.deferReply({ flags: MessageFlags.Ephemeral });
    expect(at.messages()).toMatchObject([{ thinking: true, ephemeral: true }]);
    await command.editReply({
      content: "**Which** section?",
      components: [{ type: 1, components: [{ type: 2, style: 1, label: "214(b)", custom_id: "1:214b" }] }],
      files: [{ attachment: Buffer.from("x"), name: "plan.ics" }],
    });
    expect(asked.response()).toMatchObject({ type: 5, ephemeral: true, after: 0 });
    expect(at.messages()).toMatchObject([
      {
        text: "Which section?",
        thinking: false,
        buttons: [{ label: "214(b)", customId: "1:214b" }],
        files: [{ name: "plan.ics" }],
      },
    ]);
    const pressed = interaction();
    at.press("214(b)");
    const press = await pressed;
    if (!press.isButton()) throw new Error("no press");
    expect(press.message.flags.has(MessageFlags.Ephemeral)).toBe(true);
    await press.update({ content: "Noted", components: [] });
    await press.followUp({ content: "More", flags: MessageFlags.Ephemeral });
    await fake.settled();
    expect(at.messages()).toMatchObject([
      { text: "Noted", edits: 1 },
      { text: "More", ephemeral: true },
    ]);
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });

  it("D-23: opens a form and takes what is filled in", async () => {
    await login();
    const at = maya.dm();
    const heard = interaction();
    at.forge.command("denied");
    const command = await heard;
    if (!command.isChatInputCommand()) throw new Error("no command");
    await command.showModal({
      custom_id: "2:day",
      title: "The day",
      components: [{ type: 18, label: "Day", component: { type: 4, custom_id: "day", style: 1 } }],
    });
    expect((await at.untilForm()).fields).toMatchObject([{ label: "Day" }]);
    const submitted = interaction();
    at.fill({ Day: "1 May 2026" });
    const modal = await submitted;
    if (!modal.isModalSubmit()) throw new Error("no form");
    expect(modal.fields.getTextInputValue("day")).toBe("1 May 2026");
    await modal.reply({ content: modal.fields.getTextInputValue("day"), flags: MessageFlags.Ephemeral });
    expect(at.messages()).toMatchObject([{ text: "1 May 2026", ephemeral: true }]);
    expect(fake.violations).toEqual([]);
  });

  it("D-5, D-22, D-32: hears choices, suggestions and a message command", async () => {
    await login();
    await client.application?.commands.set([
      {
        name: "ask",
        description: "Ask",
        options: [{ type: 3, name: "question", description: "Of what", required: true, autocomplete: true }],
      },
      { name: "Find an answer", type: 3 },
    ]);
    const at = maya.in(channel);
    client.on(Events.InteractionCreate, async (one) => {
      if (one.isAutocomplete()) await one.respond([{ name: one.options.getFocused(), value: "x" }]);
      if (one.isStringSelectMenu()) await one.update({ content: one.values.join(" "), components: [] });
      if (one.isMessageContextMenuCommand())
        await one.reply({
          content: one.targetMessage.content,
          flags: MessageFlags.Ephemeral,
          components: [
            {
              type: 1,
              components: [
                {
                  type: 3,
                  custom_id: "s",
                  max_values: 2,
                  options: ["a", "b", "c"].map((value) => ({ label: value.toUpperCase(), value })),
                },
              ],
            },
          ],
        });
    });
    expect(await at.autocomplete("ask", "question", "214").choices()).toEqual([{ name: "214", value: "x" }]);
    await at.messageCommand("Find an answer", at.type("My visa was refused").id).answered();
    expect(at.last()).toMatchObject({ text: "My visa was refused", ephemeral: true });
    await at.choose("C", "A").answered();
    expect(at.last()).toMatchObject({ text: "a c", selects: [] });
    expect(fake.violations).toEqual([]);
  });

  it("DJ-7, D-32: hears direct messages, and answers them", async () => {
    await login();
    const heard = message();
    const at = maya.dm();
    at.type("hello");
    const said = await heard;
    expect(said).toMatchObject({ content: "hello", author: { id: maya.id } });
    await said.reply("hello back");
    expect(at.last()).toMatchObject({ by: "bot", text: "hello back", replyTo: said.id });
    maya.direct("closed");
    await expect(said.reply("again").catch(code)).resolves.toBe(50007);
  });

  it("D-24: sends components v2", async () => {
    await login();
    const heard = interaction();
    const at = maya.in(channel);
    at.forge.command("denied");
    const command = await heard;
    if (!command.isChatInputCommand()) throw new Error("no command");
    await command.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: [
        {
          type: 17,
          components: [
            { type: 10, content: "# Your plan" },
            { type: 14 },
            { type: 13, file: { url: "attachment://plan.ics" } },
            { type: 1, components: [{ type: 2, style: 2, label: "Done", custom_id: "3:done" }] },
          ],
        },
      ],
      files: [{ attachment: Buffer.from("x"), name: "plan.ics" }],
    });
    expect(at.last()).toMatchObject({
      text: "Your plan",
      marks: [{ kind: "heading", text: "Your plan" }],
      files: [{ name: "plan.ics" }],
      buttons: [{ label: "Done" }],
      ephemeral: true,
    });
    expect(fake.violations).toEqual([]);
  });

  it("DJ-2: after an answer that was lost the client repeats it, and is told that it was acknowledged", async () => {
    await login();
    const heard = interaction();
    const at = maya.dm();
    const asked = at.forge.command("denied");
    const command = await heard;
    if (!command.isChatInputCommand()) throw new Error("no command");
    fake.fail("respond", 1, { kind: "server", status: 504, done: true });
    expect(await command.deferReply({ flags: MessageFlags.Ephemeral }).catch(code)).toBe(40060);
    expect(asked.response()).toMatchObject({ type: 5 });
    expect(asked.refused).toEqual([{ route: "respond", status: 400, code: 40060 }]);
    expect(at.messages()).toMatchObject([{ thinking: true }]);
  });

  it("DJ-10: is refused with a wrong token, and for an intent that is switched off", async () => {
    await expect(client.login("MTEw.wrong.token")).rejects.toThrow();
    await client.destroy();
    client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: fake.api } });
    await expect(client.login(fake.token)).rejects.toThrow("disallowed intents");
  });
});

describe("a loss", () => {
  it("F64: the client resumes, and hears what it missed and what is repeated", async () => {
    await login();
    const heard: string[] = [];
    client.ws.on(GatewayDispatchEvents.MessageCreate, ({ content }: { content: string }) =>
      heard.push(content),
    );
    const resumed = new Promise((done) => client.once(Events.ShardResume, done));
    maya.dm().type("1");
    await fake.settled();
    fake.gateway.replay(1);
    fake.gateway.drop();
    maya.dm().type("2");
    await fake.settled();
    await resumed;
    expect(heard).toEqual(["1", "1", "2"]);
    expect(fake.gateway.identifies()).toBe(1);
    expect(fake.gateway.resumes()).toBe(1);
  });

  it("D-31: the client comes again when it is asked to", async () => {
    await login();
    const resumed = new Promise((done) => client.once(Events.ShardResume, done));
    fake.gateway.reconnect();
    await resumed;
    expect(fake.gateway.resumes()).toBe(1);
  });

  it("F66: a connection whose heartbeats nobody acknowledges is given up and resumed", async () => {
    await end();
    await begin({ gateway: { heartbeat: 150 } });
    await login();
    const resumed = new Promise((done) => client.once(Events.ShardResume, done));
    fake.gateway.swallowAcks(true);
    await fake.until(
      () => (fake.gateway.connected() === 0 ? true : undefined),
      "a connection that is given up",
    );
    fake.gateway.swallowAcks(false);
    await resumed;
    expect(fake.gateway.identifies()).toBe(1);
  });

  it("F65: a session that was forgotten is begun anew", async () => {
    await login();
    fake.gateway.drop();
    fake.gateway.forget();
    await fake.until(() => (fake.gateway.identifies() === 2 ? true : undefined), "a second IDENTIFY");
    await fake.until(() => (fake.gateway.connected() === 1 ? true : undefined), "a session");
    const heard = message();
    maya.dm().type("after");
    expect(await heard).toMatchObject({ content: "after" });
  });
});
