/** Processes and Redis are killed while members answer. An exact oracle counts every answer and every last screen. */
import { appendFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { isLong, times } from "../support/form.js";
import { failpoints } from "./messages.js";
import { type ChaosReport, type ChaosSettings, compileWorker, runChaos } from "./run.js";

beforeAll(compileWorker);

const usual: ChaosSettings = {
  seed: 20261127,
  members: times(6, 20),
  answers: times(10, 60),
  workers: 3,
  chance: times(0.15, 0.03),
  redisEvery: 0,
  platformFaults: true,
  warm: true,
};

/** Nothing lost, nothing doubled, every last screen right, no debt left, nothing in the logs. */
const whole = { lost: 0, twice: 0, disordered: 0, lastWrong: 0, debtsLeft: 0, leaked: false };

async function run(name: string, settings: Partial<ChaosSettings>): Promise<ChaosReport> {
  const all = { ...usual, ...settings };
  const report = await runChaos(all);
  tell({ name, ...all, ...report, owedMs: undefined });
  return report;
}

/** One line of JSON to the terminal, and to the file that `CHAOS_RESULTS` names. */
function tell(what: object): void {
  const line = `${JSON.stringify(what)}\n`;
  process.stdout.write(line);
  const file = process.env.CHAOS_RESULTS;
  if (file !== undefined) appendFileSync(file, line);
}

function killed({ kills }: ChaosReport): number {
  return Object.values(kills).reduce((sum, one) => sum + one, 0);
}

describe("chaos", { timeout: 7_200_000 }, () => {
  it("no faults: every answer once, every last screen right, nothing shown again", async () => {
    const report = await run("no faults", { chance: 0, platformFaults: false });
    expect(report).toMatchObject(whole);
    // On a busy machine a send can take longer than its limit; nothing else shows a screen again.
    expect(report.shownAgain).toBeLessThanOrEqual(report.failedSends);
  });

  it("A1, A2, A3, A9, F1 to F6: processes kill themselves at P1 to P9", async () => {
    const report = await run("process kills", {});
    expect(report).toMatchObject(whole);
    expect(killed(report)).toBeGreaterThanOrEqual(times(6, 30));
    // Lease, sweep and one send, and what a busy machine needs besides.
    expect(report.longestOwedMs).toBeLessThan(20_000);
  });

  it("A4, F24: Redis is killed too", async () => {
    const report = await run("process and Redis kills", {
      redisEvery: times(70, 120),
      seed: usual.seed + 1,
    });
    expect(report).toMatchObject(whole);
    expect(report.redisKills).toBeGreaterThanOrEqual(1);
  });

  it("without what processes remember it is the same", async () => {
    const report = await run("cold", { warm: false, redisEvery: times(100, 150), seed: usual.seed + 2 });
    expect(report).toMatchObject(whole);
  });

  it("F8: rolling restarts under load: each ends by itself within ten seconds", async () => {
    const settings = { chance: 0, replaceEvery: times(25, 60), seed: usual.seed + 3 };
    const report = await run("rolling restarts", settings);
    expect(report).toMatchObject(whole);
    expect(report.replaced.length).toBeGreaterThanOrEqual(times(2, 20));
    for (const one of report.replaced) {
      expect(one.code).toBe(0);
      expect(one.ms).toBeLessThan(10_000);
    }
  });

  if (!isLong) return;
  it("A1, A4: 50 kills at each point and 40 of Redis, one run after another", async () => {
    const kills: Record<string, number> = {};
    const total = { rounds: 0, redis: 0, updates: 0, calls: 0, shownAgain: 0 };
    const least = (): number => Math.min(...failpoints.map((point) => kills[point] ?? 0));
    while (least() < 50 || total.redis < 40) {
      const report = await run(`round ${total.rounds}`, {
        redisEvery: 200,
        seed: 1_000 + total.rounds,
        chance: 0.06,
      });
      expect(report).toMatchObject(whole);
      for (const point of failpoints) kills[point] = (kills[point] ?? 0) + report.kills[point];
      total.rounds += 1;
      total.redis += report.redisKills;
      total.updates += report.updates;
      total.calls += report.calls;
      total.shownAgain += report.shownAgain;
    }
    tell({ name: "total", kills, ...total });
  });
});
