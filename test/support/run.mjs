/**
 * What `npm test` runs: a browser and a Redis, a fresh build, all tests, and a last line with what the runner itself counted.
 * Plain JavaScript, since it runs before anything is built. Arguments go to vitest: `npm test -- test/engine`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { countLine, readReport } from "./report.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where tests keep what is studied (`test/support/studied.ts`). */
const studying = { ...process.env, CACHE_DIR: join(root, "test-results", "studied") };

/** What the tests drive beside the program itself. Without it nothing runs, so that no test is skipped. */
const needs = [
  { what: "a browser", package: "chromium", variable: "CHROMIUM", places: "chromium-places.json" },
  { what: "a Redis", package: "redis-server", variable: "REDIS_SERVER", places: "redis-places.json" },
];

process.exitCode = main(process.argv.slice(2));

/** The exit code. */
function main(args) {
  if (!needs.every(have)) return 1;
  if (run("npm", ["run", "--silent", "build"]) !== 0) {
    process.stdout.write("The build failed (see above), so no test was run.\n");
    return 1;
  }
  // Once, before many tests start the program at the same time; where it cannot be kept, each of them studies.
  if (args.length === 0) run(process.execPath, [join(root, "dist", "src", "main.js"), "study"], studying);
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  const report = join(folder, "report.json");
  try {
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = run(process.execPath, [vitest, "run", ...reporters, ...args]);
    return close(code, existsSync(report) ? readReport(readFileSync(report, "utf8")) : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says what was counted, as the last line. */
function close(code, counted) {
  if (counted === undefined) {
    process.stdout.write("The runner left no report (see above), so nothing was counted.\n");
    return 1;
  }
  if (code === 0 && counted.failed > 0) {
    process.stdout.write("The runner ended well, but its report names failures.\n");
  }
  if (code !== 0 && counted.failed === 0) {
    process.stdout.write(`No test failed, but the runner ended with ${code} (see above).\n`);
  }
  process.stdout.write(`${countLine(counted)}\n`);
  return code === 0 && counted.failed > 0 ? 1 : code;
}

/** Whether it is there, after installing it where we may. */
function have(need) {
  const given = process.env[need.variable];
  if (given !== undefined) {
    if (existsSync(given)) return true;
    process.stdout.write(
      `There is nothing at ${given}: set ${need.variable} to the path of ${need.what}, or unset it.\n`,
    );
    return false;
  }
  const places = JSON.parse(readFileSync(new URL(need.places, import.meta.url), "utf8"));
  const found = () => places.some((place) => existsSync(place));
  if (found()) return true;
  const how = `install ${need.package} (Debian, as root: apt-get install ${need.package}) or set ${need.variable} to its path.`;
  if (!isDebian() || process.getuid?.() !== 0) {
    process.stdout.write(`The tests need ${need.what}: ${how}\nLooked at ${places.join(", ")}.\n`);
    return false;
  }
  process.stdout.write(
    `The tests need ${need.what} and there is none: installing Debian's ${need.package}.\n`,
  );
  if (installed(need.package) && found()) return true;
  process.stdout.write(`It could not be installed (see above): ${how}\n`);
  return false;
}

/** Installs a package of Debian; a service that it brings is not started, since the tests start their own. */
function installed(name) {
  const quiet = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  return (
    run("apt-get", ["update", "-q"], quiet) === 0 &&
    run("apt-get", ["install", "-q", "-y", "--no-install-recommends", name], quiet) === 0
  );
}

function isDebian() {
  return (
    existsSync("/etc/os-release") && /^ID=["']?debian["']?$/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

/** Runs a command with its output where ours goes and nothing to read; the exit code, 1 where a signal ended it. */
function run(command, args, env = process.env) {
  const { status, error, signal } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error !== undefined) process.stdout.write(`${command} could not be started: ${error.message}\n`);
  if (signal !== null) process.stdout.write(`${command} was ended by ${signal}.\n`);
  return status ?? 1;
}
