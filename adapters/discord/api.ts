/** Calls to Discord's REST API. What a call can fail with is a value; nothing of a call is ever part of an error. */
import { type Failure, failureOf } from "./failure.js";

export type SentFile = { name: string; type: string; bytes: Uint8Array };

/** `path` begins after the version. `open`: the path itself is the right to call it, so no token of the bot's is sent. */
export type Request = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: `/${string}`;
  body?: unknown;
  files?: readonly SentFile[];
  open?: true;
};

export type Answer = { ok: true; result: unknown } | { ok: false; failure: Failure };

/** One call. `ms` is the longest it may take. */
export type Call = (request: Request, limit?: { ms?: number; signal?: AbortSignal }) => Promise<Answer>;

/** `refused`: whether the token was refused since. `refuse`: it was, elsewhere. */
export type RefusableCall = Call & { refused(): boolean; refuse(): void };

/** What is used of discord.js's REST client. What it rejects with carries the call, so it ends here. */
export type Client = { request(request: Request, signal: AbortSignal): Promise<unknown> };

/**
 * Once the token was refused nothing that needs it leaves this process any more: every further 401 counts towards the
 * 10,000 in ten minutes that close an address out (D-34, F68). `tell` is called then, once.
 */
export function createCall(client: Client, tell: () => void): RefusableCall {
  let refused = false;
  const refuse = (): void => {
    if (!refused) tell();
    refused = true;
  };
  const call: Call = async (request, { ms = callMs, signal } = {}) => {
    if (refused && request.open !== true) return { ok: false, failure: { kind: "auth" } };
    const late = AbortSignal.timeout(ms);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    // What was stopped before it began does not leave this process.
    if (stop.aborted) return { ok: false, failure: { kind: "lost" } };
    try {
      return { ok: true, result: await client.request(request, stop) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "auth" && request.open !== true) refuse();
      return { ok: false, failure };
    }
  };
  return Object.assign(call, { refused: () => refused, refuse });
}

/** F42: longer, and whether it was done is not known. */
const callMs = 5_000;
