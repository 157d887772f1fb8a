/**
 * The first response to an interaction: exactly one, within three seconds of Discord's clock (D-8, D-9). It is given over the
 * callback route by both transports, so that what is edited afterwards is there already.
 */
import type { Call } from "./api.js";
import type { Component, Form } from "./components.js";
import { live } from "./limits.js";
import { messageFlags, noMentions } from "./messages.js";

/** D-10: the numbers of the types are Discord's. */
export type Response =
  /** Something is being made, which only this member sees, or everybody. */
  | { type: 5; private: boolean }
  /** The message that was pressed will be edited. A crash leaves nothing "thinking" (F60). */
  | { type: 6 }
  | { type: 4; components: readonly Component[] }
  | { type: 8; choices: readonly { name: string; value: string }[] }
  | { type: 9; form: Form };

/** "given": by us. "answered": by another process (40060, F62). "late": nobody waits any more (10062, F61). "lost": nobody knows. */
export type First = "given" | "answered" | "late" | "lost";

/** Never rejects. What is lost is given once more while there is time. */
export async function respond(
  call: Call,
  { id, token }: { id: string; token: string },
  response: Response,
): Promise<First> {
  const enough = AbortSignal.timeout(live.giveUpMs);
  for (let tries = 1; ; tries += 1) {
    const answer = await call(
      { method: "POST", path: `/interactions/${id}/${token}/callback`, body: bodyOf(response), open: true },
      // So that there is time for a second one.
      { ms: live.giveUpMs / 2, signal: enough },
    );
    if (answer.ok) return "given";
    switch (answer.failure.kind) {
      case "answered":
        // What was lost the first time had arrived (DJ-2).
        return tries === 1 ? "answered" : "given";
      case "late":
      case "token-over":
        return "late";
      case "wait":
        // Whoever asks again before that is refused again, which counts (D-34).
        if (answer.failure.ms > live.giveUpMs / 2 || tries === 2) return "lost";
        break;
      default:
        if (tries === 2) return "lost";
    }
  }
}

function bodyOf(response: Response): unknown {
  switch (response.type) {
    case 4:
      return {
        type: 4,
        data: {
          components: response.components,
          flags: messageFlags({ ephemeral: true }),
          allowed_mentions: noMentions,
        },
      };
    case 5:
      return { type: 5, data: { flags: response.private ? ephemeral : 0 } };
    case 6:
      return { type: 6 };
    case 8:
      return { type: 8, data: { choices: response.choices } };
    case 9:
      return { type: 9, data: response.form };
  }
}

const ephemeral = 64;
