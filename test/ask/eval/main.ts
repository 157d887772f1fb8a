/**
 * `npm run eval`: how well `/ask` answers the questions of `test/ask/*.yaml`. Exit code 1 when a target is missed.
 *
 *   --half tune|report    which half (report)
 *   --misses              the questions that went wrong, of the half to tune on
 *   --show-report         with --misses: also of the half to report on. What is tuned on it is no measure any more.
 *   --split FILE…         puts the questions of these files into the halves
 *   --into tune|report    with --split: all of them into this half
 *
 * CONTENT_DIR and FLOWS_DIR name other folders than the shipped ones.
 */
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { createAsking } from "../../../src/ask/index.js";
import { readFiles } from "../../../src/content/load.js";
import { parseLibrary } from "../../../src/content/parse.js";
import { judge, ratesOf, report } from "./measure.js";
import { halves, readFolder } from "./questions.js";
import { addQuestions } from "./split.js";

const folder = join(process.cwd(), "test", "ask");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      half: { type: "string", default: "report" },
      misses: { type: "boolean", default: false },
      "show-report": { type: "boolean", default: false },
      split: { type: "boolean", default: false },
      into: { type: "string" },
    },
  });
  if (values.split) {
    say(
      addQuestions(
        folder,
        positionals,
        halves.find((one) => one === values.into),
      ),
    );
    return 0;
  }
  const half = halves.find((one) => one === values.half);
  if (half === undefined) {
    say([`Unexpected half "${values.half}", expected ${halves.join(" or ")}`]);
    return 2;
  }
  const { library } = parseLibrary(
    await readFiles({
      contentDir: process.env.CONTENT_DIR ?? "content",
      flowsDir: process.env.FLOWS_DIR ?? "flows",
    }),
  );
  const { questions, problems } = readFolder(folder, {
    articles: new Set(Object.keys(library.articles)),
    guards: new Set(library.guards.map((guard) => guard.id)),
  });
  say(problems);
  const judged = judge(
    createAsking(library),
    questions.filter((one) => one.half === half),
  );
  const { lines, missed } = report(ratesOf(judged));
  say([`The half to ${half} on, ${judged.length} questions`, ...lines]);
  if (values.misses && (half === "tune" || values["show-report"])) {
    const misses = judged.filter(({ outcome }) => outcome !== "first" && outcome !== "refused");
    say(
      misses.map(({ question, outcome, got }) => {
        const expected = question.nothing
          ? "nothing"
          : question.accepts.join(" | ") || `guard ${question.guard}`;
        return `${outcome.padEnd(12)} ${question.q.replace(/\s+/g, " ")}\n             expected ${expected}; got ${got}`;
      }),
    );
  }
  if (problems.length > 0) return 1;
  return missed.length > 0 ? 1 : 0;
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
