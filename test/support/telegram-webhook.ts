/** Bots behind one public address, which the fake Telegram calls: each with a server of its own, as in `npm start`. */
import { connect } from "node:net";
import { type HttpServer, serveHttp } from "../../src/runtime/http.js";
import { createLog } from "../../src/runtime/log.js";
import { freePort } from "./redis.js";
import { type FakeTelegram, startTelegram } from "./telegram/fake.js";
import { type Bot, type BotOptions, startBot } from "./telegram-bot.js";

export const origin = "https://bot.example";
export const path = "/telegram";
export const secret = "a-webhook-secret-of-32-characters";

export type Called = {
  fake: FakeTelegram;
  bots: readonly Bot[];
  /** Of each server, without a path. */
  urls: readonly string[];
  /** The bodies of what the webhook was answered with, in order. */
  answers: readonly string[];
  /** Sends again what was not taken until all of it is, then as `quiet` of every bot. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

export type CalledOptions = Omit<BotOptions, "fake" | "settings"> & {
  /** One for each process, over what differs between them. */
  processes?: readonly Omit<BotOptions, "fake" | "settings">[];
  /** The longest that a request may take. */
  requestMs?: number;
};

export async function startCalled(options: CalledOptions = {}): Promise<Called> {
  const { processes = [{}], requestMs, ...common } = options;
  const fake = await startTelegram(options.telegram);
  const ports = await Promise.all(processes.map(freePort));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  fake.reach(origin, ...urls);
  const answers: string[] = [];
  const bots: Bot[] = [];
  const servers: HttpServer[] = [];
  for (const [index, one] of processes.entries()) {
    const webhook = { url: `${origin}${path}`, secret };
    const bot = await startBot({ ...common, ...one, fake, settings: { webhook }, begins: false });
    bots.push(bot);
    servers.push(
      await serveHttp({
        host: "127.0.0.1",
        port: ports[index] ?? 0,
        routes: bot.connection.routes.map((route) => ({
          ...route,
          async handle(request) {
            const answer = await route.handle(request);
            answers.push(String(answer.body));
            return answer;
          },
        })),
        notReady: () => bot.connection.notReady?.() ?? [],
        weak: () => [],
        log: createLog("silent", Date.now, { write: () => undefined }),
        ...(requestMs === undefined ? {} : { requestMs }),
      }),
    );
    bot.connection.begin?.();
  }
  await fake.until(() => fake.webhook.settings(), "a webhook that is set");
  return {
    fake,
    bots,
    urls,
    answers,
    async quiet() {
      for (const bot of bots) await bot.quiet();
    },
    async close() {
      for (const bot of bots) await bot.close();
      for (const server of servers) await server.close();
      await fake.close();
    },
  };
}

/** What a stranger sends, byte by byte; `pieces` follow each other as soon as the one before was written. */
export type Stranger = {
  head: readonly string[];
  pieces?: Iterable<string | Buffer>;
  /** Whether to stop there, with the connection open. */
  stops?: true;
  /** Whether the head has no end. */
  unfinished?: true;
};

/** Sends it, to the path of the webhook where the address has none, and gives the status that came back, and the end of the connection: 0 where it ended without an answer. */
export function sendRaw(url: string, { head, pieces = [], stops, unfinished }: Stranger): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let answer = "";
    const done = (): void => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
      socket.destroy();
      resolve(status);
    };
    // A server that has refused a body reads no more of it.
    socket.on("error", done);
    socket.on("close", done);
    socket.on("data", (chunk) => {
      answer += String(chunk);
      if (answer.includes("\r\n\r\n")) done();
    });
    socket.on("connect", () => {
      const lines = [
        `POST ${pathname === "/" ? path : pathname} HTTP/1.1`,
        "host: bot.example",
        ...head,
      ].join("\r\n");
      socket.write(`${lines}${unfinished === true ? "\r\n" : "\r\n\r\n"}`);
      const rest = pieces[Symbol.iterator]();
      const next = (): void => {
        const { value, done: over } = rest.next();
        if (over !== true && !socket.destroyed) socket.write(value, next);
        else if (stops === undefined && !socket.destroyed) socket.end();
      };
      next();
    });
  });
}
