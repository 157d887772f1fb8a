/** The fake over real HTTP: `/api/v10/…`, what stands under `/attachments/…`, and the gateway's address for WebSockets. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Answer, Body, Calls } from "./calls.js";
import { limits } from "./message-rules.js";
import { isRecord } from "./schema.js";
import type { Upload, World } from "./world.js";

/** D-28: what is larger is refused before it is read. */
const largestBody = limits.request + 64 * 1024;

export type Listening = { url: string; close(): Promise<void> };

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export async function serve(world: () => World, calls: () => Calls, upgrade: Upgrade): Promise<Listening> {
  const server = createServer((request, response) => {
    void handle(world(), calls(), request, response);
  });
  server.on("upgrade", upgrade);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake Discord has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  world: World,
  calls: Calls,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
  const file = /^\/attachments\/[^/]+\/([^/]+)\//.exec(pathname)?.[1];
  if (file !== undefined) return sendFile(world, file, response);
  const path = /^\/api\/v10(\/.*)$/.exec(pathname)?.[1];
  if (path === undefined)
    return respond(response, {
      status: 404,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ message: "404: Not Found", code: 0 }),
      end: "whole",
    });
  const bytes = await readBytes(request);
  const body: Body =
    bytes === undefined
      ? { kind: "too large" }
      : await readBody(bytes, request.headers["content-type"] ?? "");
  respond(
    response,
    await calls.perform({
      method: request.method ?? "GET",
      path: decodeURIComponent(path),
      query: searchParams,
      authorization: request.headers.authorization,
      agent: request.headers["user-agent"],
      body,
    }),
  );
}

function sendFile(world: World, id: string, response: ServerResponse): void {
  for (const channel of world.channels.values())
    for (const { files } of channel.messages.values()) {
      const found = files.find((one) => one.id === id);
      if (found === undefined) continue;
      response.writeHead(200, { "content-type": found.type, "content-length": found.bytes.length });
      response.end(found.bytes);
      return;
    }
  response.writeHead(404);
  response.end();
}

async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= largestBody) chunks.push(bytes);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks);
}

/** JSON, or a form with `payload_json` and files; of an answer to an interaction too (D-30). */
export async function readBody(bytes: Buffer, type: string): Promise<Body> {
  if (bytes.length === 0) return { kind: "none" };
  try {
    if (type.startsWith("application/json")) return jsonBody(bytes.toString("utf8"), new Map(), []);
    if (!type.startsWith("multipart/form-data"))
      return { kind: "unreadable", why: `a body must be JSON or a form with files, not "${type}"` };
    const parsed = await new Response(new Uint8Array(bytes), {
      headers: { "content-type": type },
    }).formData();
    return await formBody(parsed);
  } catch {
    return { kind: "unreadable", why: "the body cannot be read" };
  }
}

type Parts = Iterable<[string, string | Blob]>;

async function formBody(parts: Parts): Promise<Body> {
  const files = new Map<number, Upload>();
  const problems: string[] = [];
  let payload: string | undefined;
  for (const [name, value] of parts) {
    if (typeof value === "string") {
      if (name === "payload_json") payload = value;
      else problems.push(`the field "${name}" of the form is unknown`);
      continue;
    }
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined) problems.push(`a file must be named files[n], not "${name}"`);
    const bytes = new Uint8Array(await value.arrayBuffer());
    const named = "name" in value && typeof value.name === "string" ? value.name : "file";
    // An answer's own file belongs to no number where it is misnamed; it comes after the others.
    files.set(index === undefined ? 1000 + files.size : Number(index), {
      name: named,
      type: value.type,
      bytes,
    });
  }
  return jsonBody(payload ?? "{}", files, problems);
}

function jsonBody(text: string, files: ReadonlyMap<number, Upload>, problems: readonly string[]): Body {
  const value: unknown = JSON.parse(text);
  if (!isWellFormed(value)) return { kind: "unreadable", why: "a text of the body has half a character" };
  return { kind: "read", value, files, problems };
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string")
    return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value);
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (isRecord(value))
    return Object.entries(value).every(([name, one]) => isWellFormed(name) && isWellFormed(one));
  return true;
}

function respond(response: ServerResponse, { status, headers, body, end }: Answer): void {
  if (response.destroyed || end === "hang") return;
  if (end === "drop") {
    response.socket?.destroy();
    return;
  }
  const bytes = Buffer.from(body ?? "");
  response.writeHead(status, {
    ...headers,
    ...(body === undefined ? {} : { "content-length": bytes.length }),
  });
  if (end === "whole") {
    response.end(body === undefined ? undefined : bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
}
