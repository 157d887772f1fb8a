/** The fake Discord itself: its gateway, by a client that does nothing by itself. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { plainCall, plainRespond, whyRefused } from "../../support/discord/plain.js";
import { isRecord } from "../../support/discord/schema.js";
import { type IdentifyOptions, identify, openSocket, type Socket } from "../../support/discord/socket.js";

let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startDiscord({ gateway: { heartbeat: 1234, sessions: 5, shards: 2, concurrency: 3 } });
});
afterEach(async () => {
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
});

const intents = { guilds: 1, guildMessages: 1 << 9, direct: 1 << 12, content: 1 << 15 };

async function begin(options?: IdentifyOptions): Promise<Socket> {
  const socket = await openSocket(fake);
  socket.send(identify(fake, options));
  await socket.event("READY");
  return socket;
}

/** What it is closed with after sending this. */
async function closedBy(given: unknown, options = "?v=10&encoding=json"): Promise<number> {
  const socket = await openSocket(fake, options);
  if (given !== undefined) socket.send(given);
  return socket.closed;
}

const sessionOf = (socket: Socket): string => {
  const ready = socket.frames.find(({ t }) => t === "READY")?.d;
  return isRecord(ready) ? `${ready.session_id}` : "";
};
const resume = async (socket: Socket, seq: number): Promise<Socket> => {
  const next = await openSocket(fake);
  next.send({ op: 6, d: { token: fake.token, session_id: sessionOf(socket), seq } });
  return next;
};

describe("a session", () => {
  it("begins with HELLO and READY, and its heartbeats are acknowledged", async () => {
    const guild = fake.guild();
    guild.channel("visa");
    const socket = await begin();
    expect(socket.frames[0]).toEqual({ op: 10, d: { heartbeat_interval: 1234 } });
    const ready = await socket.event("READY");
    expect(ready).toMatchObject({
      op: 0,
      s: 1,
      d: {
        v: 10,
        user: { id: fake.id, bot: true },
        guilds: [{ id: guild.id, unavailable: true }],
        resume_gateway_url: fake.gatewayUrl,
        application: { id: fake.id },
      },
    });
    expect(await socket.event("GUILD_CREATE")).toMatchObject({
      s: 2,
      d: { id: guild.id, channels: [{ name: "visa" }] },
    });
    socket.send({ op: 1, d: 2 });
    expect(await socket.frame(({ op }) => op === 11, "ack")).toEqual({ op: 11 });
    fake.gateway.askHeartbeat();
    await socket.frame(({ op }) => op === 1, "wish for a heartbeat");
    expect(fake.gateway.heartbeats()).toBe(1);
    await fake.settled();
    expect(fake.gateway.sessions()).toMatchObject([{ intents: 1, connected: true, events: 2 }]);
  });

  it("F66: acknowledgements can be swallowed", async () => {
    const socket = await begin();
    fake.gateway.swallowAcks(true);
    socket.send({ op: 1, d: 1 });
    await fake.until(() => (fake.gateway.heartbeats() === 1 ? true : undefined), "a heartbeat");
    fake.gateway.swallowAcks(false);
    socket.send({ op: 1, d: 1 });
    await socket.frame(({ op }) => op === 11, "ack");
    expect(socket.frames.filter(({ op }) => op === 11)).toHaveLength(1);
  });

  it.each([
    ["a wrong token", () => identify(fake, { token: "wrong" }), 4004],
    ["intents that there are not", () => identify(fake, { intents: 1 << 27 }), 4013],
    [
      "privileged intents that are switched off (D-32)",
      () => identify(fake, { intents: intents.content }),
      4014,
    ],
    ["a shard that there is not", () => identify(fake, { shard: [2, 2] }), 4010],
    ["no JSON", () => "{", 4002],
    ["an IDENTIFY without what it needs", () => ({ op: 2, d: { token: fake.token } }), 4002],
    ["an unknown opcode", () => ({ op: 99, d: null }), 4001],
    ["a presence before it is begun", () => ({ op: 3, d: {} }), 4003],
  ])("is refused for %s", async (_, frame, code) => {
    expect(await closedBy(frame())).toBe(code);
  });

  it("is refused of another version, and begun twice", async () => {
    expect(await closedBy(undefined, "?v=9&encoding=json")).toBe(4012);
    expect(await closedBy(undefined, "?v=10&encoding=etf")).toBe(4012);
    const socket = await begin();
    socket.send(identify(fake));
    expect(await socket.closed).toBe(4005);
  });

  it("D-31: a bot has so many a day; with one more its token is reset", async () => {
    expect((await plainCall(fake, "GET", "/gateway/bot")).body).toMatchObject({
      url: fake.gatewayUrl,
      shards: 2,
      session_start_limit: { total: 5, remaining: 5, max_concurrency: 3 },
    });
    for (const _ of [1, 2, 3, 4, 5]) await begin();
    expect((await plainCall(fake, "GET", "/gateway/bot")).body).toMatchObject({
      session_start_limit: { remaining: 0 },
    });
    expect(await closedBy(identify(fake))).toBe(4004);
    expect(whyRefused(await plainCall(fake, "GET", "/users/@me"))).toBe("401 0");
    expect(fake.gateway.identifies()).toBe(6);
  });

  it("F68: ends when the token is revoked", async () => {
    const socket = await begin();
    fake.revoke();
    expect(await socket.closed).toBe(4004);
    expect(whyRefused(await plainCall(fake, "GET", "/gateway/bot"))).toBe("401 0");
    expect(fake.invalid()).toBe(1);
  });
});

describe("events", () => {
  it("D-32: reach whoever asked for them, and what others wrote in guilds is left out", async () => {
    const maya = fake.person({ name: "Maya" });
    const guild = fake.guild({ members: [maya] });
    const at = maya.in(guild.channel());
    const quiet = await begin({ intents: 0 });
    const direct = await begin({ intents: intents.direct });
    const guilds = await begin({ intents: intents.guilds | intents.guildMessages });
    at.type("in the guild");
    at.type(`to <@${fake.id}>`);
    maya.dm().type("in private");
    await fake.settled();
    expect(quiet.events()).toEqual(["READY"]);
    expect(direct.frames.at(-1)).toMatchObject({
      t: "MESSAGE_CREATE",
      d: { content: "in private", author: { id: maya.id } },
    });
    const heard = guilds.frames.filter(({ t }) => t === "MESSAGE_CREATE").map(({ d }) => d);
    expect(heard).toMatchObject([
      { content: "", guild_id: guild.id, member: { roles: [] } },
      { content: `to <@${fake.id}>` },
    ]);
    guild.uninstall();
    await fake.settled();
    expect(guilds.frames.at(-1)).toMatchObject({ t: "GUILD_DELETE", d: { id: guild.id } });
  });

  it("D-32: are whole with the intent, where it is switched on", async () => {
    await fake.close();
    fake = await startDiscord({ gateway: { privileged: true } });
    const maya = fake.person();
    const socket = await begin({ intents: intents.guildMessages | intents.content });
    maya.in(fake.guild({ members: [maya] }).channel()).type("all of it");
    await fake.settled();
    expect(socket.frames.at(-1)?.d).toMatchObject({ content: "all of it" });
  });

  it("of the bot's own messages come too, but for ephemeral ones", async () => {
    const maya = fake.person();
    const channel = fake.guild({ members: [maya] }).channel();
    const at = maya.in(channel);
    const socket = await begin({ intents: intents.guildMessages });
    const asked = at.forge.command("denied");
    await plainRespond(fake, asked.raw, {
      type: 4,
      data: { content: "a", flags: 64, allowed_mentions: { parse: [] } },
    });
    const path = `/channels/${channel.id}/messages`;
    await plainCall(fake, "POST", path, { content: "b", allowed_mentions: { parse: [] } });
    const id = at.last()?.id;
    await plainCall(fake, "PATCH", `${path}/${id}`, { content: "c", allowed_mentions: { parse: [] } });
    await plainCall(fake, "DELETE", `${path}/${id}`);
    await fake.settled();
    expect(socket.events()).toEqual([
      "READY",
      "INTERACTION_CREATE",
      "MESSAGE_CREATE",
      "MESSAGE_UPDATE",
      "MESSAGE_DELETE",
    ]);
  });

  it("F62: reach every process that has a session", async () => {
    const maya = fake.person();
    const one = await begin();
    const two = await begin();
    const { id } = maya.dm().forge.command("denied");
    const heard = await Promise.all([one.event("INTERACTION_CREATE"), two.event("INTERACTION_CREATE")]);
    expect(heard.map(({ d }) => (isRecord(d) ? d.id : ""))).toEqual([id, id]);
  });

  it("D-31: go to the shard of their guild, direct messages to the first", async () => {
    const maya = fake.person();
    const first = await begin({ shard: [0, 2], intents: intents.direct });
    const second = await begin({ shard: [1, 2], intents: intents.direct });
    const even: string[] = [];
    for (const _ of [1, 2, 3, 4]) {
      const guild = fake.guild({ members: [maya] });
      const { id } = maya.in(guild.channel()).forge.command("denied");
      if ((BigInt(guild.id) >> 22n) % 2n === 0n) even.push(id);
      fake.clock.advance(1);
    }
    expect(even).toHaveLength(2);
    maya.dm().type("hello");
    const asked = (socket: Socket) =>
      socket.frames.flatMap(({ t, d }) => (t === "INTERACTION_CREATE" && isRecord(d) ? [d.id] : []));
    await second.frame(() => asked(second).length === 2, "two interactions");
    await first.event("MESSAGE_CREATE");
    expect(asked(first)).toEqual(even);
    expect(asked(second)).toHaveLength(2);
    expect(second.events()).not.toContain("MESSAGE_CREATE");
  });

  it("that nobody can hear of are lost", async () => {
    const maya = fake.person();
    const asked = maya.dm().forge.command("denied");
    await fake.settled();
    const waited = asked.answered();
    fake.clock.advance(3000);
    await expect(waited).rejects.toThrow("no session of the gateway was there");
    const socket = await begin();
    expect(socket.events()).toEqual(["READY"]);
  });

  it("of any kind can be injected", async () => {
    const socket = await begin();
    fake.inject("SOMETHING_NEW", { of: ["a", "later", "version"] });
    expect(await socket.event("SOMETHING_NEW")).toMatchObject({ d: { of: ["a", "later", "version"] } });
    fake.gateway.send("no JSON at all {");
    fake.inject("AFTER", null);
    await expect(socket.event("AFTER")).resolves.toMatchObject({ d: null });
  });
});

describe("a loss", () => {
  it("F64: RESUME brings what was missed, and what is asked for once more", async () => {
    const maya = fake.person();
    const socket = await begin({ intents: intents.direct });
    for (const n of [1, 2, 3]) maya.dm().type(`${n}`);
    await fake.settled();
    fake.gateway.drop();
    expect(await socket.closed).toBe(1006);
    maya.dm().type("4");
    expect(fake.gateway.connected()).toBe(0);
    fake.gateway.replay(2);
    const next = await resume(socket, 4);
    await next.event("RESUMED");
    const contents = next.frames.flatMap(({ d }) => (isRecord(d) && "content" in d ? [d.content] : []));
    expect(contents).toEqual(["2", "3", "4"]);
    expect(next.frames.filter(({ t }) => t === "MESSAGE_CREATE").map(({ s }) => s)).toEqual([3, 4, 5]);
    expect(fake.gateway.resumes()).toBe(1);
    await fake.settled();
  });

  it("is waited for by settled() where the session is to come back", async () => {
    const maya = fake.person();
    const socket = await begin({ intents: intents.direct });
    fake.gateway.drop(4000);
    expect(await socket.closed).toBe(4000);
    maya.dm().type("x");
    let settled = false;
    const waiting = fake.settled().then(() => {
      settled = true;
    });
    const next = await resume(socket, 1);
    expect(settled).toBe(false);
    await next.event("MESSAGE_CREATE");
    await waiting;
  });

  it("F65: a session that is forgotten is invalid, and what it missed is gone", async () => {
    const maya = fake.person();
    const socket = await begin({ intents: intents.direct });
    fake.gateway.drop();
    for (const n of [1, 2, 3, 4, 5]) maya.dm().type(`${n}`);
    fake.gateway.forget();
    const next = await resume(socket, 1);
    expect(await next.frame(({ op }) => op === 9, "INVALID_SESSION")).toEqual({ op: 9, d: false });
    next.send(identify(fake, { intents: intents.direct }));
    await next.event("READY");
    maya.dm().type("6");
    await fake.settled();
    expect(next.frames.at(-1)?.d).toMatchObject({ content: "6" });
    expect(next.events()).toEqual(["READY", "MESSAGE_CREATE"]);
  });

  it("can be asked for: RECONNECT, INVALID_SESSION, no connection at all", async () => {
    const socket = await begin();
    fake.gateway.reconnect();
    expect(await socket.frame(({ op }) => op === 7, "RECONNECT")).toEqual({ op: 7, d: null });
    fake.gateway.invalidate(true);
    expect(await socket.frame(({ op }) => op === 9, "INVALID_SESSION")).toEqual({ op: 9, d: true });
    fake.gateway.refuse(true);
    await expect(openSocket(fake)).rejects.toThrow("503");
    fake.gateway.refuse(false);
    await begin();
  });

  it("a client that closes in order ends its session; one that dies does not", async () => {
    const tidy = await begin();
    tidy.close(1000);
    await tidy.closed;
    await fake.until(() => (fake.gateway.sessions().length === 0 ? true : undefined), "no session");
    const killed = await begin();
    killed.kill();
    await fake.until(() => (fake.gateway.connected() === 0 ? true : undefined), "no connection");
    expect(fake.gateway.sessions()).toMatchObject([{ connected: false }]);
    // Nobody waits for it: it may never come back.
    fake.person().dm().type("x");
    await fake.settled();
  });
});
