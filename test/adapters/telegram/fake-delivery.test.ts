/** The fake Telegram's webhook, its faults on demand and its limits. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Telegram } from "telegraf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import { blocked } from "../../support/telegram/faults.js";
import { plainCall, whyRefused } from "../../support/telegram/plain.js";

let fake: FakeTelegram;
let telegram: Telegram;

beforeEach(async () => {
  fake = await startTelegram();
  telegram = new Telegram(fake.token, { apiRoot: fake.url });
});
afterEach(() => fake.close());

/** Why a call was refused; "" where it was not. */
const refused = (method: string, body: unknown) => whyRefused(fake, method, body);

describe("a webhook", () => {
  const address = "https://bot.example/telegram";
  type Got = {
    update: { update_id: number; message?: { text?: string } };
    headers: IncomingMessage["headers"];
  };
  type Reaction = { status: number; body?: string } | "never";

  let bot: Server;
  let got: Got[];
  let react: (got: Got) => Reaction;

  beforeEach(async () => {
    got = [];
    react = () => ({ status: 200 });
    bot = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const one = { update: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers };
      got.push(one);
      const reaction = react(one);
      if (reaction === "never") return;
      response.writeHead(reaction.status, { "content-type": "application/json" }).end(reaction.body);
    });
    await new Promise<void>((done) => bot.listen(0, "127.0.0.1", done));
    const place = bot.address();
    fake.reach("https://bot.example", `http://127.0.0.1:${typeof place === "object" ? place?.port : 0}`);
  });
  afterEach(() => {
    bot.close();
    bot.closeAllConnections();
  });

  const texts = (): (string | undefined)[] => got.map(({ update }) => update.message?.text);
  const deliveries = (count: number) =>
    fake.until(
      () =>
        fake.webhook.deliveries.length >= count && fake.webhook.busy() === 0
          ? fake.webhook.deliveries
          : undefined,
      `${count} deliveries`,
    );

  it("T-36: is called with the secret, and what it answers with 2xx is done", async () => {
    await telegram.setWebhook(address, { secret_token: "a-secret", allowed_updates: ["message"] });
    fake.person().privately().type("hello");
    await fake.settled();
    expect(texts()).toEqual(["hello"]);
    expect(got[0]?.headers).toMatchObject({
      "x-telegram-bot-api-secret-token": "a-secret",
      "content-type": "application/json",
      host: "bot.example",
    });
    expect(await telegram.getWebhookInfo()).toMatchObject({
      url: address,
      pending_update_count: 0,
      allowed_updates: ["message"],
    });
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ["http://bot.example/x", {}, "bad webhook: An HTTPS URL must be provided for webhook"],
    [
      "https://bot.example:3000/x",
      {},
      "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ],
    ["https://nowhere.example/x", {}, "bad webhook: Failed to resolve host: Name or service not known"],
    [address, { secret_token: "with space" }, "secret token contains unallowed characters"],
    [address, { secret_token: "a".repeat(257) }, "secret token is too long"],
  ])("T-36: refuses %s with %j", async (url, more, why) => {
    expect(await refused("setWebhook", { url, ...more })).toBe(`400 Bad Request: ${why}`);
  });

  it("T-36: repeats what is not 2xx with growing delays, one chat in order", async () => {
    react = () => ({ status: 503 });
    await telegram.setWebhook(address);
    const maya = fake.person().privately();
    maya.type("a");
    maya.type("b");
    await deliveries(1);
    fake.clock.advance(999);
    expect(texts()).toEqual(["a"]);
    fake.clock.advance(1);
    await deliveries(2);
    fake.clock.advance(1999);
    expect(texts()).toEqual(["a", "a"]);
    expect(await telegram.getWebhookInfo()).toMatchObject({
      pending_update_count: 2,
      last_error_message: "Wrong response from the webhook: 503 Service Unavailable",
    });
    react = () => ({ status: 204 });
    fake.webhook.repeat();
    await fake.settled();
    expect(texts()).toEqual(["a", "a", "a", "b"]);
    expect(fake.webhook.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1]);
  });

  it("T-36: gives up on an answer after 60 seconds, and other chats do not wait for it", async () => {
    react = ({ update }) => (update.message?.text === "slow" ? "never" : { status: 200 });
    await telegram.setWebhook(address);
    fake.person().privately().type("slow");
    fake.person().privately().type("quick");
    await fake.until(() => (got.length === 2 && fake.webhook.busy() === 1 ? true : undefined), "one answer");
    fake.clock.advance(60_000);
    await fake.until(() => fake.webhook.lastError(), "a time-out");
    expect(fake.webhook.deliveries.map(({ status, error }) => status ?? error)).toEqual([
      "Read timeout expired",
      200,
    ]);
  });

  it("T-36: max_connections at once", async () => {
    react = () => "never";
    await telegram.setWebhook(address, { max_connections: 2 });
    for (const text of ["a", "b", "c"]) fake.person().privately().type(text);
    expect(fake.webhook.busy()).toBe(2);
    expect(fake.waiting()).toHaveLength(3);
  });

  it("T-36: 410 for 23 hours removes it", async () => {
    react = () => ({ status: 410 });
    await telegram.setWebhook(address);
    fake.person().privately().type("a");
    await deliveries(1);
    // What is under way while the clock is moved so far is given up.
    fake.clock.advance(23 * 3_600_000);
    await deliveries(2);
    fake.webhook.repeat();
    await fake.until(() => (fake.webhook.settings() === undefined ? true : undefined), "its end");
  });

  it("T-34: excludes getUpdates, and ends one that is under way", async () => {
    const poll = refused("getUpdates", { timeout: 30 });
    await fake.until(() => fake.callsOf("getUpdates")[0], "a poll");
    await telegram.setWebhook(address);
    expect(await poll).toBe("409 Conflict: terminated by setWebhook request");
    expect(await refused("getUpdates", {})).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await telegram.deleteWebhook();
    expect(await refused("getUpdates", {})).toBe("");
  });

  it("T-37: a method in its answer is carried out", async () => {
    const maya = fake.person().privately();
    react = () => ({
      status: 200,
      body: JSON.stringify({ method: "sendMessage", chat_id: maya.id, text: "from the answer", wrong: 1 }),
    });
    await telegram.setWebhook(address);
    maya.type("a");
    await maya.until((messages) => messages.at(-1)?.text === "from the answer");
    expect(fake.violations).toMatchObject([{ problem: 'sendMessage: there is no field "wrong"' }]);
  });

  it("sends bodies in two parts, cut anywhere", async () => {
    await telegram.setWebhook(address);
    fake.webhook.split(150);
    fake.person({ name: "مايا" }).privately().type("مرحبا 😀");
    await fake.settled();
    expect(texts()).toEqual(["مرحبا 😀"]);
  });

  it("goes round the machines behind one address", async () => {
    await telegram.setWebhook(address);
    const there = fake.webhook.deliveries;
    fake.person().privately().type("a");
    await fake.settled();
    const [first] = there;
    fake.reach("https://bot.example", "http://127.0.0.1:1", new URL(first?.target ?? "").origin);
    fake.person().privately().type("b");
    await deliveries(2);
    fake.webhook.repeat();
    await fake.settled();
    expect(there.map(({ status }) => status)).toEqual([200, undefined, 200]);
  });
});

it("goes with real time where a test of real processes wants it", async () => {
  const stop = fake.clock.run();
  const before = fake.clock.now();
  expect(await telegram.getUpdates(1, 100, 0, undefined)).toEqual([]);
  stop();
  expect(fake.clock.now() - before).toBeGreaterThanOrEqual(1000);
});

it("says what is there instead, where it is waited for in vain", async () => {
  const hasty = await startTelegram({ patience: 1 });
  const maya = hasty.person({ name: "Maya" }).privately();
  maya.type("hello");
  await expect(maya.until((messages) => messages.length > 1, "an answer")).rejects.toThrow(
    "The chat never showed an answer. It shows:\n#101 Maya: hello",
  );
  await expect(hasty.settled()).rejects.toThrow("1 updates still wait");
  await hasty.close();
});

describe("faults on demand", () => {
  const send = { text: "x" };
  const open = (): number => {
    const maya = fake.person().privately();
    maya.start();
    return maya.id;
  };

  it("T-39, T-40, T-41: answers with any refusal, as often as asked, and without effect", async () => {
    const chat_id = open();
    fake.fail("sendMessage", 2, { kind: "wait", seconds: 7 });
    fake.fail("sendMessage", 1, blocked);
    fake.fail("sendMessage", 1, { kind: "server" });
    const answer = await plainCall(fake, "sendMessage", { chat_id, ...send });
    expect(answer).toMatchObject({
      status: 429,
      error_code: 429,
      description: "Too Many Requests: retry after 7",
      parameters: { retry_after: 7 },
    });
    await expect(telegram.sendMessage(chat_id, "x")).rejects.toMatchObject({ code: 429 });
    expect(await refused("sendMessage", { chat_id, ...send })).toBe(
      "403 Forbidden: bot was blocked by the user",
    );
    expect(await refused("sendMessage", { chat_id, ...send })).toBe("500 Internal Server Error");
    expect(await refused("sendMessage", { chat_id, ...send })).toBe("");
    expect(fake.faults.left()).toBe(0);
    expect(fake.callsOf("sendMessage").map(({ outcome }) => outcome.kind)).toEqual([
      "fault",
      "fault",
      "fault",
      "fault",
      "done",
    ]);
  });

  it("only for the calls that fit", async () => {
    const [first, second] = [open(), open()];
    fake.fail("*", 1, { kind: "server" }, (payload) => payload.chat_id === second);
    expect(await refused("sendMessage", { chat_id: first, ...send })).toBe("");
    expect(await refused("sendMessage", { chat_id: second, ...send })).toBe("500 Internal Server Error");
  });

  it("answers with HTML, with half a body, or not at all, before or after the effect", async () => {
    const maya = fake.person().privately();
    maya.start();
    fake.fail("sendMessage", 1, { kind: "html" });
    fake.fail("sendMessage", 1, { kind: "cut" });
    fake.fail("sendMessage", 1, { kind: "drop" });
    fake.fail("sendMessage", 1, { kind: "drop", done: true });
    await expect(telegram.sendMessage(maya.id, "html")).rejects.toMatchObject({ code: 502 });
    // The client of the library waits for the rest of a body that was cut, for 500 s (TL-13).
    await expect(plainCall(fake, "sendMessage", { chat_id: maya.id, text: "cut" })).rejects.toThrow();
    await expect(telegram.sendMessage(maya.id, "before")).rejects.toThrow();
    await expect(telegram.sendMessage(maya.id, "after")).rejects.toThrow();
    expect(maya.sees().map(({ text }) => text)).toEqual(["/start", "cut", "after"]);
  });

  it("hangs until the fake is closed", async () => {
    const maya = fake.person().privately();
    maya.start();
    fake.fail("sendMessage", 1, { kind: "hang", done: true });
    const hanging = telegram.sendMessage(maya.id, "x").catch((error: unknown) => error);
    await maya.until((messages) => messages.length === 2);
    await fake.close();
    expect(await hanging).toBeInstanceOf(Error);
  });

  it("tells of a message sent twice in a row", async () => {
    const maya = fake.person().privately();
    maya.start();
    fake.fail("sendMessage", 1, { kind: "drop", done: true });
    await expect(telegram.sendMessage(maya.id, "x")).rejects.toThrow();
    await telegram.sendMessage(maya.id, "x");
    expect(fake.duplicates).toMatchObject([{ kind: "message", chat: maya.id }]);
    maya.type("again?");
    await telegram.sendMessage(maya.id, "x");
    maya.forge("pressed");
    await telegram.sendMessage(maya.id, "x");
    expect(fake.duplicates).toHaveLength(1);
  });

  it("by chance, the same for the same seed", async () => {
    const chat_id = open();
    const draw = async (): Promise<string> => {
      fake.faults.randomly({ seed: 7, share: 0.3, kinds: [{ kind: "server" }], methods: ["sendMessage"] });
      let drawn = "";
      for (let at = 0; at < 20; at += 1)
        drawn += (await refused("sendMessage", { chat_id, text: `${at}` })) === "" ? "." : "x";
      return drawn;
    };
    const first = await draw();
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
    expect(await draw()).toBe(first);
  });
});

describe("T-39: limits, when they are on", () => {
  const chatting = (count: number, chat_id: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) => plainCall(fake, "sendMessage", { chat_id, text: `${at}` })),
    );

  it("of a private chat, told with how long to wait", async () => {
    fake.limits(true);
    const maya = fake.person().privately();
    maya.start();
    const answers = await chatting(6, maya.id);
    const last = answers.filter(({ status }) => status === 429);
    expect(last).toMatchObject([{ parameters: { retry_after: 5 } }]);
    fake.clock.advance(5000);
    expect(await refused("sendMessage", { chat_id: maya.id, text: "x" })).toBe("");
  });

  it("of a group, and of edits with sends", async () => {
    fake.limits(true);
    const group = fake.group();
    await chatting(19, group.id);
    const { result } = await plainCall(fake, "sendMessage", { chat_id: group.id, text: "x" });
    expect(result).toMatchObject({ text: "x" });
    const edit = { chat_id: group.id, message_id: group.sees().at(-1)?.id, text: "y" };
    expect(await refused("editMessageText", edit)).toBe("429 Too Many Requests: retry after 60");
    expect(await refused("answerCallbackQuery", { callback_query_id: "1" })).toContain("query is too old");
  });
});
