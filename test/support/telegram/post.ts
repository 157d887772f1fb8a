/** One request to the bot's webhook, its body whole or in two parts. */
import { type Agent, request } from "node:http";

export type PostAnswer = { status: number; body: string } | { error: string };

export type PostOptions = {
  /** Keeps connections, as Telegram does. */
  agent: Agent;
  secret: string | undefined;
  split: number | undefined;
  signal: AbortSignal;
};

export function post(
  target: string,
  host: string,
  body: string,
  { agent, secret, split, signal }: PostOptions,
): Promise<PostAnswer> {
  const bytes = Buffer.from(body);
  return new Promise((done) => {
    const sending = request(
      target,
      {
        method: "POST",
        agent,
        signal,
        headers: {
          host,
          "content-type": "application/json",
          "content-length": bytes.length,
          ...(secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", (error) => done({ error: error.message }));
        response.on("end", () =>
          done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    sending.on("error", (error) => done({ error: error.message }));
    if (split === undefined) {
      sending.end(bytes);
      return;
    }
    sending.setNoDelay(true);
    sending.write(bytes.subarray(0, split), () => setImmediate(() => sending.end(bytes.subarray(split))));
  });
}
