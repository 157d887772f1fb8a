/** A small HTTP server for routes as data, on this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Route } from "../../src/adapter.js";

export type Loopback = { url: string; host: string; port: number; close(): Promise<void> };

/** Serves the routes until it is closed, on a free port where none is given. A body over a route's limit is answered with 413, an unknown path with 404. */
export async function serve(routes: readonly Route[], port = 0): Promise<Loopback> {
  const server = createServer((request, response) => {
    answer(routes, request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The loopback server has no port.");
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}`,
    host,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://loopback");
  const route = routes.find((one) => one.method === request.method && one.path === url.pathname);
  if (route === undefined) {
    response.writeHead(404).end();
    return;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (body.length > route.bodyLimit) {
    response.writeHead(413).end();
    return;
  }
  const answered = await route.handle({
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    ),
    body: body.toString("utf8"),
  });
  response.writeHead(answered.status, answered.headers).end(answered.body);
}
