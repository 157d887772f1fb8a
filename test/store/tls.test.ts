/** A Redis that speaks TLS, and each way of not being understood by it: one line that says what to mend. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ran } from "../support/program.js";
import { freePort, type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt, secrets } from "../support/redis-store.js";
import { type Certificates, makeCertificates } from "../support/tls.js";

type Secure = { server: RedisServer; port: number; made: Certificates };

let near: Secure;
let elsewhere: Secure;
beforeAll(async () => {
  [near, elsewhere] = await Promise.all([startSecure("IP:127.0.0.1"), startSecure("DNS:redis.example")]);
});
afterAll(async () => {
  for (const { server, made } of [near, elsewhere]) {
    await server.close();
    await made.close();
  }
});

/** It takes TLS on a port of its own; the plain one is there for the test to ask it. */
async function startSecure(name: string): Promise<Secure> {
  const [made, port] = await Promise.all([makeCertificates(name), freePort()]);
  const server = await startRedis({
    requirepass: "pw",
    "tls-port": String(port),
    "tls-cert-file": made.certificate,
    "tls-key-file": made.key,
    "tls-ca-cert-file": made.authority,
    "tls-auth-clients": "no",
  });
  return { server, port, made };
}

/** What a process answers that trusts the authority of this server besides those it knows. */
const asked = ({ port, made }: Secure) =>
  ran(["keys"], {
    REDIS_URL: `rediss://:pw@127.0.0.1:${port}`,
    ID_SECRET: secrets.id,
    STATE_SECRET: secrets.state,
    NODE_EXTRA_CA_CERTS: made.authority,
    NODE_ENV: "production",
  });

const away = async (url: string) => {
  const store = openStoreAt(url, { allowed: "all" });
  const gone = await store.begun();
  await store.close();
  return gone;
};

describe("a Redis over TLS", () => {
  it("is used by a process that trusts who signed its certificate", async () => {
    expect(await asked(near)).toMatchObject({ code: 0, err: "" });
  });

  it("whose certificate was signed by somebody unknown is not, and the line says where to name them", async () => {
    const gone = await away(`rediss://:pw@127.0.0.1:${near.port}`);
    expect(gone?.why).toMatch(
      /^Redis: its certificate is not trusted \(\w+\): name the file of who signed it in NODE_EXTRA_CA_CERTS$/,
    );
    expect(gone?.mend).toBe("settings");
  });

  it("whose certificate is for another name is not, and the line says so", async () => {
    const { code, out, err } = await asked(elsewhere);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(
      "Redis: its certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID): set the name it is for in REDIS_URL\n",
    );
  });

  it("and plain against it: the line says how to speak TLS", async () => {
    const gone = await away(`redis://:pw@127.0.0.1:${near.port}`);
    expect(gone?.why).toBe(
      "Redis: it ends each connection at once: if it wants TLS, set rediss:// in REDIS_URL",
    );
  });

  it("and TLS against one that is plain: the line says how to speak plainly", async () => {
    const gone = await away(`rediss://:pw@127.0.0.1:${near.server.port}`);
    expect(gone?.why).toContain("if it does not speak TLS, set redis:// in REDIS_URL");
  });
});
