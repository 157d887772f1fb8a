/** Calls of the API with plain fetch, without any client's help. */
import type { FakeDiscord } from "./fake.js";
import { isRecord } from "./schema.js";

export type PlainAnswer = { status: number; body: unknown };

export type PlainFile = { name: string; type?: string; bytes: Uint8Array };

/** The answer to a call; with files it goes as a form. */
export async function plainCall(
  fake: Pick<FakeDiscord, "api" | "token">,
  method: string,
  path: string,
  body?: unknown,
  files: readonly PlainFile[] = [],
): Promise<PlainAnswer> {
  const response = await fetch(`${fake.api}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${fake.token}`,
      "user-agent": "DiscordBot (https://example.org, 1.0)",
      ...(body === undefined || files.length > 0 ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: files.length > 0 ? form(body, files) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** The first answer to an interaction. */
export function plainRespond(
  fake: Pick<FakeDiscord, "api" | "token">,
  raw: Readonly<Record<string, unknown>>,
  body: unknown,
): Promise<PlainAnswer> {
  return plainCall(fake, "POST", `/interactions/${raw.id}/${raw.token}/callback?with_response=true`, body);
}

/** The path of what follows on the token of an interaction. */
export function webhook(raw: Readonly<Record<string, unknown>>, rest = ""): string {
  return `/webhooks/${raw.application_id}/${raw.token}${rest}`;
}

/** Why a call was refused: its status and code, and what of the body is wrong; "" where it was not. */
export function whyRefused({ status, body }: PlainAnswer): string {
  if (status < 300) return "";
  const code = isRecord(body) ? body.code : undefined;
  const wrong = isRecord(body) && isRecord(body.errors) ? ` ${placesOf(body.errors).join(", ")}` : "";
  return `${status} ${code}${wrong}`;
}

/** Every place of an `errors` tree that something is wrong with, with its codes. */
function placesOf(tree: Readonly<Record<string, unknown>>, at: readonly string[] = []): string[] {
  return Object.entries(tree).flatMap(([name, inner]) => {
    if (name === "_errors" && Array.isArray(inner))
      return inner.map((one) => `${at.join(".")} ${isRecord(one) ? one.code : ""}`);
    return isRecord(inner) ? placesOf(inner, [...at, name]) : [];
  });
}

function form(body: unknown, files: readonly PlainFile[]): FormData {
  const data = new FormData();
  data.set("payload_json", JSON.stringify(body));
  for (const [at, { name, type = "text/plain", bytes }] of files.entries())
    data.set(`files[${at}]`, new Blob([Buffer.from(bytes)], { type }), name);
  return data;
}
