/** What `preceptor doctor` says of the bot of Telegram. */
import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packageRoot, readConfig } from "../../../src/config.js";
import { platformFindings } from "../../../src/platform-findings.js";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import { plainCall } from "../../support/telegram/plain.js";

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startTelegram();
  fake.reach("https://bot.example", "http://127.0.0.1:1");
});
afterEach(() => fake.close());

/** One line for each finding, without what to do. */
async function said(more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const environment = { TELEGRAM_BOT_TOKEN: fake.token, TELEGRAM_API_ROOT: fake.url, ...more };
  const { config } = readConfig(environment, packageRoot(), packageRoot());
  if (config === undefined) throw new Error("These settings are wrong.");
  return (await platformFindings(config)).map(({ state, says }) => `${state} ${says}`);
}

const webhook = {
  TELEGRAM_WEBHOOK_URL: "https://bot.example/telegram",
  TELEGRAM_WEBHOOK_SECRET: "a-webhook-secret-of-32-characters",
};
const usual = [
  "good the bot is @PreceptorTestBot",
  "good privacy mode is on: in groups it is sent what is meant for it",
];

it("names the bot, and says that privacy mode is on (T-25)", async () => {
  expect(await said()).toEqual(usual);
  expect(fake.violations).toEqual([]);
});

it("says where a webhook stands (T-34, T-36)", async () => {
  expect(await said(webhook)).toEqual([
    ...usual,
    "missing the webhook is not set as TELEGRAM_WEBHOOK_URL says",
  ]);
  await plainCall(fake, "setWebhook", { url: webhook.TELEGRAM_WEBHOOK_URL });
  expect(await said(webhook)).toEqual([...usual, "good the webhook is set"]);
  expect(await said()).toEqual([...usual, "missing a webhook is set"]);
  fake.person().privately().type("hello");
  await fake.until(() => fake.webhook.lastError(), "a call that failed");
  expect((await said(webhook)).at(-1)).toMatch(/^missing its last call to the webhook failed: /);
});

it("says in one line that the token is wrong, or that nobody is there (T-41, T-42)", async () => {
  fake.revoke();
  expect(await said()).toEqual(["wrong refuses TELEGRAM_BOT_TOKEN"]);
  expect(await said({ TELEGRAM_API_ROOT: "http://127.0.0.1:1" })).toEqual([
    "wrong does not answer at http://127.0.0.1:1 (lost)",
  ]);
});

it("asks at the whole address, with a last slash or without (TL-24)", async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end(JSON.stringify({ ok: false, error_code: 401, description: "Unauthorized" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  for (const root of ["/of/our/own", "/of/our/own/"])
    await said({ TELEGRAM_API_ROOT: `http://127.0.0.1:${port}${root}` });
  expect(asked).toEqual(Array(2).fill(`/of/our/own/bot${fake.token}/getMe`));
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});
