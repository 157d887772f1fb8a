/**
 * The first response to an interaction: exactly one, within three seconds of Discord's clock (D-8, D-9). It is given over the
 * callback route by both transports, so that what is edited afterwards is there already.
 */
import type { Call } from "./api.js";
import { live } from "./limits.js";
import { messageFlags, noMentions } from "./messages.js";
import type { Component, Modal } from "./wire.js";

/** D-10: the numbers of the types are Discord's. */
export type Response =
  /** Something is being made, which only this member sees, or everybody. */
  | { type: 5; private: boolean }
  /** The message that was pressed will be edited. A crash leaves nothing "thinking" (F60). */
  | { type: 6 }
  | { type: 4; components: readonly Component[] }
  | { type: 8; choices: readonly { name: string; value: string }[] }
  | { type: 9; modal: Modal };

/**
 * "given": by us. "answered": by another process, or before our own repetition (40060; DJ-2, F62). "late": Discord does not
 * wait any more (10062, F61). "lost": nobody knows.
 */
export type First = "given" | "answered" | "late" | "lost";

/** Never rejects. What is lost is given once more while there is time. */
export async function respond(
  call: Call,
  { id, token }: { id: string; token: string },
  response: Response,
): Promise<First> {
  for (let tries = 1; ; tries += 1) {
    const answer = await call(
      { method: "POST", path: `/interactions/${id}/${token}/callback`, body: bodyOf(response), open: true },
      { ms: tries === 1 ? live.firstMs : live.firstAgainMs },
    );
    if (answer.ok) return "given";
    switch (answer.failure.kind) {
      case "answered":
        return "answered";
      case "late":
      case "token-over":
        return "late";
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
      return { type: 9, data: response.modal };
  }
}

const ephemeral = 64;
