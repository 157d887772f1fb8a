/** What nobody expects over the gateway: no payload, of whatever shape, ends the process or keeps others from being heard. */
import { afterEach, describe, expect, it } from "vitest";
import { botsUntil } from "../../support/discord-bot.js";
import { leftOver, newcomer } from "../../support/discord-worst.js";
import { nextTurn } from "../../support/turn.js";

const start = botsUntil(afterEach);

const id = "1042015430000000000";
const user = { id, username: "x", discriminator: "0", avatar: null };
const nothings: readonly unknown[] = [null, [], {}, 0, "", "x", true, { id: null }, { id: 5 }, { id: {} }];

/** A payload that is sound, and then each of its fields gone, or something else. */
function spoilt(payload: Readonly<Record<string, unknown>>): unknown[] {
  return Object.keys(payload).flatMap((name) => [
    { ...payload, [name]: undefined },
    ...nothings.map((nothing) => ({ ...payload, [name]: nothing })),
  ]);
}

const envelope = {
  id,
  application_id: id,
  token: "aToken",
  version: 1,
  channel_id: id,
  channel: { id, type: 0 },
  guild_id: id,
  member: { user, roles: [], permissions: "0", joined_at: null, deaf: false, mute: false, flags: 0 },
  context: 0,
  entitlements: [],
  authorizing_integration_owners: {},
  app_permissions: "0",
  locale: "en-US",
};

const events: readonly (readonly [string, readonly unknown[]])[] = [
  ["INTERACTION_CREATE", nothings],
  ...[0, 1, 2, 3, 4, 5, 6, 99].map(
    (type) =>
      [
        "INTERACTION_CREATE",
        spoilt({ ...envelope, type, data: { id, name: "denied", type: 1, custom_id: "1.press.1.why" } }),
      ] as const,
  ),
  ["INTERACTION_CREATE", spoilt({ ...envelope, type: 2, data: { id, name: "x", type: 3, resolved: null } })],
  ["INTERACTION_CREATE", spoilt({ ...envelope, type: 3, message: { id: null, author: null }, data: null })],
  ["MESSAGE_CREATE", spoilt({ id, channel_id: id, author: user, content: "x", attachments: [] })],
  ["MESSAGE_UPDATE", nothings],
  ["GUILD_CREATE", nothings],
  ["GUILD_DELETE", nothings],
  ["CHANNEL_CREATE", nothings],
  ["USER_UPDATE", nothings],
  ["AN_EVENT_OF_A_LATER_VERSION", nothings],
  ["error", nothings],
  ["constructor", nothings],
  ["__proto__", nothings],
];

describe("payloads of no known shape (DJ-5, DJ-18)", () => {
  it.each(events)("%# %s does not keep a member from being answered", async (name, payloads) => {
    const bot = await start();
    const { fake } = bot;
    for (const [at, payload] of payloads.entries()) {
      fake.inject(name, isRecord(payload) ? { ...payload, ...oursOf(payload, fake.id, at) } : payload);
    }
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    // What the library puts off to a later turn would fail then.
    await nextTurn();
    expect(at.last()?.text).toContain("Your interview there");
    expect(fake.gateway.identifies()).toBe(1);
    expect(bot.connection.notReady?.()).toEqual([]);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("frames that are no payload are passed over", async () => {
    const bot = await start();
    const { fake } = bot;
    for (const frame of [
      "",
      "null",
      "[]",
      "{",
      '"x"',
      "{}",
      '{"op":99}',
      '{"op":0}',
      '{"op":"0","t":"READY"}',
    ])
      fake.gateway.send(frame);
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain("Your interview there");
    expect(leftOver(bot, at)).toEqual([]);
  });
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of this application and new, so that it is looked at closely. */
function oursOf(payload: Readonly<Record<string, unknown>>, application: string, at: number): object {
  return {
    ...(payload.application_id === id ? { application_id: application } : {}),
    ...(payload.id === id ? { id: `${BigInt(id) + BigInt(at)}` } : {}),
  };
}
