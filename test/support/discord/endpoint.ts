/** The other way for interactions: posted to an address of the bot's, signed (D-29, D-30). */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { Body } from "./calls.js";
import { readBody } from "./server.js";
import type { Interaction, World } from "./world.js";

/** One attempt. `status` is undefined where no answer came; `error` says why. */
export type Posted = {
  interaction: string;
  target: string;
  at: number;
  status: number | undefined;
  error: string | undefined;
};

/** What was tried of an endpoint, and whether it did what it must. */
export type Check = { what: string; status: number | undefined; passed: boolean };
export type Verdict = { passed: boolean; checks: readonly Check[] };

export type EndpointControl = {
  /** As the developer portal does: tries the address, and takes it only where it passes. */
  set(url: string): Promise<Verdict>;
  /** From now on interactions come by the gateway. */
  clear(): void;
  url(): string | undefined;
  /** As Discord does from time to time: an endpoint that fails is removed. */
  probe(): Promise<Verdict>;
  /** Where the machines behind an address really are; requests go round them. */
  reach(origin: string, ...targets: readonly string[]): void;
  /** Posts anything, signed as it is to be, or wrongly; `shift` is how many seconds after now it is signed. */
  post(
    body: string | Buffer,
    how?: Signing,
    shift?: number,
  ): Promise<{ status: number | undefined; body: string }>;
  posted: readonly Posted[];
};

/** `right`: as Discord signs; the others are what must be refused with 401. */
export type Signing =
  | "right"
  | "wrong signature"
  | "other body"
  | "other time"
  | "no signature"
  | "no time"
  | "not hex"
  | "short";

const forged: readonly Exclude<Signing, "right">[] = [
  "wrong signature",
  "other body",
  "other time",
  "no signature",
  "no time",
  "not hex",
  "short",
];

export type Endpoint = {
  control: EndpointControl;
  publicKey: string;
  /** Posts an interaction, and takes the answer that comes with the response. */
  send(one: Interaction, answer: (body: Body) => Promise<void>): void;
  /** How many are under way. */
  busy(): number;
  close(): void;
};

export function createEndpoint(world: () => World): Endpoint {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const agent = new Agent({ keepAlive: true });
  const posted: Posted[] = [];
  const places = new Map<string, { targets: readonly string[]; next: number }>();
  const open = new Set<AbortController>();
  let address: string | undefined;

  const targetOf = (url: string): string => {
    const { origin, pathname, search } = new URL(url);
    const place = places.get(origin);
    const target = place?.targets[place.next % place.targets.length];
    if (place === undefined || target === undefined) return url;
    place.next += 1;
    return `${target}${pathname}${search}`;
  };

  const post = async (url: string, body: Buffer, how: Signing, shift = 0): Promise<Got> => {
    const late = new AbortController();
    open.add(late);
    const got = await send(
      url,
      body,
      signed(privateKey, body, how, world().clock.seconds() + shift),
      agent,
      late.signal,
    );
    open.delete(late);
    world().changed();
    return got;
  };

  const tryIt = async (url: string): Promise<Verdict> => {
    const ping = Buffer.from(
      JSON.stringify({
        version: 1,
        type: 1,
        token: world().ids.token("ping"),
        id: world().ids.next(),
        application_id: world().bot.id,
        user: world().owner,
        entitlements: [],
        authorizing_integration_owners: {},
      }),
    );
    const checks: Check[] = [];
    const answer = await post(targetOf(url), ping, "right");
    checks.push({ what: "a PING is answered with a PONG", status: answer.status, passed: isPong(answer) });
    for (const how of forged) {
      const { status } = await post(targetOf(url), ping, how);
      checks.push({ what: `401 for: ${how}`, status, passed: status === 401 });
    }
    return { passed: checks.every(({ passed }) => passed), checks };
  };

  return {
    publicKey: hexOf(publicKey),
    busy: () => open.size,
    control: {
      async set(url) {
        const verdict = await tryIt(url);
        if (verdict.passed) address = url;
        world().changed();
        return verdict;
      },
      clear() {
        address = undefined;
      },
      url: () => address,
      async probe() {
        if (address === undefined) throw new Error("no endpoint is set");
        const verdict = await tryIt(address);
        if (!verdict.passed) address = undefined;
        return verdict;
      },
      reach(origin, ...targets) {
        places.set(origin, { targets, next: 0 });
      },
      async post(body, how = "right", shift = 0) {
        if (address === undefined) throw new Error("no endpoint is set");
        const { status, bytes } = await post(targetOf(address), Buffer.from(body), how, shift);
        return { status, body: bytes.toString("utf8") };
      },
      posted,
    },
    send(one, answer) {
      if (address === undefined) return;
      const target = targetOf(address);
      const entry: Posted = {
        interaction: one.id,
        target,
        at: world().clock.now(),
        status: undefined,
        error: undefined,
      };
      posted.push(entry);
      void post(target, Buffer.from(JSON.stringify(one.raw)), "right").then(async (got) => {
        entry.status = got.status;
        entry.error = got.error;
        const answers = got.status === 200 && got.bytes.length > 0;
        if (answers) await answer(await readBody(got.bytes, got.headers["content-type"] ?? ""));
        if (one.response === undefined && got.status !== 202 && got.status !== 204)
          one.lost =
            got.error ?? `the endpoint answered ${got.status}${answers ? " with what was refused" : ""}`;
        world().changed();
      });
    },
    close() {
      for (const one of open) one.abort();
      agent.destroy();
    },
  };
}

type Got = {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  error: string | undefined;
};

function send(
  target: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
  signal: AbortSignal,
): Promise<Got> {
  return new Promise((done) => {
    const failed = (error: Error): void =>
      done({ status: undefined, headers: {}, bytes: Buffer.alloc(0), error: error.message });
    const sending = request(
      target,
      {
        method: "POST",
        agent,
        signal,
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () =>
          done({
            status: response.statusCode,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
            error: undefined,
          }),
        );
      },
    );
    sending.on("error", failed);
    sending.end(body);
  });
}

function signed(
  key: KeyObject,
  body: Buffer,
  how: Signing,
  seconds: number,
): Readonly<Record<string, string>> {
  const time = `${seconds}`;
  const whole = how === "other body" ? Buffer.concat([body, Buffer.from(" ")]) : body;
  const right = sign(
    null,
    Buffer.concat([Buffer.from(how === "other time" ? `${seconds - 1}` : time), whole]),
    key,
  );
  const signature = signatureOf(right, how);
  return {
    ...(signature === undefined ? {} : { "x-signature-ed25519": signature }),
    ...(how === "no time" ? {} : { "x-signature-timestamp": time }),
  };
}

function signatureOf(right: Buffer, how: Signing): string | undefined {
  switch (how) {
    case "no signature":
      return undefined;
    case "wrong signature":
      return Buffer.from(right.map((byte, at) => (at === 0 ? byte ^ 1 : byte))).toString("hex");
    case "not hex":
      return "z".repeat(128);
    case "short":
      return right.toString("hex").slice(0, 64);
    case "right":
    case "other body":
    case "other time":
    case "no time":
      return right.toString("hex");
  }
}

function isPong({ status, bytes }: Got): boolean {
  if (status !== 200) return false;
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof read === "object" && read !== null && "type" in read && read.type === 1;
  } catch {
    return false;
  }
}

/** The key as the developer portal shows it: the 32 bytes at the end of its usual form. */
function hexOf(key: KeyObject): string {
  return key.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
}
