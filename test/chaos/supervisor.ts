/** Starts the worker processes of a chaos run, and starts one again whenever it has killed itself. */
import { type ChildProcess, spawn } from "node:child_process";
import { request as httpRequest } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Failpoint, failpoints, type Note, type ToWorker, type WorkerSettings } from "./messages.js";

export type Supervisor = {
  /** Sends to any worker that lives; resolves to whether it confirmed. Waits while none lives. */
  send(update: ToWorker): Promise<boolean>;
  /** Whether this text is anywhere in the heap of a process that lives. */
  remembers(text: string): Promise<boolean>;
  /** How often a process has killed itself at each point. */
  kills(): Readonly<Record<Failpoint, number>>;
  /** Calls back when one dies after it has confirmed an update of this member. */
  onOwing(hear: (member: string) => void): void;
  /** From now on no new process has a failpoint. */
  calm(): void;
  /** Asks one to end as a deployment does, and waits; gives its exit code and how long it took. */
  replace(index: number): Promise<{ code: number | null; ms: number }>;
  /** What happened to a member in all of them, in order. */
  notesOf(member: string): readonly Note[];
  /** Everything they wrote to their logs. */
  logged(): string;
  close(): Promise<void>;
};

const compiled = fileURLToPath(
  new URL("../../node_modules/.cache/chaos/test/chaos/worker.js", import.meta.url),
);

type Worker = { child: ChildProcess; started: Promise<void>; port?: number };

export async function startSupervisor(
  count: number,
  settings: Omit<WorkerSettings, "failpoint" | "seed">,
  random: () => number,
): Promise<Supervisor> {
  const kills: Record<Failpoint, number> = { P1: 0, P2: 0, P3: 0, P4: 0, P5: 0, P6: 0, P7: 0, P8: 0, P9: 0 };
  const planned: Record<Failpoint, number> = { ...kills };
  const owing: ((member: string) => void)[] = [];
  const waiting: (() => void)[] = [];
  const workers: Worker[] = [];
  const notes: Note[] = [];
  let calm = settings.chance === 0;
  let closing = false;
  let log = "";

  const start = (index: number): Promise<void> => {
    // The point that was planned least comes next, so that all of them are hit.
    const [least = "P1"] = [...failpoints].sort((a, b) => planned[a] - planned[b]);
    if (!calm) planned[least] += 1;
    const all: WorkerSettings = {
      ...settings,
      failpoint: calm ? "none" : least,
      seed: Math.floor(random() * 2 ** 32),
    };
    const child = spawn(process.execPath, [compiled], {
      env: { PATH: process.env.PATH ?? "", CHAOS: JSON.stringify(all) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const worker: Worker = { child, started };
    workers[index] = worker;
    child.stderr?.on("data", (chunk) => {
      log += String(chunk);
    });
    child.once("exit", () => {
      delete worker.port;
      if (!closing) start(index).catch(() => undefined);
    });
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (line.startsWith("note ")) {
          notes.push(JSON.parse(line.slice("note ".length)));
          return;
        }
        const [word, what = "", member = ""] = line.split(" ");
        if (word === "listening") {
          worker.port = Number(what);
          begun();
          for (const wake of waiting.splice(0)) wake();
          return;
        }
        const point = failpoints.find((one) => one === what);
        if (word !== "dies" || point === undefined) return;
        delete worker.port;
        notes.push({ at: Date.now(), member, what: `${child.pid} dies at ${point}` });
        kills[point] += 1;
        if (point === "P6") for (const hear of owing) hear(member);
      });
    }
    return started;
  };

  await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
  return {
    async send(update) {
      for (;;) {
        const ports = workers.flatMap((worker) => worker.port ?? []);
        const port = ports[Math.floor(random() * ports.length)];
        if (port !== undefined) return post(port, update);
        await new Promise<void>((wake) => waiting.push(wake));
      }
    },
    async remembers(text) {
      const [port] = workers.flatMap((worker) => worker.port ?? []);
      if (port === undefined) throw new Error("No process lives.");
      return isInHeap(port, text);
    },
    kills: () => kills,
    onOwing: (hear) => owing.push(hear),
    calm() {
      calm = true;
    },
    async replace(index) {
      const worker = workers[index];
      if (worker === undefined) throw new Error(`There is no worker ${index}.`);
      await worker.started;
      const begun = performance.now();
      delete worker.port;
      const ended = new Promise<number | null>((resolve) => worker.child.once("exit", resolve));
      worker.child.kill("SIGTERM");
      const code = await ended;
      return { code, ms: performance.now() - begun };
    },
    notesOf: (member) => notes.filter((one) => one.member === member).sort((a, b) => a.at - b.at),
    logged: () => log,
    async close() {
      closing = true;
      await Promise.all(
        workers.map(({ child }) => {
          if (child.exitCode !== null || child.signalCode !== null) return undefined;
          const ended = new Promise((resolve) => child.once("exit", resolve));
          child.kill("SIGKILL");
          return ended;
        }),
      );
    },
  };
}

function post(port: number, update: ToWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { port, host: "127.0.0.1", method: "POST", agent: false };
    const request = httpRequest(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on("error", () => resolve(false));
    request.end(JSON.stringify(update));
  });
}

function isInHeap(port: number, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: "127.0.0.1", agent: false }, (answer) => {
      let found = false;
      let before = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => {
        // It may lie across several pieces.
        const piece = `${before}${chunk}`;
        found ||= piece.includes(text);
        before = piece.slice(-text.length);
      });
      answer.on("end", () => resolve(found));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end();
  });
}
