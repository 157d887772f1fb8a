/** A fake platform over HTTP: it takes screens, sometimes refuses one, and sometimes takes one and does not say so. */
import { createServer } from "node:http";
import type { Call } from "./messages.js";

export type Platform = {
  url: string;
  /** What was accepted, in order. */
  calls: readonly Call[];
  /** Calls back at each accepted one. */
  onCall(hear: (call: Call) => void): void;
  close(): void;
};

/** `random` decides which calls fail: 3 of 100 are refused, 2 are taken without an answer. */
export async function startPlatform(random: () => number, faults: boolean): Promise<Platform> {
  const calls: Call[] = [];
  const hearers: ((call: Call) => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    // A sender that is killed in the middle of a call.
    request.on("error", () => undefined);
    request.on("end", () => {
      const call: Call = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const luck = faults ? random() : 1;
      if (luck < 0.03) {
        response.writeHead(502).end();
        return;
      }
      calls.push(call);
      for (const hear of hearers) hear(call);
      if (luck < 0.05) response.destroy();
      else response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The platform has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    calls,
    onCall: (hear) => hearers.push(hear),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
