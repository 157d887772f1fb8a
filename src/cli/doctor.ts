/** `preceptor doctor`: what is set, what is missing, what is wrong, and how to mend it. */
import type { Finding } from "../config.js";
import type { Folders, Parts } from "./parts.js";

/** 1 when something is wrong; what is merely missing does not stop the bot. */
export async function doctor(parts: Parts, folders: Folders): Promise<number> {
  const set = parts.settings().findings;
  const findings = [
    ...set,
    ...(await redisFindings(parts)),
    ...(await parts.platforms()),
    ...(await contentFindings(parts, folders)),
  ];
  for (const finding of findings) parts.io.output.write(`${written(finding)}\n`);
  const wrong = findings.filter((finding) => finding.state === "wrong").length;
  const missing = findings.filter((finding) => finding.state === "missing").length;
  parts.io.output.write(`\n${wrong} wrong, ${missing} missing, ${findings.length - wrong - missing} good\n`);
  return wrong === 0 ? 0 : 1;
}

/** Nothing where no Redis is set, or where its settings are wrong already. */
async function redisFindings(parts: Parts): Promise<Finding[]> {
  if (parts.settings().findings.some((finding) => finding.state === "wrong")) return [];
  const ledger = await parts.ledger();
  if (ledger === undefined) return [];
  const { away, weak } = ledger;
  await ledger.close();
  const about = "Redis";
  const mend = "start it, or set REDIS_URL to where it is";
  if (away !== undefined) return [{ about, state: "wrong", says: away, mend }];
  if (weak.length === 0) return [{ about, state: "good", says: "keeps what members are told is saved" }];
  return weak.map((says) => ({ about, state: "missing", says, mend: "production refuses this" }));
}

async function contentFindings(parts: Parts, folders: Folders): Promise<Finding[]> {
  const about = `content in ${folders.contentDir}, flows in ${folders.flowsDir}`;
  const loaded = await parts
    .load(folders)
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof loaded === "string") {
    return [
      {
        about,
        state: "wrong",
        says: loaded,
        mend: "set FLOWS_DIR and CONTENT_DIR to the folders flows and content",
      },
    ];
  }
  const { library, problems } = loaded;
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const flows = Object.keys(library.flows.flows).length;
  const articles = Object.keys(library.articles).length;
  if (errors > 0) {
    return [
      {
        about,
        state: "wrong",
        says: `${errors} ${errors === 1 ? "error" : "errors"} while reading`,
        mend: "run preceptor check; it names file and line of each",
      },
    ];
  }
  if (flows === 0) {
    return [
      {
        about,
        state: "wrong",
        says: "no flow found",
        mend: "set FLOWS_DIR and CONTENT_DIR to the folders flows and content",
      },
    ];
  }
  return [
    {
      about,
      state: "good",
      says: `${flows} flows, ${articles} articles, last reviewed on ${library.reviewed}, revision ${library.revision}`,
    },
  ];
}

function written(finding: Finding): string {
  const line = `${finding.state.padEnd(8)}${finding.about}: ${finding.says}`;
  return finding.state === "good" ? line : `${line}\n${" ".repeat(8)}→ ${finding.mend}`;
}
