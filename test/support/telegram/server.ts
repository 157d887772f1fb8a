/** The fake Bot API over real HTTP: `/bot<token>/<method>` with a body in JSON, as a form, or as a form with files. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Answer, Calls } from "./calls.js";
import type { Upload } from "./parameters.js";
import { isRecord } from "./spec.js";

/** T-43: what is larger is refused before it is read. */
const largestBody = 50 * 1024 * 1024 + 64 * 1024;

export type Listening = { url: string; close(): Promise<void> };

export async function serve(calls: Calls): Promise<Listening> {
  const server = createServer((request, response) => {
    void handle(calls, request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake Telegram has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function handle(calls: Calls, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
  const [, token, method] = /^\/bot([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (token === undefined || method === undefined || !/^\d+:[\w-]+$/.test(decodeURIComponent(token)))
    return respond(response, refusal(404, "Not Found"));
  const body = await readBody(request);
  if (body === undefined) return respond(response, refusal(413, "Request Entity Too Large"));
  const form = await readForm(body, request.headers["content-type"] ?? "");
  if (form === undefined) return respond(response, refusal(400, "Bad Request: can't parse the request"));
  const raw = { ...Object.fromEntries(searchParams), ...form.raw };
  respond(
    response,
    await calls.perform({
      token: decodeURIComponent(token),
      method,
      raw,
      uploads: form.uploads,
      encoding: form.encoding,
      gone: gone.signal,
    }),
  );
}

function refusal(code: number, description: string): Answer {
  const body = JSON.stringify({ ok: false, error_code: code, description });
  return { status: code, type: "application/json", body, end: "whole" };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= largestBody) chunks.push(bytes);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks);
}

type Form = {
  raw: Readonly<Record<string, unknown>>;
  uploads: ReadonlyMap<string, Upload>;
  encoding: "json" | "form";
};

/** Node's own reader of forms takes the other two encodings. */
async function readForm(body: Buffer, type: string): Promise<Form | undefined> {
  if (body.length === 0) return { raw: {}, uploads: new Map(), encoding: "form" };
  try {
    if (type.startsWith("application/json")) {
      const read: unknown = JSON.parse(body.toString("utf8"));
      return isRecord(read) ? { raw: read, uploads: new Map(), encoding: "json" } : undefined;
    }
    const raw: Record<string, unknown> = {};
    const uploads = new Map<string, Upload>();
    const parsed = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    for (const [name, value] of parsed) {
      if (typeof value === "string") raw[name] = value;
      else
        uploads.set(name, {
          name: value.name,
          type: value.type,
          bytes: new Uint8Array(await value.arrayBuffer()),
        });
    }
    return { raw, uploads, encoding: "form" };
  } catch {
    return undefined;
  }
}

function respond(response: ServerResponse, { status, body, type, end }: Answer): void {
  if (response.destroyed || end === "hang") return;
  if (end === "drop") {
    response.socket?.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { "content-type": type, "content-length": bytes.length });
  if (end === "whole") {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
}
