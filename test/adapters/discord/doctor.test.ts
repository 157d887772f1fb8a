/** What `preceptor doctor` says of the bot of Discord. */
import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packageRoot, readConfig } from "../../../src/config.js";
import { platformFindings } from "../../../src/platform-findings.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { keptUntil } from "../../support/kept.js";

const kept = keptUntil(afterEach);

let fake: FakeDiscord;
beforeEach(async () => {
  fake = kept(await startDiscord());
});

/** One line for each finding, without what to do. */
async function said(more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const environment = { DISCORD_TOKEN: fake.token, DISCORD_API_ROOT: fake.api, ...more };
  const { config } = readConfig(environment, packageRoot(), packageRoot());
  if (config === undefined) throw new Error("These settings are wrong.");
  const findings = await platformFindings(config);
  for (const finding of findings) if (finding.state !== "good") expect(finding.mend).not.toBe("");
  return findings.map(({ state, says }) => `${state} ${says}`);
}

/** What answers any call for the endpoint's checks as the bot would. */
async function withEndpoint(): Promise<void> {
  const { createPublicKey, verify } = await import("node:crypto");
  const der = Buffer.concat([
    Buffer.from("302a300506032b6570032100", "hex"),
    Buffer.from(fake.publicKey, "hex"),
  ]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { "x-signature-ed25519": signature = "", "x-signature-timestamp": time = "" } = request.headers;
      const sound = verify(
        null,
        Buffer.concat([Buffer.from(String(time)), ...pieces]),
        key,
        Buffer.from(String(signature), "hex"),
      );
      response.writeHead(sound ? 200 : 401);
      response.end(sound ? '{"type":1}' : "");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  kept({
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  expect(await fake.endpoint.set(`http://127.0.0.1:${port}/discord/interactions`)).toMatchObject({
    passed: true,
  });
}

const permissions = (1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 38n);
const usual = (): string[] => [
  "good the bot is preceptor",
  `good to add it to a server, open https://discord.com/oauth2/authorize?client_id=${fake.id}&scope=bot+applications.commands&permissions=${permissions}`,
  `good to install it for oneself, open https://discord.com/oauth2/authorize?client_id=${fake.id}&integration_type=1&scope=applications.commands`,
];

it("names the bot, and gives the addresses that add it to a server, with what it needs and no more, and to a member (D-6)", async () => {
  expect(await said()).toEqual(usual());
  // To see a channel, read what is replied to, and send there, in threads too, with files.
  expect(permissions).toBe(274_878_008_320n);
  expect(fake.violations).toEqual([]);
});

it("says where commands go and where the bot waits for them (D-29)", async () => {
  const key = { DISCORD_PUBLIC_KEY: fake.publicKey };
  expect(await said(key)).toEqual([
    ...usual(),
    "wrong sends commands over the gateway, and DISCORD_PUBLIC_KEY waits for calls",
  ]);
  await withEndpoint();
  expect(await said(key)).toEqual(usual());
  expect(await said({ DISCORD_PUBLIC_KEY: fake.publicKey.toUpperCase() })).toEqual(usual());
  expect(await said()).toEqual([
    ...usual(),
    "wrong sends commands to an Interactions Endpoint URL, and this bot waits on the gateway",
  ]);
});

it("says that the public key is another application's (D-30)", async () => {
  await withEndpoint();
  expect(await said({ DISCORD_PUBLIC_KEY: "0".repeat(64) })).toEqual([
    ...usual(),
    "wrong DISCORD_PUBLIC_KEY is not this application's",
  ]);
});

it("says in one line that the token is wrong, that nobody is there, or that Discord fails (D-34)", async () => {
  fake.fail("getApplication", 1, { kind: "server" });
  expect(await said()).toEqual([`wrong does not answer at ${fake.api} (server)`]);
  fake.revoke();
  expect(await said()).toEqual(["wrong refuses DISCORD_TOKEN"]);
  expect(await said({ DISCORD_API_ROOT: "http://127.0.0.1:1" })).toEqual([
    "wrong does not answer at http://127.0.0.1:1 (lost)",
  ]);
});

it("asks at the whole address, with a last slash or without (DJ-19)", async () => {
  expect(await said({ DISCORD_API_ROOT: `${fake.api}/` })).toEqual(usual());
  expect(fake.violations).toEqual([]);
});

it("says nothing where no bot is set", async () => {
  const { config } = readConfig({}, packageRoot(), packageRoot());
  expect(config === undefined ? undefined : await platformFindings(config)).toEqual([]);
});
