/** Bodies and answers against the part of Discord's OpenAPI that stands in `openapi.json`, with its source and licence. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { isRecord, type Problem, problemsOf, schema, unknownField } from "./schema.js";

const file = z.object({
  requests: z.record(z.string(), schema),
  responses: z.record(z.string(), schema),
  schemas: z.record(z.string(), schema),
});

export type Spec = {
  /** What is wrong with the body of a call to an operation, named as in the document: `POST /users/@me/channels`. */
  requestProblems(operation: string, body: unknown): Problem[];
  /** What is wrong with what comes back. */
  responseProblems(operation: string, body: unknown): Problem[];
};

export function readSpec(): Spec {
  const { requests, responses, schemas } = file.parse(
    JSON.parse(readFileSync(new URL("./openapi.json", import.meta.url), "utf8")),
  );
  return {
    requestProblems(operation, body) {
      const wanted = requests[operation];
      if (wanted === undefined) return [];
      return problemsOf(schemas, wanted, body).filter(
        (one) => !isDocumented(one, body) && !isIdle(one, body),
      );
    },
    responseProblems(operation, body) {
      const wanted = responses[operation];
      if (wanted === undefined) throw new Error(`the document says nothing of what ${operation} gives back`);
      return problemsOf(schemas, wanted, body);
    },
  };
}

/** Where the written documentation takes more than the document: permissions as text (D-7), numbers of files as numbers. */
function isDocumented({ path }: Problem, body: unknown): boolean {
  const value = at(body, path);
  if (path.at(-1) === "default_member_permissions") return typeof value === "string" && /^\d+$/.test(value);
  return path.at(-3) === "attachments" && path.at(-1) === "id" && Number.isInteger(value);
}

/** discord.js puts these two into the body of every message, also where there is no such field; off they mean nothing. */
function isIdle({ path, code }: Problem, body: unknown): boolean {
  const name = path.at(-1);
  return code === unknownField && (name === "tts" || name === "enforce_nonce") && at(body, path) === false;
}

function at(body: unknown, path: Problem["path"]): unknown {
  return path.reduce((value: unknown, part) => {
    if (Array.isArray(value)) return value[Number(part)];
    return isRecord(value) ? value[part] : undefined;
  }, body);
}
