/** Interactions over HTTP: Discord calls this address, and signs every call (D-29, D-30). */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { HttpResponse, Route } from "../../src/adapter.js";
import { json, parsed, plain } from "../../src/answer.js";
import { given, numberIn } from "../../src/given.js";
import { live } from "./limits.js";

export type InteractionsParts = {
  publicKey: KeyObject;
  now(): number;
  /** Begins to take it; the first response is given over the callback route. False when nothing is taken at the moment. */
  take(interaction: unknown): boolean;
  /** Of each call that was refused: one word. */
  refused(why: string): void;
};

/** Where the interactions endpoint of the developer portal has to lead. */
export const interactionsPath = "/discord/interactions";

/** The key as the developer portal shows it: 64 hexadecimal digits, 32 bytes. Undefined where it is none. */
export function publicKeyOf(hex: string): KeyObject | undefined {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return undefined;
  try {
    const der = Buffer.concat([ed25519, Buffer.from(hex, "hex")]);
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/** What stands before the bytes of an Ed25519 key in its standard form (RFC 8410). */
const ed25519 = Buffer.from("302a300506032b6570032100", "hex");

export function interactionsRoute({ publicKey, now, take, refused }: InteractionsParts): Route {
  const refuse = (status: number, why: string, text: string): HttpResponse => {
    refused(why);
    return plain(status, text);
  };
  const unsigned = (): HttpResponse => refuse(401, "signature", "This address is for Discord.");
  return {
    method: "POST",
    path: interactionsPath,
    bodyLimit: live.interactionBody,
    // Before anything of the body is read. What was signed long ago may have been recorded.
    admit({ headers }) {
      const { "x-signature-ed25519": signature = "", "x-signature-timestamp": timestamp = "" } = headers;
      if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return unsigned();
      const age = now() - Number(timestamp) * 1000;
      return Math.abs(age) > live.signatureMs
        ? refuse(401, "stale", "This was signed too long ago.")
        : undefined;
    },
    async handle({ headers, body }) {
      const { "x-signature-ed25519": signature = "", "x-signature-timestamp": timestamp = "" } = headers;
      const sound = verify(null, Buffer.from(timestamp + body), publicKey, Buffer.from(signature, "hex"));
      if (!sound) return unsigned();
      const interaction = given(parsed(body));
      if (interaction === undefined) return refuse(400, "unreadable", "Expected one interaction as JSON.");
      if (numberIn(interaction, "type") === ping) return json({ type: ping });
      return take(interaction) ? plain(202, "") : plain(503, "This process is ending.");
    },
  };
}

const ping = 1;
