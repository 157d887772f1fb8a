/** The HTTP side: the routes of adapters, and whether the process lives and is ready. */
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { HttpRequest, Route } from "../adapter.js";
import { errorFields, type Log } from "./log.js";

export type HttpParts = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The settings that these two come from, to be named where they cannot be had; HOST and PORT where nothing is said. */
  settings?: { host: string; port: string };
  routes: readonly Route[];
  /** Why the process is not ready; empty when it is. Shown at `/readyz`, so it names no member and no secret. */
  notReady(): readonly string[];
  /** What works and is weaker than it should be; shown there too. */
  weak(): readonly string[];
  log: Log;
  /** A request that is not read by then is ended, so that slow senders hold no connection. */
  requestMs?: number;
};

export type HttpServer = { url: string; close(): Promise<void> };

/** Serves until it is closed. Rejects where the address cannot be had. */
export async function serveHttp(parts: HttpParts): Promise<HttpServer> {
  const { requestMs = longestMs } = parts;
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: requestMs,
    // Node looks only every half a minute whether a request is late, and waits a minute for its headers.
    http: { headersTimeout: requestMs, connectionsCheckingInterval: Math.ceil(requestMs / 8) },
  });
  // Every body is text: what is in it is the adapter's to read.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((_request, reply) => say(reply, 404, "There is nothing at this address."));
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status >= 500) parts.log.write({ event: "failed", during: "http", ...errorFields(error) });
    return say(reply, status, refusals[status] ?? "This request could not be answered.");
  });
  for (const route of parts.routes) {
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: Math.max(1, route.bodyLimit),
      // Before the body is read.
      onRequest: async (request, reply) => {
        const refusal = route.admit?.({ query: texts(request.query), headers: texts(request.headers) });
        if (refusal !== undefined) {
          await reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
        }
      },
      handler: async (request, reply) => {
        const { status, headers, body } = await route.handle(requestOf(request));
        return reply.code(status).headers(headers).send(body);
      },
    });
  }
  app.get("/healthz", (_request, reply) => say(reply, 200, "alive"));
  app.get("/readyz", (_request, reply) => {
    const reasons = parts.notReady();
    const lines = reasons.length === 0 ? ["ready", ...parts.weak()] : reasons;
    return say(reply, reasons.length === 0 ? 200 : 503, lines.join("\n"));
  });
  const url = await app.listen({ host: parts.host, port: parts.port }).catch((error: unknown) => {
    throw new Error(unheard(parts, error), { cause: error });
  });
  return { url: `${url}/`, close: () => app.close() };
}

/** Why nothing can be served there, and what to do. */
function unheard(
  { host, port, settings = { host: "HOST", port: "PORT" } }: HttpParts,
  error: unknown,
): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} of ${host} is taken by another program: stop that one, or set ${settings.port} to another port.`;
    case "EACCES":
      return `port ${port} may not be used by this account: set ${settings.port} to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `this machine has no address ${host}: set ${settings.host} to one it has, such as 127.0.0.1.`;
    default:
      return `nothing can be served at ${host}:${port} (${String(code ?? error)}).`;
  }
}

/** With the eighth of it that passes until it is noticed, less than ten seconds (F53). */
const longestMs = 8_000;

const refusals: Readonly<Record<number, string>> = {
  413: "This request is too large.",
  415: "This type of content is not read here.",
  500: "This failed on our side.",
};

function statusOf(error: unknown): number {
  const status =
    typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

function requestOf(request: FastifyRequest): HttpRequest {
  return {
    query: texts(request.query),
    headers: texts(request.headers),
    body: typeof request.body === "string" ? request.body : "",
  };
}

/** Only what is one text: a header or parameter that was sent twice is none of ours. */
function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]): [string, string][] =>
      typeof one === "string" ? [[name, one]] : [],
    ),
  );
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type("text/plain; charset=utf-8").send(`${text}\n`);
}
