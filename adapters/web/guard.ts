/**
 * What the page's routes refuse before they look at anything else. The page listens on the member's own computer, where
 * every site that they have open can make their browser send requests to it; only the page itself may be answered.
 */
import { isIP } from "node:net";
import type { HttpRequest } from "../../src/adapter.js";
import { limits } from "./limits.js";

export type Refusal = { status: 403 | 413 | 415; why: string };

/**
 * A site can let its own name point to this computer and then reads what is served here as its own. It cannot do so with
 * an address or with `localhost`, so the page is served under those only.
 */
export function refusedHost({ headers }: HttpRequest): Refusal | undefined {
  const name = nameOf(`http://${headers.host ?? ""}`);
  const safe = name !== undefined && (isLocal(name) || isIP(name.replace(/^\[|\]$/g, "")) !== 0);
  return safe
    ? undefined
    : {
        status: 403,
        why: "This page opens by an address such as 127.0.0.1, or as localhost, and under no other name.",
      };
}

/** Other sites can make a browser post here, but neither JSON nor in the name of our own origin. */
export function refusedPost(request: HttpRequest): Refusal | undefined {
  const { headers, body } = request;
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return { status: 415, why: "Expected the Content-Type application/json." };
  }
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  // A program that is no browser sends neither; it has no member's cookie to misuse.
  if ((origin !== undefined && hostOf(origin) !== host) || (site !== undefined && site !== "same-origin")) {
    return { status: 403, why: "Expected the Origin of this page." };
  }
  return Buffer.byteLength(body) > limits.body
    ? { status: 413, why: `Expected at most ${limits.body} bytes.` }
    : undefined;
}

function isLocal(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost");
}

function nameOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
