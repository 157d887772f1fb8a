import { afterEach, expect, it } from "vitest";
import type { Route } from "../../src/adapter.js";
import { type HttpServer, serveHttp } from "../../src/runtime/http.js";
import { createLog } from "../../src/runtime/log.js";

const routes: Route[] = [
  {
    method: "POST",
    path: "/echo",
    bodyLimit: 1000,
    handle: async ({ body, query, headers }) => ({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-type": headers["content-type"] ?? "" },
      body: `${query.a ?? ""}|${body}`,
    }),
  },
  {
    method: "GET",
    path: "/fails",
    bodyLimit: 0,
    handle: async () => {
      throw new Error("secret-in-message");
    },
  },
];

let server: HttpServer | undefined;
let written = "";
const log = createLog("info", () => 0, {
  write: (line) => {
    written += line;
  },
});

async function begin(
  notReady: () => readonly string[] = () => [],
  weak: () => readonly string[] = () => [],
): Promise<string> {
  server = await serveHttp({ host: "127.0.0.1", port: 0, routes, notReady, weak, log });
  return server.url;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
  written = "";
});

it("serves routes, whatever the type of the body, with letters of any script whole", async () => {
  const url = await begin();
  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
    const answer = await fetch(`${url}echo?a=1`, {
      method: "POST",
      headers: { "content-type": type },
      body: "ویزا رد شد",
    });
    expect(await answer.text()).toBe("1|ویزا رد شد");
    expect(answer.headers.get("x-type")).toBe(type);
  }
});

it("answers what it cannot take with a status and one line", async () => {
  const url = await begin();
  const large = await fetch(`${url}echo`, { method: "POST", body: "x".repeat(1001) });
  expect([large.status, await large.text()]).toEqual([413, "This request is too large.\n"]);
  const nowhere = await fetch(`${url}nowhere`);
  expect([nowhere.status, await nowhere.text()]).toEqual([404, "There is nothing at this address.\n"]);
  const failed = await fetch(`${url}fails`);
  expect([failed.status, await failed.text()]).toEqual([500, "This failed on our side.\n"]);
  expect(written).toContain('"during":"http"');
  expect(written).not.toContain("secret-in-message");
});

it("says whether it lives and why it is not ready", async () => {
  const reasons: string[] = [];
  const url = await begin(() => reasons);
  expect((await fetch(`${url}healthz`)).status).toBe(200);
  expect((await fetch(`${url}readyz`)).status).toBe(200);
  reasons.push("store: down");
  const answer = await fetch(`${url}readyz`);
  expect([answer.status, await answer.text()]).toEqual([503, "store: down\n"]);
});

it("says in one line that a port is taken, and what to do", async () => {
  const url = await begin();
  const port = Number(new URL(url).port);
  await expect(
    serveHttp({ host: "127.0.0.1", port, routes, notReady: () => [], weak: () => [], log }),
  ).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken by another program: stop that one, or set PORT to another port.`,
  );
});

it("ends connections that are open when it closes", async () => {
  const url = await begin();
  await fetch(`${url}healthz`, { headers: { connection: "keep-alive" } });
  await server?.close();
  await expect(fetch(`${url}healthz`)).rejects.toThrow();
  server = undefined;
});

it("names at /readyz what works and is weaker than it should be", async () => {
  const url = await begin(undefined, () => ["Redis: appendfsync is everysec"]);
  const ready = await fetch(`${url}readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.text()).toBe("ready\nRedis: appendfsync is everysec\n");
});
