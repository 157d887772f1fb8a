/** What Discord refuses, with its own codes. A call ends at the first of these, so it is thrown and caught in one place. */
import type { z } from "zod";
import { type Problem, problem } from "./schema.js";

export type RateLimit = {
  seconds: number;
  scope: "user" | "global" | "shared";
};

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: readonly Problem[];
  readonly limit: RateLimit | undefined;

  constructor(
    status: number,
    code: number,
    message: string,
    more: { problems?: readonly Problem[]; limit?: RateLimit } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = more.problems ?? [];
    this.limit = more.limit;
  }
}

/** What a body can hold that was sound a moment ago: the message that it answers was deleted. */
export const gone = "REPLIES_UNKNOWN_MESSAGE";

/** 50035, with a tree of what is wrong where. */
export function invalidForm(problems: readonly Problem[]): Refusal {
  return new Refusal(400, 50035, "Invalid Form Body", { problems });
}

/** A body as the fake reads it, once the document has nothing against it. */
export function parsed<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw invalidForm(
    read.error.issues.map(({ path, message }) =>
      problem(
        path.map((part) => (typeof part === "number" ? part : String(part))),
        "MODEL_TYPE_CONVERT",
        message,
      ),
    ),
  );
}

export function tooMany(limit: RateLimit): Refusal {
  return new Refusal(429, 0, "You are being rate limited.", { limit });
}

/** The refusals that the sheet names: D-8, D-9, D-12, D-13, D-34 to D-36. */
export const refusals = {
  unauthorized: () => new Refusal(401, 0, "401: Unauthorized"),
  notFound: () => new Refusal(404, 0, "404: Not Found"),
  methodNotAllowed: () => new Refusal(405, 0, "405: Method Not Allowed"),
  unknownChannel: () => new Refusal(404, 10003, "Unknown Channel"),
  unknownGuild: () => new Refusal(404, 10004, "Unknown Guild"),
  unknownMessage: () => new Refusal(404, 10008, "Unknown Message"),
  unknownUser: () => new Refusal(404, 10013, "Unknown User"),
  unknownWebhook: () => new Refusal(404, 10015, "Unknown Webhook"),
  unknownInteraction: () => new Refusal(404, 10062, "Unknown interaction"),
  unknownCommand: () => new Refusal(404, 10063, "Unknown application command"),
  commandCreates: () =>
    new Refusal(400, 30034, "Maximum number of daily application command creates has been reached (200)"),
  openingTooFast: () => new Refusal(403, 40003, "You are opening direct messages too fast"),
  acknowledged: () => new Refusal(400, 40060, "Interaction has already been acknowledged."),
  followUps: () =>
    new Refusal(400, 40094, "Maximum number of follow-up messages for an interaction has been reached"),
  missingAccess: () => new Refusal(403, 50001, "Missing Access"),
  notYours: () => new Refusal(403, 50005, "Cannot edit a message authored by another user"),
  emptyMessage: () => new Refusal(400, 50006, "Cannot send an empty message"),
  closed: () => new Refusal(403, 50007, "Cannot send messages to this user"),
  missingPermissions: () => new Refusal(403, 50013, "Missing Permissions"),
  invalidToken: () => new Refusal(401, 50027, "Invalid Webhook Token"),
  archived: () => new Refusal(400, 50083, "Thread is archived"),
  invalidJson: () => new Refusal(400, 50109, "The request body contains invalid JSON."),
  noCommonServer: () =>
    new Refusal(403, 50278, "Cannot send messages to this user due to having no mutual guilds"),
  locked: () => new Refusal(403, 160005, "This thread is locked"),
  tooLarge: () => new Refusal(413, 40005, "Request entity too large"),
} as const;

/** The body of an answer that refuses. */
export function bodyOf({ code, message, problems, limit }: Refusal): Readonly<Record<string, unknown>> {
  if (limit !== undefined) return { message, retry_after: limit.seconds, global: limit.scope === "global" };
  return problems.length === 0 ? { message, code } : { message, code, errors: treeOf(problems) };
}

type Tree = { [name: string]: Tree | { code: string; message: string }[] };

function treeOf(problems: readonly Problem[]): Tree {
  const root: Tree = {};
  for (const { path, code, message } of problems) {
    let at = root;
    for (const part of path) {
      const inner = at[part];
      const next: Tree = inner === undefined || Array.isArray(inner) ? {} : inner;
      at[part] = next;
      at = next;
    }
    const told = at._errors;
    at._errors = [...(Array.isArray(told) ? told : []), { code, message }];
  }
  return root;
}
