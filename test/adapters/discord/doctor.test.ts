/** What `preceptor doctor` says of the bot of Discord. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { packageRoot, readConfig } from "../../../src/config.js";
import { platformFindings } from "../../../src/platform-findings.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";

let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startDiscord();
});
afterEach(() => fake.close());

/** One line for each finding, without what to do. */
async function said(more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const environment = { DISCORD_TOKEN: fake.token, DISCORD_API_ROOT: fake.api, ...more };
  const { config } = readConfig(environment, packageRoot(), packageRoot());
  if (config === undefined) throw new Error("These settings are wrong.");
  return (await platformFindings(config)).map(({ state, says }) => `${state} ${says}`);
}

function usual(): string[] {
  const link = `https://discord.com/oauth2/authorize?client_id=${fake.id}`;
  return [
    "good the bot is preceptor",
    `good to add it to a server, open ${link}&scope=bot+applications.commands&permissions=274878008320`,
    `good to install it for oneself, open ${link}&integration_type=1&scope=applications.commands`,
  ];
}

it("names the bot, and prints the links for servers and for members (D-6)", async () => {
  expect(await said()).toEqual(usual());
  expect(fake.violations).toEqual([]);
});

it("says where calls are waited for and do not come, or are signed for another application (D-29, D-30)", async () => {
  expect(await said({ DISCORD_PUBLIC_KEY: fake.publicKey })).toEqual([
    ...usual(),
    "wrong sends commands over the gateway, and DISCORD_PUBLIC_KEY waits for calls",
  ]);
  expect(await said({ DISCORD_PUBLIC_KEY: "0".repeat(64) })).toContain(
    "wrong DISCORD_PUBLIC_KEY is not this application's",
  );
});

it("says in one line that the token is wrong, or that nobody is there", async () => {
  fake.revoke();
  expect(await said()).toEqual(["wrong refuses DISCORD_TOKEN"]);
  expect(await said({ DISCORD_API_ROOT: "http://127.0.0.1:1" })).toEqual([
    "wrong does not answer at http://127.0.0.1:1 (lost)",
  ]);
});
