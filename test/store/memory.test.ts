import { randomBytes } from "node:crypto";
import { describe } from "vitest";
import { memoryStore } from "../../src/store/memory.js";
import { boardContract, membersContract } from "./contract.js";
import { contractDays, type OpenStore } from "./open.js";

async function open(): Promise<OpenStore> {
  let now = Date.parse("2026-11-24T12:00:00Z");
  const store = memoryStore({
    clock: () => now,
    random: () => randomBytes(6).toString("hex"),
    sessionDays: contractDays,
  });
  return {
    ...store,
    pass: async (ms) => {
      now += ms;
    },
    now: () => now,
    close: async () => {},
  };
}

describe("members in memory", () => membersContract(open));
describe("board in memory", () => boardContract(open));
