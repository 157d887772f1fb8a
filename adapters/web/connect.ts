/** The preview page, live: its files, its words, and one address that takes what a member did. */
import { randomBytes } from "node:crypto";
import type {
  CommandInfo,
  Connection,
  Host,
  HttpRequest,
  HttpResponse,
  Route,
  Words,
} from "../../src/adapter.js";
import type { Screen } from "../../src/screen.js";
import { type Refusal, refusedHost, refusedPost } from "./guard.js";
import { limits } from "./limits.js";
import { cookieName, read, tokenOf } from "./read.js";
import { type Payload, render } from "./render.js";

/** The files of `adapters/web/page` that are served. `index.html` is served as `/`. */
export const pageFileNames = [
  "index.html",
  "style.css",
  "chat.css",
  "text.css",
  "controls.css",
  "icon.svg",
  "page.js",
  "talk.js",
  "screen.js",
  "asks.js",
  "text.js",
  "composer.js",
] as const;
export type PageFileName = (typeof pageFileNames)[number];
/** Their texts. Whoever starts the page reads them, since an adapter reads no files. */
export type PageFiles = ReadonlyMap<PageFileName, string>;

/** The section `web` of `interface.yaml`, and what can be typed after a slash. */
export type PageWords = { words: Words; commands: readonly CommandInfo[] };

/**
 * The page's routes: `GET /` and its files, `GET /api/words`, and `POST /api/update`, which answers `{ screens }` once
 * the host has shown them. `told` is asked at each load, so that a page loaded after an edit has the new words.
 */
export function connectWeb(host: Host, told: () => PageWords, files: PageFiles): Connection {
  const routes: Route[] = [
    ...pageFileNames.map((name) => fileRoute(name, textOf(name, files), told)),
    get("/api/words", async () => json(200, { ...told(), most: limits.body })),
    {
      method: "POST",
      path: "/api/update",
      bodyLimit: limits.body,
      handle: guarded(
        (request) => takeUpdate(host, request),
        (request) => refusedHost(request) ?? refusedPost(request),
      ),
    },
  ];
  return {
    routes,
    notReady: () => [],
    // A page cannot be called. It asks for the current screen when it loads and after every lost answer,
    // and that screen is derived again, so nothing has to be kept for it here.
    show: async (_address: string, _screen: Screen) => {},
    close: async () => {},
  };
}

function textOf(name: PageFileName, files: PageFiles): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`The page is not whole: expected the text of ${name}.`);
  return text;
}

const contentTypes = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  js: "text/javascript; charset=utf-8",
} as const;

const safeHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

function fileRoute(name: PageFileName, text: string, told: () => PageWords): Route {
  if (name === "index.html") {
    return get("/", async (request) => welcome(request, text, told().words));
  }
  const kind = name.endsWith(".css") ? "css" : name.endsWith(".svg") ? "svg" : "js";
  return get(`/${name}`, async () => answer(200, contentTypes[kind], text, { "cache-control": "no-cache" }));
}

/**
 * The page itself. A browser without a token gets one: 128 random bits that no script can read. The page is told
 * whether this is the first visit, and then greets instead of going on.
 */
function welcome(request: HttpRequest, text: string, words: Words): HttpResponse {
  const known = tokenOf(request.headers.cookie) !== undefined;
  const page = fillPage(text, { ...words, visit: known ? "again" : "first" });
  const token = known ? {} : { "set-cookie": newCookie() };
  return answer(200, contentTypes.html, page, { "cache-control": "no-store", ...token });
}

/**
 * `Lax`, since with `Strict` a browser that follows a link to the page would come without its token, be given a new
 * one, and the member's place would be lost. What changes anything is a POST, and `guard.ts` looks at those.
 */
function newCookie(): string {
  return `${cookieName}=${randomBytes(16).toString("base64url")}; Path=/; HttpOnly; SameSite=Lax`;
}

async function takeUpdate(host: Host, request: HttpRequest): Promise<HttpResponse> {
  const token = tokenOf(request.headers.cookie);
  if (token === undefined)
    return plain(401, "No token, expected the cookie that the page sets: load / first.");
  const update = read({ token, body: parsed(request.body) }, host.now());
  if (update === undefined) {
    return plain(
      400,
      "Unreadable update, expected JSON { id, event } with an event of the type command, press, pick, form or text.",
    );
  }
  const screens: Payload[] = [];
  try {
    await host.receive(update, {
      // The answer to this request is the confirmation, and it carries the screens too.
      confirm: () => {},
      show: async (screen, signal) => {
        signal.throwIfAborted();
        screens.push(...render(screen));
      },
    });
  } catch (error) {
    host.log("error", "web-receive-failed", { error: error instanceof Error ? error.name : "unknown" });
    return plain(503, "The update could not be taken now. Send it again with the same id.");
  }
  return json(200, { screens });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `index.html` has no words of its own: `{name}` stands where the word `name` belongs. */
function fillPage(page: string, words: Words): string {
  return page.replace(/\{([a-z-]+)\}/g, (_whole, name: string) =>
    escaped(Object.hasOwn(words, name) ? (words[name] ?? "") : `[web.${name}]`),
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function get(path: string, handle: Route["handle"]): Route {
  return { method: "GET", path, bodyLimit: 0, handle: guarded(handle, refusedHost) };
}

function guarded(
  handle: Route["handle"],
  refused: (request: HttpRequest) => Refusal | undefined,
): Route["handle"] {
  return async (request) => {
    const refusal = refused(request);
    return refusal === undefined ? handle(request) : plain(refusal.status, refusal.why);
  };
}

function json(status: number, value: unknown): HttpResponse {
  return answer(status, "application/json; charset=utf-8", JSON.stringify(value), {
    "cache-control": "no-store",
  });
}

function plain(status: number, text: string): HttpResponse {
  return answer(status, "text/plain; charset=utf-8", text, { "cache-control": "no-store" });
}

function answer(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  return { status, headers: { ...safeHeaders, "content-type": type, ...headers }, body };
}
