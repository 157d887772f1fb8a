/** As much of an old Redis as says how old it is: it answers INFO, TIME and CONFIG, and takes all else for a mistake. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export type OldRedis = {
  url: string;
  /** The commands it was sent, in order. */
  asked: readonly string[];
  close(): Promise<void>;
};

export async function startOldRedis(version: string): Promise<OldRedis> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let text = "";
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (let next = commandIn(text); next !== undefined; next = commandIn(text)) {
        text = text.slice(next.length);
        asked.push(next.name);
        socket.write(answers(version)[next.name] ?? "-ERR unknown command\r\n", "latin1");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The old Redis has no port.");
  return {
    url: `redis://127.0.0.1:${address.port}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function answers(version: string): Readonly<Record<string, string>> {
  const info = [
    `redis_version:${version}`,
    "role:master",
    "loading:0",
    "maxmemory:1",
    "maxmemory_policy:noeviction",
    "aof_enabled:1",
  ].join("\r\n");
  const seconds = String(Math.floor(Date.now() / 1000));
  return {
    INFO: bulk(info),
    TIME: `*2\r\n${bulk(seconds)}${bulk("0")}`,
    CONFIG: `*2\r\n${bulk("appendfsync")}${bulk("always")}`,
    CLIENT: "+OK\r\n",
    SELECT: "+OK\r\n",
  };
}

function bulk(text: string): string {
  return `$${text.length}\r\n${text}\r\n`;
}

/** The first whole command of what came, if there is one. */
function commandIn(text: string): { name: string; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (head === null) return undefined;
  let at = head[0].length;
  const words: string[] = [];
  for (let count = Number(head[1]); count > 0; count -= 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at));
    if (size === null) return undefined;
    const begins = at + size[0].length;
    at = begins + Number(size[1]) + 2;
    if (text.length < at) return undefined;
    words.push(text.slice(begins, at - 2));
  }
  return { name: (words[0] ?? "").toUpperCase(), length: at };
}
