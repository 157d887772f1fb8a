/** Calls over a connection that fails: what comes back is whole, or nobody waits for it. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { failureOf } from "../../../adapters/telegram/failure.js";
import { calledBy, createPost, type Post } from "../../../adapters/telegram/post.js";
import { keptUntil } from "../../support/kept.js";

const kept = keptUntil(afterEach);

/** A server that answers each request on a connection by what is written here, byte by byte. */
async function answering(answer: (socket: Socket, request: string, nth: number) => void): Promise<URL> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let heard = "";
    socket.on("data", (chunk) => {
      heard += String(chunk);
      const [head = "", body] = heard.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      const request = heard;
      heard = "";
      count += 1;
      answer(socket, request, count);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  kept({
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("This server has no port.");
  return new URL(`http://127.0.0.1:${address.port}/bot1:a/sendMessage`);
}

const done = JSON.stringify({ ok: true, result: { message_id: 7, text: "السفارة 🙂" } });
const head = (length: number): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const whole = (body: string): string => `${head(Buffer.byteLength(body))}${body}`;
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/** Nothing ends it from outside. */
const never = new AbortController().signal;
const send = (address: URL, post: Post = createPost()) =>
  calledBy<"sendMessage">(post, address, { chat_id: 1, text: "a" }, never);
const why = (address: URL, post?: Post) => send(address, post).then(() => "answered", failureOf);

describe("an answer that does not come whole is lost at once (F42, TL-13, TL-14)", () => {
  it.each<[string, string[]]>([
    ["closed before it", []],
    ["closed in the middle of its head", ["HTTP/1.1 200 OK\r\ncontent-"]],
    ["closed after its head", [head(50)]],
    ["closed in the middle of its body", [head(Buffer.byteLength(done)), done.slice(0, 20)]],
    ["closed in the middle of a piece", [chunked, chunk(done).slice(0, 20)]],
    ["closed between two pieces", [chunked, chunk(done)]],
    ["closed in the middle of a body without a length", ["HTTP/1.1 200 OK\r\n\r\n", done.slice(0, 20)]],
  ])("%s", async (_name, parts) => {
    const address = await answering((socket) => {
      socket.write(parts.join(""), () => socket.end());
    });
    expect(await why(address)).toEqual({ kind: "lost" });
  });

  it.each([
    ["of a length", [head(Buffer.byteLength(done)), done.slice(0, 20)]],
    ["in pieces", [chunked, chunk(done)]],
  ])("standing still on an open connection: %s", async (_name, parts) => {
    const address = await answering((socket) => socket.write(parts.join("")));
    expect(await why(address, createPost(50))).toEqual({ kind: "lost" });
  });

  it("and the next call has a connection of its own", async () => {
    const post = createPost(50);
    const address = await answering((socket, _request, nth) =>
      socket.write(nth === 1 ? head(50) : whole(done)),
    );
    expect(await why(address, post)).toEqual({ kind: "lost" });
    expect(await send(address, post)).toEqual(JSON.parse(done).result);
  });
});

describe("an answer", () => {
  it("is put together from pieces, cut anywhere", async () => {
    const bytes = Buffer.from(whole(done));
    const at = bytes.indexOf("🙂") + 2;
    const address = await answering((socket) => {
      socket.write(bytes.subarray(0, at), () => setImmediate(() => socket.write(bytes.subarray(at))));
    });
    expect(await send(address)).toEqual(JSON.parse(done).result);
  });

  it("comes over the connection of the call before", async () => {
    const post = createPost();
    const sockets = new Set<Socket>();
    const address = await answering((socket) => {
      sockets.add(socket);
      socket.write(whole(done));
    });
    for (let calls = 0; calls < 3; calls += 1) await send(address, post);
    expect(sockets.size).toBe(1);
  });

  it("says why it is refused (T-39, T-41), or that a server in front of Telegram fails, in any words (TL-16)", async () => {
    const many = {
      ok: false,
      error_code: 429,
      description: "Too Many Requests",
      parameters: { retry_after: 4 },
    };
    const answers = [
      whole(JSON.stringify(many)),
      "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 13\r\n\r\n<html></html>",
      whole("<html></html>"),
      whole("null"),
    ];
    const address = await answering((socket, _request, nth) => socket.write(answers[nth - 1] ?? ""));
    const post = createPost();
    expect(await why(address, post)).toEqual({ kind: "wait", ms: 4000 });
    expect(await why(address, post)).toEqual({ kind: "server" });
    expect(await why(address, post)).toEqual({ kind: "lost" });
    expect(await why(address, post)).toEqual({ kind: "lost" });
  });

  it("is waited for no longer when the call is stopped, before it begins and in its middle", async () => {
    for (const begun of ["", head(50)]) {
      const stop = new AbortController();
      const address = await answering((socket) => socket.write(begun, () => stop.abort()));
      await expect(createPost()(address, "{}", stop.signal)).rejects.toThrow();
    }
  });

  it("is to what was sent: the method's address and the payload as JSON, without what is undefined", async () => {
    let heard = "";
    const address = await answering((socket, request) => {
      heard = request;
      socket.write(whole(done));
    });
    await calledBy<"sendMessage">(createPost(), address, { text: "ü", none: undefined }, never);
    expect(heard).toMatch(/^POST \/bot1:a\/sendMessage HTTP\/1\.1\r\n/);
    expect(heard.endsWith('\r\n\r\n{"text":"ü"}')).toBe(true);
  });
});
