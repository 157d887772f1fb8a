/** The webhook: Telegram calls this address, and calls again whatever was not answered with 200 (T-36). */
import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpResponse, Route } from "../../src/adapter.js";
import { json, parsed, plain } from "../../src/answer.js";
import { live } from "./limits.js";
import { updateIdOf } from "./read.js";

/** What becomes of an update: taken, perhaps with a call that rides in the answer; or not, and wanted again. */
export type WebhookAnswer = { is: "taken"; ride?: Readonly<Record<string, unknown>> } | { is: "again" };

export type WebhookParts = {
  /** The path of the public address. */
  path: string;
  secret: string;
  take(update: unknown): Promise<WebhookAnswer>;
  /** Of each call that was refused: one word. */
  refused(why: string): void;
};

export function webhookRoute({ path, secret, take, refused }: WebhookParts): Route {
  const refuse = (status: number, why: string, text: string): HttpResponse => {
    refused(why);
    return plain(status, text);
  };
  return {
    method: "POST",
    path,
    bodyLimit: live.webhookBody,
    // Before anything of the body is read (F53).
    admit: ({ headers }) =>
      sameSecret(headers["x-telegram-bot-api-secret-token"], secret)
        ? undefined
        : refuse(401, "secret", "This address is for Telegram."),
    async handle({ body }) {
      const update = updateIn(body);
      if (update === undefined) return refuse(400, "unreadable", "Expected one update as JSON.");
      const answer = await take(update);
      switch (answer.is) {
        case "again":
          return plain(503, "Not taken yet: send it again.");
        case "taken":
          return answer.ride === undefined ? plain(200, "") : json(answer.ride);
      }
    },
  };
}

/** In constant time: how long it takes says nothing about how much of it was right. */
function sameSecret(given: string | undefined, secret: string): boolean {
  const hashed = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hashed(given ?? ""), hashed(secret)) && given !== undefined;
}

/**
 * An update, or nothing where it can be none of Telegram's. Of one that means nothing, or is of a kind that is not known, it is for
 * `read.ts` to find out: Telegram sends again what is refused (T-36).
 */
function updateIn(body: string): unknown {
  const value = parsed(body);
  return updateIdOf(value) === undefined ? undefined : value;
}
