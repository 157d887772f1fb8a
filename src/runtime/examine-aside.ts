/** Examining in a thread of its own: with all flows it takes seconds, and members are answered meanwhile. */
import { Worker } from "node:worker_threads";
import type { Folders } from "../content/load.js";
import type { Examination } from "./examine.js";
import type { KeptIn } from "./kept.js";

const built = new URL("./examine-worker.js", import.meta.url);

/** In milliseconds. No folder takes as long; a thread that is at it still would keep later changes and the end waiting. */
const longest = 300_000;

/**
 * The same as `examine`; what is found arrives as a copy, which takes a few hundredths of a second. A thread runs what
 * is built: from the sources, say where that is. Rejects where the thread fails, or is not done after `most` milliseconds.
 */
export function examineAside(
  folders: Folders,
  kept: KeptIn,
  thread = built,
  most = longest,
): Promise<Examination> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData: { folders, kept } });
    const patience = setTimeout(() => {
      reject(new Error(`The examining thread was ended, since it found nothing after ${most} milliseconds.`));
      void worker.terminate();
    }, most);
    worker.once("message", (found: Examination) => resolve(found));
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearTimeout(patience);
      // Without effect where something was found before.
      reject(new Error(`The examining thread ended with code ${code} and found nothing.`));
    });
  });
}
