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
      return problemsOf(schemas, wanted, body).filter((one) => !isDocumented(one) && !isIdle(one, body));
    },
    responseProblems(operation, body) {
      const wanted = responses[operation];
      if (wanted === undefined) throw new Error(`the document says nothing of what ${operation} gives back`);
      return problemsOf(schemas, wanted, body);
    },
  };
}

/** Where the written documentation takes more than the document: permissions as text (D-7), numbers of files as numbers. */
function isDocumented({ path, code }: Problem): boolean {
  if (path.at(-1) === "default_member_permissions") return code === "NUMBER_TYPE_COERCE";
  return path.at(-3) === "attachments" && path.at(-1) === "id" && code === "STRING_TYPE_CONVERT";
}

/** discord.js puts these two into the body of every message, also where there is no such field; off they mean nothing. */
function isIdle({ path, code }: Problem, body: unknown): boolean {
  const name = path.at(-1);
  if (code !== unknownField || (name !== "tts" && name !== "enforce_nonce")) return false;
  return path.reduce((at: unknown, part) => (isRecord(at) ? at[part] : undefined), body) === false;
}
