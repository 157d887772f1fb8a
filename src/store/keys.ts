/** The names of the keys in Redis. What one script touches shares a hash tag, so that it lies on one node of a cluster. */
import type { Pseudonym } from "./sealed.js";

export type KeyNames = {
  /** The member's record and the debts of its partition. */
  ofMember(whose: Pseudonym): { record: string; debts: string; erased: string };
  /** One set of debts per partition, and a note beside it that somebody of it was erased. */
  partitions: readonly { debts: string; erased: string }[];
};

/** `partitions` is fixed when a database is first used: 1 beside one server, 64 on a cluster. */
export function keyNames(partitions: number): KeyNames {
  const debts = (partition: number): string => `{preceptor:${partition}}:debts`;
  const erased = (partition: number): string => `{preceptor:${partition}}:erased`;
  return {
    ofMember(whose) {
      const partition = Buffer.from(whose.slice(0, 4), "base64url").readUInt16BE(0) % partitions;
      return {
        record: `{preceptor:${partition}}:member:${whose}`,
        debts: debts(partition),
        erased: erased(partition),
      };
    },
    partitions: Array.from({ length: partitions }, (_, partition) => ({
      debts: debts(partition),
      erased: erased(partition),
    })),
  };
}

export const recordPattern = "{preceptor:*}:member:*";

export const sharedKeys = {
  /** How many partitions there are. */
  meta: "{preceptor:meta}",
  counts: "{preceptor:board}:counts",
  hidden: "{preceptor:board}:hidden",
  reports: "{preceptor:board}:reports",
  /** Stands for a day after the append-only file was rewritten. */
  rewritten: "{preceptor:board}:rewritten",
  lead: (name: string): string => `{preceptor:board}:lead:${name}`,
} as const;

/** Where a forgotten member's pseudonym is told to the other processes. */
export const forgottenChannel = "preceptor:forgotten";
