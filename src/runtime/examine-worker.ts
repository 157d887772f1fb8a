/** The thread that `examineAside` starts: it examines the folders it is given and sends what it found. */
import { parentPort, workerData } from "node:worker_threads";
import { memoryOf } from "../ask/study.js";
import { examine } from "./examine.js";

const { folders, kept } = workerData;
const found = await examine(folders, kept);
// What was studied is large: it is handed over, not copied.
parentPort?.postMessage(found, found.is === "sound" ? memoryOf(found.studied) : []);
