/** The board's contract over a Redis. Reports are sealed, since members write into them. */
import { type Board, mostReports, type Report } from "./board.js";
import { sharedKeys } from "./keys.js";
import type { Unavailable } from "./members.js";
import type { Sealing } from "./sealed.js";
import { type Answered, bytesOf, listOf, textOf, type Wire } from "./wire.js";

export function redisBoard(wire: Wire, sealing: Sealing): Board {
  const place = { whose: sealing.nameOf("board"), field: "report", revision: "" } as const;
  return {
    async count(names) {
      if (names.length === 0) return { kind: "done" };
      return done(await wire.run("count", [sharedKeys.counts], names));
    },
    async counts() {
      const answer = await wire.send("HGETALL", sharedKeys.counts);
      if (answer.kind === "unavailable") return answer;
      const flat = listOf(answer.reply).map((one) => textOf(one) ?? "");
      const pairs = flat.flatMap((name, at): [string, number][] =>
        at % 2 === 0 ? [[name, Number(flat[at + 1])]] : [],
      );
      return { kind: "counts", counts: Object.fromEntries(pairs) };
    },
    hide: async (fileHash) => done(await wire.send("SADD", sharedKeys.hidden, fileHash)),
    unhide: async (fileHash) => done(await wire.send("SREM", sharedKeys.hidden, fileHash)),
    async hidden() {
      const answer = await wire.send("SMEMBERS", sharedKeys.hidden);
      if (answer.kind === "unavailable") return answer;
      return { kind: "hidden", files: listOf(answer.reply).map((one) => textOf(one) ?? "") };
    },
    report: async (report) =>
      done(
        await wire.run(
          "report",
          [sharedKeys.reports],
          [sealing.seal(place, JSON.stringify(report)), mostReports],
        ),
      ),
    async reports() {
      const answer = await wire.send("LRANGE", sharedKeys.reports, 0, mostReports - 1);
      if (answer.kind === "unavailable") return answer;
      const reports = listOf(answer.reply).flatMap((one): Report[] => {
        const sealed = bytesOf(one);
        const text = sealed === undefined ? undefined : sealing.open(place, sealed);
        return text === undefined ? [] : [JSON.parse(text)];
      });
      return { kind: "reports", reports };
    },
    async lead(name, holder, ms) {
      const answer = await wire.run("lead", [sharedKeys.lead(name)], [holder, ms]);
      if (answer.kind === "unavailable") return answer;
      const [kind, until] = listOf(answer.reply);
      return textOf(kind) === "lead" && typeof until === "number"
        ? { kind: "lead", until }
        : { kind: "follow" };
    },
  };
}

function done(answer: Answered): { kind: "done" } | Unavailable {
  return answer.kind === "unavailable" ? answer : { kind: "done" };
}
