/**
 * Calls with a body of JSON, over Node's own HTTP. telegraf's client waits in vain for the rest of an answer that was cut (TL-13); here
 * nobody waits longer than it takes to notice.
 */
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import type { Method, Result } from "./api.js";

export type Answered = { status: number; body: string };

/** Resolves with the whole answer. Rejects where it does not come, or not whole: what was asked may have been done. */
export type Post = (address: URL, body: string, signal: AbortSignal) => Promise<Answered>;

/** Keeps its connections. An answer that has begun and of which nothing more comes for `stillMs` is given up. */
export function createPost(stillMs: number = shippedStillMs): Post {
  // Node's way to try several addresses gives up too early for some networks (TL-12).
  const kept = { keepAlive: true, keepAliveMsecs: 10_000, autoSelectFamilyAttemptTimeout: 1_000 };
  const plain = { ask: plainRequest, agent: new PlainAgent(kept) };
  const sealed = { ask: request, agent: new Agent(kept) };
  return (address, body, signal) => {
    const { ask, agent } = address.protocol === "http:" ? plain : sealed;
    const bytes = Buffer.from(body);
    const headers = { "content-type": "application/json", "content-length": bytes.length };
    return new Promise((resolve, reject) => {
      const asked = ask(address, { method: "POST", agent, headers, signal });
      asked.on("error", reject);
      asked.on("response", (answer) => {
        const still = setTimeout(() => answer.destroy(new Error("The answer stands still.")), stillMs);
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => {
          still.refresh();
          chunks.push(chunk);
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        answer.on("error", reject);
        answer.on("close", () => clearTimeout(still));
      });
      asked.end(bytes);
    });
  };
}

/** One call. Rejects as telegraf's client does: with what Telegram refused it with as `response`. */
export async function calledBy<M extends Method>(
  post: Post,
  address: URL,
  payload: unknown,
  signal: AbortSignal,
): Promise<Result<M>> {
  const { status, body } = await post(address, JSON.stringify(payload), signal);
  // What a server in front of Telegram says then is no JSON (TL-16).
  if (status >= 500) throw refused({ error_code: status });
  const answer: { ok: true; result: Result<M> } | { ok: false } = JSON.parse(body);
  if (answer.ok) return answer.result;
  throw refused(answer);
}

function refused(response: unknown): Error {
  return Object.assign(new Error("Telegram refused a call."), { response });
}

/** Telegram writes an answer in one piece. */
const shippedStillMs = 2_000;
