/** The store over a real Redis whose clock the test moves. */
import { packageRoot } from "../../src/config.js";
import type { Board } from "../../src/store/board.js";
import { keyNames } from "../../src/store/keys.js";
import { type Members, memberLimits } from "../../src/store/members.js";
import { openRedis } from "../../src/store/redis.js";
import { readRedisAddress } from "../../src/store/redis-address.js";
import { redisBoard } from "../../src/store/redis-board.js";
import { redisMembers } from "../../src/store/redis-members.js";
import {
  type RedisStoreParts,
  redisStoreOn,
  type RedisStore as WholeStore,
} from "../../src/store/redis-store.js";
import { readScripts } from "../../src/store/scripts.js";
import { createRandom, createSealing, type Sealing, type Secrets } from "../../src/store/sealed.js";
import type { Wire } from "../../src/store/wire.js";
import { contractDays, type OpenStore } from "../store/open.js";
import type { RedisServer } from "./redis.js";

export const secrets: Secrets = {
  id: "an id secret for tests of 32 characters",
  state: "a state secret for tests of 32 characters",
  previous: [],
};

export type RedisStore = {
  wire: Wire;
  members: Members;
  board: Board;
  sealing: Sealing;
  unreadable: string[];
};

/** The scripts as they are shipped, or with the clock of the key `test:clock` in place of the server's. */
export const scripts = await readScripts(packageRoot());
const movedScripts = await readScripts(packageRoot(), (text) =>
  text.replace('redis.call("TIME")', 'cjson.decode(redis.call("GET", "test:clock"))'),
);

export type RedisStoreOptions = {
  moved?: true;
  secrets?: Secrets;
  wrap?: (wire: Wire) => Wire;
  leaseMs?: number;
  /** By which leases are measured; by default that of this process. */
  steady?: () => number;
};

/** A store at this address, as one process has it. */
export function redisStoreAt(url: string, options: RedisStoreOptions = {}): RedisStore {
  const address = readRedisAddress(url);
  if (address === undefined) throw new Error(`${url} is no address of a Redis.`);
  const { wrap = (wire: Wire) => wire } = options;
  const wire = wrap(openRedis(address, options.moved === true ? movedScripts : scripts));
  const sealing = createSealing(options.secrets ?? secrets);
  const unreadable: string[] = [];
  const members = redisMembers({
    wire,
    names: keyNames(address.kind === "cluster" ? 64 : 1),
    sealing,
    random: createRandom(),
    sessionDays: contractDays,
    leaseMs: options.leaseMs ?? memberLimits.leaseMs,
    steady: options.steady ?? (() => performance.now()),
    ringOf: () => memberLimits.ring,
    closed: () => undefined,
    unreadable: (field) => unreadable.push(field),
  });
  return { wire, members, board: redisBoard(wire, sealing), sealing, unreadable };
}

/** The store as a whole, with its check of the server's settings, as a bot has it. */
export function openStoreAt(
  url: string,
  more: Partial<RedisStoreParts> & Pick<RedisStoreParts, "allowed">,
  wrap: (wire: Wire) => Wire = (wire) => wire,
): WholeStore {
  const address = readRedisAddress(url);
  if (address === undefined) throw new Error(`${url} is no address of a Redis.`);
  const parts: RedisStoreParts = {
    address,
    scripts,
    secrets,
    sessionDays: contractDays,
    random: createRandom(),
    clock: Date.now,
    steady: () => performance.now(),
    leaseMs: memberLimits.leaseMs,
    ringOf: () => memberLimits.ring,
    tell: () => undefined,
    ...more,
  };
  return redisStoreOn(wrap(openRedis(address, parts.scripts)), parts);
}

const begins = Date.parse("2026-11-24T12:00:00Z");

/** An empty store for the contract. Two processes have a connection each. */
export async function openOnRedis(server: RedisServer): Promise<OpenStore> {
  let now = begins;
  const setClock = () =>
    server.tell("SET", "test:clock", JSON.stringify([Math.floor(now / 1000), (now % 1000) * 1000]));
  await server.tell("FLUSHALL");
  await setClock();
  const steady = () => now;
  const one = redisStoreAt(server.url, { moved: true, steady });
  const two = redisStoreAt(server.url, { moved: true, steady });
  return {
    members: (holder) => (holder === "two" ? two : one).members,
    board: one.board,
    now: () => now,
    async pass(ms) {
      now += ms;
      await setClock();
      await server.tell("EVAL", age, "0", String(ms));
    },
    async close() {
      await Promise.all([one.wire.close(), two.wire.close()]);
    },
  };
}

/** Everything that expires does so this much earlier. */
const age = `
for _, key in ipairs(redis.call("KEYS", "*")) do
  local left = redis.call("PTTL", key)
  if left > 0 and left <= tonumber(ARGV[1]) then redis.call("DEL", key)
  elseif left > 0 then redis.call("PEXPIRE", key, left - ARGV[1]) end
end
return 1`;
