/** A client of the gateway that does nothing by itself: what it sends and hears is up to the test. */
import WebSocket from "ws";
import type { FakeDiscord } from "./fake.js";

export type Frame = { op: number; d?: unknown; s?: number; t?: string };

export type Socket = {
  frames: readonly Frame[];
  /** The names of the events that came, in order. */
  events(): readonly string[];
  send(frame: unknown): void;
  /** Resolves with the first frame, of those that came and that come, that fits. */
  frame(fits: (frame: Frame) => boolean, what: string): Promise<Frame>;
  event(name: string): Promise<Frame>;
  /** Resolves with the code that the connection is closed with. */
  closed: Promise<number>;
  close(code?: number): void;
  /** Ends without a word, as a process that is killed. */
  kill(): void;
};

export type IdentifyOptions = { token?: string; intents?: number; shard?: readonly [number, number] };

/** Opens a connection; resolves when the gateway has said HELLO. */
export async function openSocket(
  fake: Pick<FakeDiscord, "gatewayUrl">,
  query = "?v=10&encoding=json",
): Promise<Socket> {
  const socket = new WebSocket(`${fake.gatewayUrl}${query}`);
  const frames: Frame[] = [];
  const waiting = new Set<{
    fits: (frame: Frame) => boolean;
    give: (frame: Frame) => void;
    refuse: (why: Error) => void;
  }>();
  socket.on("message", (data) => {
    const frame = read(data.toString());
    frames.push(frame);
    for (const one of [...waiting])
      if (one.fits(frame)) {
        waiting.delete(one);
        one.give(frame);
      }
  });
  const closed = new Promise<number>((done) => {
    socket.on("close", (code) => {
      for (const one of [...waiting]) one.refuse(new Error(`the connection was closed with ${code}`));
      done(code);
    });
  });
  await new Promise<void>((done, failed) => {
    socket.on("open", () => done());
    socket.on("error", failed);
  });
  const frame: Socket["frame"] = (fits, what) => {
    const known = frames.find(fits);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((give, refuse) => {
      // The guard is the only thing here that runs on real time, and no test that passes waits for it.
      const guard = setTimeout(() => one.refuse(new Error("it never came")), patience);
      const one = {
        fits,
        give(found: Frame) {
          clearTimeout(guard);
          give(found);
        },
        refuse(why: Error) {
          clearTimeout(guard);
          waiting.delete(one);
          refuse(new Error(`no ${what}: ${why.message}`));
        },
      };
      waiting.add(one);
    });
  };
  return {
    frames,
    events: () => frames.flatMap(({ t }) => t ?? []),
    send: (given) => socket.send(typeof given === "string" ? given : JSON.stringify(given)),
    frame,
    event: (name) => frame(({ t }) => t === name, name),
    closed,
    close: (code = 1000) => socket.close(code),
    kill: () => socket.terminate(),
  };
}

/** How long to wait for what never comes, in milliseconds of real time. */
const patience = 30_000;

/** What is no JSON has no opcode. */
function read(text: string): Frame {
  try {
    return JSON.parse(text);
  } catch {
    return { op: -1, d: text };
  }
}

export function identify(
  fake: Pick<FakeDiscord, "token">,
  { token = fake.token, intents = 1, shard }: IdentifyOptions = {},
): Frame {
  const properties = { os: "linux", browser: "test", device: "test" };
  return { op: 2, d: { token, intents, properties, ...(shard === undefined ? {} : { shard }) } };
}
