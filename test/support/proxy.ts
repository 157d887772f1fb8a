/** A small TCP proxy with faults that the test switches on and off. */
import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";

/**
 * `pass`: as if it were not there. `refuse`: no connection is taken, those that stand are reset. `swallow`: bytes of both
 * directions disappear and nobody is told. `delay`: each answer comes so many milliseconds later. `cut`: what is asked
 * arrives, and in place of the answer the connection ends; then it passes again after `times`.
 */
export type Fault =
  | { fault: "pass" | "refuse" | "swallow" }
  | { fault: "delay"; ms: number }
  | { fault: "cut"; times: number };

export type FaultProxy = {
  port: number;
  set(fault: Fault): void;
  /** How often an answer was cut. */
  cuts(): number;
  close(): Promise<void>;
};

export async function startProxy(to: number): Promise<FaultProxy> {
  let fault: Fault = { fault: "pass" };
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (fault.fault === "refuse") {
      near.resetAndDestroy();
      return;
    }
    const far = createConnection({ port: to, host: "127.0.0.1" });
    const end = (): void => {
      near.destroy();
      far.destroy();
      sockets.delete(near);
    };
    sockets.add(near);
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    near.on("data", (chunk) => {
      if (fault.fault !== "swallow") far.write(chunk);
    });
    far.on("data", (chunk) => {
      switch (fault.fault) {
        case "swallow":
          return;
        case "cut":
          // The greeting of a new connection passes: only what the test asks for is cut.
          if (isGreeting(chunk)) break;
          cuts += 1;
          fault = fault.times > 1 ? { fault: "cut", times: fault.times - 1 } : { fault: "pass" };
          end();
          return;
        case "delay":
          setTimeout(() => near.write(chunk), fault.ms);
          return;
        case "pass":
        case "refuse":
      }
      near.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    set(next) {
      fault = next;
      if (next.fault === "refuse") for (const socket of sockets) socket.resetAndDestroy();
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** What a client asks before its first command is answered by INFO's text or a plain OK. */
function isGreeting(chunk: Buffer): boolean {
  const text = chunk.toString("latin1");
  return text.startsWith("+OK") || text.includes("redis_version:");
}
