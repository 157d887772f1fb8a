/** The fake Discord itself: interactions that are posted to an endpoint, signed, and answered in the response (D-29, D-30). */
import { createPublicKey, verify } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import type { Person } from "../../support/discord/people.js";
import { plainCall, plainRespond, webhook, whyRefused } from "../../support/discord/plain.js";
import { isRecord } from "../../support/discord/schema.js";
import { identify, openSocket } from "../../support/discord/socket.js";

type Answer = { status: number; body?: unknown; type?: string; raw?: Buffer };
type Bot = { url: string; taken: unknown[]; close(): Promise<void> };

let fake: FakeDiscord;
let maya: Person;
const bots: Bot[] = [];

beforeEach(async () => {
  fake = await startDiscord();
  maya = fake.person({ name: "Maya" });
});
afterEach(async () => {
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
  for (const bot of bots.splice(0)) await bot.close();
});

const none = { allowed_mentions: { parse: [] } };

/** A bot of a few lines: verifies unless told not to, and answers what `answer` says. */
async function startBot(
  answer: (raw: Readonly<Record<string, unknown>>) => Answer,
  verifies = true,
): Promise<Bot> {
  const taken: unknown[] = [];
  const server = createServer((request, response) => void take(request, response));
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (verifies && !isSigned(request, body)) {
      response.writeHead(401).end();
      return;
    }
    const raw: unknown = JSON.parse(body.toString("utf8"));
    if (!isRecord(raw)) throw new Error("no interaction");
    if (raw.type === 1) {
      response.writeHead(200, { "content-type": "application/json" }).end('{"type":1}');
      return;
    }
    taken.push(raw);
    const { status, body: given, type = "application/json", raw: bytes } = answer(raw);
    response.writeHead(status, { "content-type": type });
    response.end(bytes ?? (given === undefined ? undefined : JSON.stringify(given)));
  }
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const bot: Bot = {
    url: `http://127.0.0.1:${address.port}`,
    taken,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  bots.push(bot);
  return bot;
}

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const { "x-signature-ed25519": signature, "x-signature-timestamp": time } = headers;
  if (typeof signature !== "string" || !/^[0-9a-f]{128}$/.test(signature) || typeof time !== "string")
    return false;
  const key = createPublicKey({
    format: "der",
    type: "spki",
    // How a key of this kind begins, before its 32 bytes.
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(fake.publicKey, "hex")]),
  });
  return verify(null, Buffer.concat([Buffer.from(time), body]), key, Buffer.from(signature, "hex"));
}

describe("an endpoint", () => {
  it("D-30: is taken where it answers a PING and refuses what is signed wrongly", async () => {
    const bot = await startBot(() => ({ status: 202 }));
    const verdict = await fake.endpoint.set(bot.url);
    expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdict.checks).toHaveLength(8);
    expect(fake.endpoint.url()).toBe(bot.url);
    expect((await plainCall(fake, "GET", "/applications/@me")).body).toMatchObject({
      interactions_endpoint_url: bot.url,
      verify_key: fake.publicKey,
    });
  });

  it("D-30: is not taken, and is removed later, where it takes everything", async () => {
    const careless = await startBot(() => ({ status: 202 }), false);
    const verdict = await fake.endpoint.set(careless.url);
    expect(verdict.passed).toBe(false);
    expect(verdict.checks.filter(({ passed }) => passed).map(({ what }) => what)).toEqual([
      "a PING is answered with a PONG",
    ]);
    expect(fake.endpoint.url()).toBeUndefined();
    const bot = await startBot(() => ({ status: 202 }));
    await fake.endpoint.set(bot.url);
    fake.endpoint.reach(bot.url, careless.url);
    expect((await fake.endpoint.probe()).passed).toBe(false);
    expect(fake.endpoint.url()).toBeUndefined();
    expect((await fake.endpoint.set("http://127.0.0.1:9")).passed).toBe(false);
  });

  it("D-29: gets interactions instead of the gateway, and answers in the response", async () => {
    const bot = await startBot(() => ({
      status: 200,
      body: { type: 4, data: { ...none, content: "Which?", flags: 64 } },
    }));
    const socket = await openSocket(fake);
    socket.send(identify(fake, { intents: 1 << 12 }));
    await socket.event("READY");
    await fake.endpoint.set(bot.url);
    const at = maya.dm();
    const asked = at.forge.command("denied");
    expect(await asked.answered()).toMatchObject({ type: 4, ephemeral: true });
    expect(at.messages()).toMatchObject([{ text: "Which?", ephemeral: true }]);
    expect(bot.taken).toEqual([asked.raw].map((raw) => JSON.parse(JSON.stringify(raw))));
    expect(fake.callsOf("respond")).toMatchObject([{ outcome: { kind: "done" } }]);
    at.type("messages still come by the gateway");
    await fake.settled();
    expect(socket.events()).toEqual(["READY", "MESSAGE_CREATE"]);
    expect(fake.endpoint.posted).toMatchObject([{ interaction: asked.id, status: 200 }]);
    fake.endpoint.clear();
    at.forge.command("denied");
    await socket.event("INTERACTION_CREATE");
  });

  it("D-30: may answer 202 and use the callback", async () => {
    const bot = await startBot(() => ({ status: 202 }));
    await fake.endpoint.set(bot.url);
    const at = maya.dm();
    const asked = at.forge.command("denied");
    await fake.until(() => (bot.taken.length === 1 ? true : undefined), "a posted interaction");
    expect(asked.failed()).toBeUndefined();
    expect(whyRefused(await plainRespond(fake, asked.raw, { type: 5, data: { flags: 64 } }))).toBe("");
    const edited = await plainCall(fake, "PATCH", webhook(asked.raw, "/messages/@original"), {
      ...none,
      content: "a",
    });
    expect(whyRefused(edited)).toBe("");
    expect(at.messages()).toMatchObject([{ text: "a" }]);
  });

  it("answers with files too, and is checked as every call", async () => {
    const form = [
      "--x",
      'content-disposition: form-data; name="payload_json"',
      "content-type: application/json",
      "",
      JSON.stringify({
        type: 4,
        data: { ...none, content: "Your plan", attachments: [{ id: 0, filename: "plan.ics" }] },
      }),
      "--x",
      'content-disposition: form-data; name="files[0]"; filename="x.ics"',
      "content-type: text/calendar",
      "",
      "BEGIN:VCALENDAR",
      "--x--",
      "",
    ].join("\r\n");
    const bot = await startBot(({ data }) =>
      isRecord(data) && data.name === "plan"
        ? { status: 200, type: "multipart/form-data; boundary=x", raw: Buffer.from(form) }
        : { status: 200, body: { type: 4, data: { content: "a".repeat(2001) } } },
    );
    await fake.endpoint.set(bot.url);
    const at = maya.dm();
    await at.forge.command("plan").answered();
    expect(at.last()).toMatchObject({
      text: "Your plan",
      files: [{ name: "plan.ics", type: "text/calendar" }],
    });
    const wrong = at.forge.command("other");
    await expect(wrong.answered()).rejects.toThrow("answered 200 with what was refused; respond: 400 50035");
  });

  it("that fails leaves the member with a failed interaction", async () => {
    const bot = await startBot(() => ({ status: 500 }));
    await fake.endpoint.set(bot.url);
    await expect(maya.dm().forge.command("denied").answered()).rejects.toThrow("the endpoint answered 500");
    await bot.close();
    await expect(maya.dm().forge.command("denied").answered()).rejects.toThrow("This interaction failed");
    await fake.settled();
  });

  it("can have several machines behind it, in turn", async () => {
    const answer = (): Answer => ({ status: 200, body: { type: 5 } });
    const one = await startBot(answer);
    const two = await startBot(answer);
    await fake.endpoint.set(one.url);
    fake.endpoint.reach(one.url, one.url, two.url);
    for (const _ of [1, 2, 3, 4]) await maya.dm().forge.command("denied").answered();
    expect([one.taken.length, two.taken.length]).toEqual([2, 2]);
  });

  it("is posted anything that a test wants, signed rightly or wrongly", async () => {
    const bot = await startBot(() => ({ status: 202 }));
    await fake.endpoint.set(bot.url);
    const body = JSON.stringify({ type: 99 });
    expect(await fake.endpoint.post(body)).toMatchObject({ status: 202 });
    expect(await fake.endpoint.post(body, "other body")).toMatchObject({ status: 401 });
    expect(await fake.endpoint.post(body, "no time")).toMatchObject({ status: 401 });
    expect(bot.taken).toEqual([{ type: 99 }]);
  });
});
