/** Every code of D-34 to D-36 and of the interactions, and what it means for a screen. */
import { describe, expect, it } from "vitest";
import { type Failure, failureOf, notShownOf } from "../../../adapters/discord/failure.js";
import type { NotShownWhy } from "../../../src/adapter.js";

/** As the library throws a refusal. */
const refusal = (status: number, code: number, fields: object = {}) => ({
  status,
  code,
  method: "POST",
  url: "https://discord.com/api/v10/channels/1/messages",
  rawError: { code, message: "m" },
  ...fields,
});

const webhook = { url: "https://discord.com/api/v10/webhooks/1/a/messages/@original" };

describe("what a failure means", () => {
  it.each<[string, unknown, Failure]>([
    ["D-8, F61: too late", refusal(404, 10062), { kind: "late" }],
    ["D-9, F62: answered before", refusal(400, 40060), { kind: "answered" }],
    ["F63: the token is over", refusal(401, 50027), { kind: "token-over" }],
    ["F63: the token's webhook is unknown", refusal(404, 10015), { kind: "token-over" }],
    ["D-13: no more follow-ups", refusal(403, 40094), { kind: "token-over" }],
    ["D-34: a webhook that is not there", { status: 404, ...webhook }, { kind: "token-over" }],
    ["D-34: 401", { status: 401, code: 0, rawError: { code: 0 } }, { kind: "auth" }],
    ["D-34: 403 without a code", { status: 403 }, { kind: "no-access" }],
    ["D-34, D-33: 429 without a body", { status: 429 }, { kind: "wait", ms: 10_000 }],
    [
      "D-33: 429 with how long",
      refusal(429, 0, { rawError: { retry_after: 1.5 } }),
      { kind: "wait", ms: 1500 },
    ],
    ["D-33: a limit of the library (DJ-4)", { retryAfter: 4200, global: false }, { kind: "wait", ms: 4200 }],
    ["D-33: next to no wait", { retryAfter: 0 }, { kind: "wait", ms: 250 }],
    ["D-33: slow mode", refusal(400, 20016), { kind: "wait", ms: 10_000 }],
    [
      "D-33: the channel's limit",
      refusal(429, 20028, { rawError: { code: 20028 } }),
      { kind: "wait", ms: 10_000 },
    ],
    ["D-35: DMs are closed", refusal(403, 50007), { kind: "gone" }],
    ["D-35: no common server", refusal(403, 50278), { kind: "gone" }],
    ["D-35: opening DMs too fast", refusal(403, 40003), { kind: "wait", ms: 10_000 }],
    ["no such user", refusal(404, 10013), { kind: "gone" }],
    ["D-36: missing access", refusal(403, 50001), { kind: "no-access" }],
    ["D-36: missing permission", refusal(403, 50013), { kind: "no-access" }],
    ["D-36: the channel is gone", refusal(404, 10003), { kind: "no-access" }],
    ["the server is gone", refusal(404, 10004), { kind: "no-access" }],
    ["D-36: the thread is archived", refusal(400, 50083), { kind: "no-access" }],
    ["D-36: the thread is locked", refusal(403, 160005), { kind: "no-access" }],
    ["D-36, D-12: the message is gone", refusal(404, 10008, webhook), { kind: "no-message" }],
    ["D-36: our own mistake", refusal(400, 50035), { kind: "refused", code: 50035 }],
    ["D-36: auto-moderation", refusal(400, 200000), { kind: "forbidden", code: 200000 }],
    ["D-36: harmful links", refusal(400, 240000), { kind: "forbidden", code: 240000 }],
    ["D-3: too many new commands today", refusal(400, 30034), { kind: "refused", code: 30034 }],
    ["a code that is not known", refusal(400, 99999), { kind: "refused", code: 99999 }],
    [
      "a 404 elsewhere",
      { status: 404, url: "https://discord.com/api/v10/channels/1" },
      { kind: "no-access" },
    ],
    ["F67: 5xx", { status: 502 }, { kind: "server" }],
    ["F67: 5xx with a code", refusal(500, 50035), { kind: "server" }],
    ["F67: a deadline", { name: "AbortError" }, { kind: "lost" }],
    ["F67: a cut connection", { code: "ECONNRESET", errno: -104 }, { kind: "lost" }],
    ["F67: 408", { status: 408 }, { kind: "lost" }],
  ])("%s", (_what, error, failure) => {
    expect(failureOf(error)).toEqual(failure);
  });

  it("is a lost answer where nothing can be read of it", () => {
    for (const error of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      new Error("x"),
      { status: "404" },
      { status: Number.NaN },
    ])
      expect(failureOf(error)).toEqual({ kind: "lost" });
  });

  it("reads errors that are instances with the fields on them", () => {
    const thrown = Object.assign(new Error("Unknown interaction"), refusal(404, 10062));
    expect(failureOf(thrown)).toEqual({ kind: "late" });
  });
});

describe("what it means for a screen", () => {
  it.each<[Failure, NotShownWhy]>([
    [
      { kind: "wait", ms: 1500 },
      { is: "later", ms: 1500 },
    ],
    [{ kind: "gone" }, { is: "gone" }],
    [{ kind: "late" }, { is: "closed" }],
    [{ kind: "token-over" }, { is: "closed" }],
    [{ kind: "no-access" }, { is: "closed" }],
    [{ kind: "no-message" }, { is: "closed" }],
    [{ kind: "forbidden", code: 240000 }, { is: "closed" }],
    [{ kind: "answered" }, { is: "perhaps" }],
    [{ kind: "server" }, { is: "perhaps" }],
    [{ kind: "lost" }, { is: "perhaps" }],
    [{ kind: "auth" }, { is: "refused", why: "auth" }],
    [
      { kind: "refused", code: 50035 },
      { is: "refused", why: "refused 50035" },
    ],
  ])("F61, F63: %j", (failure, why) => {
    expect(notShownOf(failure)).toEqual(why);
  });
});
