/** What strangers send to the address of the webhook: F53, A23. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { keptUntil } from "../../support/kept.js";
import { type Environment, program, ran } from "../../support/program.js";
import { freePort } from "../../support/redis.js";
import { startTelegram } from "../../support/telegram/fake.js";
import { type Called, type Stranger, secret, sendRaw, startCalled } from "../../support/telegram-webhook.js";

const kept = keptUntil(afterEach);

let called: Called;
let url: string;

beforeAll(async () => {
  called = await startCalled();
  url = called.urls[0] ?? "";
});
afterAll(() => called.close());

const json = "content-type: application/json";
const secretLine = `x-telegram-bot-api-secret-token: ${secret}`;

/** A body with its length told before. */
function whole(body: string | Buffer, ...more: readonly string[]): Stranger {
  return { head: [json, `content-length: ${Buffer.byteLength(body)}`, ...more], pieces: [body] };
}

function* megabytes(count: number): Generator<Buffer> {
  for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(1_000_000, "7");
}

function* chunked(pieces: Iterable<Buffer>): Generator<Buffer> {
  for (const piece of pieces) {
    yield Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  }
  yield Buffer.from("0\r\n\r\n");
}

/** A body within the limit that is as deep as it can be. */
const deep = (levels: number): string => `{"message":${"[".repeat(levels)}${"]".repeat(levels)}}`;

/** Of 50 MB. */
const bomb = gzipSync(Buffer.alloc(50_000_000));

function row(what: string, stranger: () => Stranger, ...statuses: number[]): Bad {
  return { what, stranger, statuses };
}

type Bad = { what: string; stranger: () => Stranger; statuses: readonly number[] };

/**
 * What is sent, and what it is answered with by somebody who knows the secret. What can be no update of Telegram is refused (F53). An update that means nothing is taken, or Telegram would send it again
 * and again (T-36).
 */
const bad: readonly Bad[] = [
  row("nothing", () => whole(""), 400),
  row("null", () => whole("null"), 400),
  row("true", () => whole("true"), 400),
  row("a number", () => whole("7e999"), 400),
  row("a text", () => whole('"update"'), 400),
  row("an array", () => whole('[{"update_id":1}]'), 400),
  row("half an object", () => whole('{"update_id":1'), 400),
  row("no JSON", () => whole("update_id=1&message=hello"), 400),
  row("an object that is no update", () => whole('{"hello":"world"}'), 400),
  row("an update without a number", () => whole('{"message":{"message_id":1}}'), 400),
  row("an update of a kind that nobody knows yet", () => whole('{"update_id":1,"new_kind":{}}'), 200),
  row("an update of nothing", () => whole('{"update_id":1}'), 200),
  row("a number that is no number", () => whole('{"update_id":"1","message":{}}'), 400),
  row("a number below nothing", () => whole('{"update_id":-1,"message":{}}'), 400),
  row("half a number", () => whole('{"update_id":1.5,"message":{}}'), 400),
  row(
    "names of JavaScript's own",
    () => whole('{"update_id":1,"__proto__":{"polluted":1},"message":{"constructor":{}}}'),
    200,
  ),
  row("a message of null", () => whole('{"update_id":1,"message":null}'), 200),
  row("100,000 levels", () => whole(deep(100_000)), 400),
  row("an update of 100,000 levels", () => whole(deep(100_000).replace("{", '{"update_id":1,')), 200),
  row("100,000 levels that never end", () => whole("[".repeat(100_000)), 400),
  row("bytes that are no text", () => whole(Buffer.alloc(1000, 0xff)), 400),
  row("a megabyte", () => ({ head: [json, "content-length: 1000000"], stops: true }), 413),
  row("30 MB", () => ({ head: [json, "content-length: 30000000"], stops: true }), 413),
  row(
    "30 MB in pieces",
    () => ({ head: [json, "transfer-encoding: chunked"], pieces: chunked(megabytes(30)) }),
    413,
    0,
  ),
  row("a gzip bomb", () => whole(bomb, "content-encoding: gzip"), 400),
  row(
    "a small gzip bomb",
    () => whole(gzipSync('{"update_id":1}'.padEnd(200_000)), "content-encoding: gzip"),
    400,
  ),
  row(
    "another type of content",
    () => ({ ...whole('{"update_id":1}'), head: ["content-type: text/html", "content-length: 15"] }),
    200,
  ),
  row(
    "a type of content that is none",
    () => ({ ...whole("x"), head: ["content-type: ;;;", "content-length: 1"] }),
    415,
  ),
];

describe("with the secret (F53, A23)", () => {
  it.each(bad)("$what", async ({ stranger, statuses }) => {
    const { head, ...rest } = stranger();
    expect(statuses).toContain(await sendRaw(url, { head: [...head, secretLine], ...rest }));
  });

  it("is answered as ever after all of that", async () => {
    const chat = called.fake.person().privately();
    chat.type("/denied");
    await called.quiet();
    expect(chat.last()?.text).toContain("Question 1 of at most");
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(called.bots[0]?.bench.raw()).not.toContain('"level":"error"');
  });

  it("ends a request whose body never comes, or whose head does not end", async () => {
    const quick = kept(await startCalled({ requestMs: 400 }));
    const at = quick.urls[0] ?? "";
    const head = [json, "content-length: 100", secretLine];
    expect(await sendRaw(at, { head, pieces: ['{"update_id"'], stops: true })).toBe(408);
    expect(await sendRaw(at, { head: [json], unfinished: true, stops: true })).toBe(408);
  });
});

describe("without the secret (T-36, F53)", () => {
  it.each(bad)("$what is refused", async ({ stranger }) => {
    const before = called.answers.length;
    expect([401, 0]).toContain(await sendRaw(url, stranger()));
    expect(called.answers).toHaveLength(before);
  });

  it.each([
    ["none", []],
    ["an empty one", ["x-telegram-bot-api-secret-token: "]],
    ["another", [`x-telegram-bot-api-secret-token: ${secret.replace("a", "b")}`]],
    ["its beginning", [`x-telegram-bot-api-secret-token: ${secret.slice(0, -1)}`]],
    ["more than it", [`${secretLine}0`]],
    ["it in capitals", [secretLine.toUpperCase()]],
    ["it twice", [secretLine, secretLine]],
  ])("is refused before anything of the body is read: %s", async (_what, lines) => {
    const before = called.answers.length;
    const head = [json, "content-length: 200000", ...lines];
    expect(await sendRaw(url, { head, stops: true })).toBe(401);
    expect(called.answers).toHaveLength(before);
  });
});

describe("the program as it is shipped", () => {
  const settings = {
    TELEGRAM_BOT_TOKEN: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    TELEGRAM_WEBHOOK_URL: "https://bot.example/telegram",
    PORT: "0",
    PUBLIC_PORT: "0",
  };

  const started = (more: Environment) => {
    const child = program(["start"], { ...settings, ...more });
    const close = async (): Promise<void> => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    };
    return kept({ child, close });
  };

  it("does not start with a webhook and what a script writes for no secret (T-36, TL-19, A23)", async () => {
    const { code, out, err } = await ran(["start"], { ...settings, TELEGRAM_WEBHOOK_SECRET: "undefined" });
    expect(code).toBe(1);
    expect(out + err).toContain("TELEGRAM_WEBHOOK_SECRET is ");
    expect(out + err).not.toContain("AAHdq");
  });

  it("tells Telegram of no webhook where it cannot be called: its port is taken (T-36, F53)", async () => {
    const fake = kept(await startTelegram());
    const { port } = new URL(url);
    const { code, out, err } = await ran(["start"], {
      ...settings,
      PUBLIC_PORT: port,
      TELEGRAM_API_ROOT: fake.url,
      TELEGRAM_WEBHOOK_SECRET: secret,
    });
    expect(code).toBe(1);
    expect(out + err).toContain(`port ${port} of 127.0.0.1 is taken`);
    expect(fake.calls).toEqual([]);
  });

  it("takes all of that, grows by less than 20 MB and answers members as before (A23)", async () => {
    const fake = kept(await startTelegram());
    const port = await freePort();
    const at = `http://127.0.0.1:${port}`;
    fake.reach("https://bot.example", at);
    // What waits there when the webhook is set comes at once.
    const early = fake.person().privately();
    early.type("/about");
    const { child } = started({
      PUBLIC_PORT: String(port),
      TELEGRAM_API_ROOT: fake.url,
      TELEGRAM_WEBHOOK_SECRET: secret,
      LOG_LEVEL: "warn",
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += String(chunk);
    });
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("Ctrl-C")) break;
    await fake.until(() => fake.webhook.settings(), "a webhook that is set");
    await early.until((messages) => messages.some(({ by }) => by === "bot"), "an answer");
    expect(fake.webhook.deliveries.map(({ status }) => status)).toEqual([200]);
    const round = async (): Promise<void> => {
      for (const { stranger } of bad) {
        const { head, ...rest } = stranger();
        await sendRaw(at, { head: [...head, secretLine], ...rest });
        await sendRaw(at, stranger());
      }
    };
    await round();
    const before = await residentOf(child.pid ?? 0);
    for (let rounds = 0; rounds < 2; rounds += 1) await round();
    expect((await residentOf(child.pid ?? 0)) - before).toBeLessThan(20_000);
    const chat = fake.person().privately();
    chat.type("/denied");
    await chat.until((messages) => messages.some(({ text }) => text.includes("Question 1 of at most")));
    expect(child.exitCode).toBeNull();
    expect(errors).not.toContain(secret);
    expect(errors).not.toContain("AAHdq");
  });
});

/** In kB. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}
