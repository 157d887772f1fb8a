/** Examining in a thread of its own: with all flows it takes about a second, and members are answered meanwhile. */
import { Worker } from "node:worker_threads";
import type { Folders } from "../content/load.js";
import type { Examination } from "./examine.js";

const built = new URL("./examine-worker.js", import.meta.url);

/**
 * The same as `examine`; what is found arrives as a copy, which takes a few hundredths of a second. A thread runs what
 * is built: from the sources, say where that is.
 */
export function examineAside(folders: Folders, thread = built): Promise<Examination> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData: folders });
    worker.once("message", (found: Examination) => resolve(found));
    worker.once("error", reject);
    // Without effect where something was found before.
    worker.once("exit", (code) =>
      reject(new Error(`The examining thread ended with code ${code} and found nothing.`)),
    );
  });
}
