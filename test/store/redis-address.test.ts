import fc from "fast-check";
import { expect, it } from "vitest";
import { readRedisAddress } from "../../src/store/redis-address.js";

it.each([
  ["redis://localhost", { kind: "server", tls: false, at: { host: "localhost", port: 6379 }, db: 0 }],
  [
    "rediss://bot:p%40ss@redis.example:7000/3",
    {
      kind: "server",
      tls: true,
      username: "bot",
      password: "p@ss",
      at: { host: "redis.example", port: 7000 },
      db: 3,
    },
  ],
  ["redis://[::1]:7000", { kind: "server", tls: false, at: { host: "::1", port: 7000 }, db: 0 }],
  [
    "redis+cluster://:pw@a:1,b:2,c",
    {
      kind: "cluster",
      tls: false,
      password: "pw",
      nodes: [
        { host: "a", port: 1 },
        { host: "b", port: 2 },
        { host: "c", port: 6379 },
      ],
    },
  ],
  [
    "rediss+sentinel://a,b:2/mymaster/1",
    {
      kind: "sentinel",
      tls: true,
      sentinels: [
        { host: "a", port: 26379 },
        { host: "b", port: 2 },
      ],
      master: "mymaster",
      db: 1,
    },
  ],
])("reads %s", (text, address) => {
  expect(readRedisAddress(text)).toEqual(address);
});

it.each([
  "",
  "localhost",
  "localhost:6379",
  "http://localhost",
  "redis://",
  "redis://a,b",
  "redis://a:0",
  "redis://a:99999",
  "redis://a/x",
  "redis://:%zz@a",
  "redis+cluster://a/1",
  "redis+sentinel://a",
  "redis://a?b=c",
])("refuses %s", (text) => {
  expect(readRedisAddress(text)).toBeUndefined();
});

it("never throws", () => {
  fc.assert(fc.property(fc.string(), (text) => readRedisAddress(`redis://${text}`) !== null));
});
