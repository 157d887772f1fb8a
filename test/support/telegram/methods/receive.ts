/** `getUpdates`: T-34, T-35, T-38. */
import { z } from "zod";
import { badRequest } from "../refusal.js";
import type { Method } from "../world.js";

export const getUpdates: Method = (world, { parameters, report, gone }) => {
  const limit = parameters.integer("limit") ?? 100;
  const timeout = parameters.integer("timeout") ?? 0;
  if (limit < 1 || limit > 100) report(`T-35: limit ${limit}, taken as the nearest from 1 to 100`);
  if (timeout < 0 || timeout > 50) report(`T-35: timeout ${timeout}, taken as the nearest from 0 to 50`);
  const allowed = kindsOf(parameters.object("allowed_updates"));
  return world.updates.poll({ offset: parameters.integer("offset") ?? 0, limit, timeout, allowed }, gone);
};

/** T-38: the kinds asked for; undefined leaves those asked for before. */
export function kindsOf(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  const read = z.array(z.string()).safeParse(given);
  if (!read.success) throw badRequest("can't parse allowed_updates");
  return read.data;
}
