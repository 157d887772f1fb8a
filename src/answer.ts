/** The answers of routes that platforms call, and what their bodies can be. */
import type { HttpResponse } from "./adapter.js";

export function plain(status: number, text: string): HttpResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: text };
}

export function json(value: unknown): HttpResponse {
  return {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(value),
  };
}

/** What the body is as JSON; nothing where it is none. What is in it is a stranger's word. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
