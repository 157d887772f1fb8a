/** The thread that `examineAside` starts: it examines the folders it is given and sends what it found. */
import { parentPort, workerData } from "node:worker_threads";
import { examine } from "./examine.js";

parentPort?.postMessage(await examine(workerData));
