/** Calls to the Bot API. What a call can fail with is a value; nothing of a call is ever part of an error. */
import type { Telegram as Methods, Opts } from "telegraf/types";
import { type Failure, failureOf } from "./failure.js";

export type Method = keyof Methods;

export type Answer<T> = { ok: true; result: T } | { ok: false; failure: Failure };

export type Result<M extends Method> = ReturnType<Methods[M]>;

/** One call. `ms` is the longest it may take: telegraf itself waits for 500 seconds (TL-13). */
export type Call = <M extends Method>(
  method: M,
  payload: Opts<M>,
  limit?: { ms?: number; signal?: AbortSignal },
) => Promise<Answer<Result<M>>>;

/** What makes the calls. telegraf's client rejects with errors that carry the payload (TL-29), so they end here. */
export type Client = {
  callApi<M extends Method>(method: M, payload: Opts<M>, signal: AbortSignal): Promise<Result<M>>;
};

export function createCall(client: Client): Call {
  return async (method, payload, { ms = callMs, signal } = {}) => {
    const late = AbortSignal.timeout(ms);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    // What was stopped before it began does not leave this process.
    if (stop.aborted) return { ok: false, failure: { kind: "lost" } };
    try {
      return { ok: true, result: await client.callApi(method, payload, stop) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  };
}

/** F42: longer, and whether it was done is not known. */
const callMs = 6_000;
