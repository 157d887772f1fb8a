/** What a call can fail with. The one place that reads Telegram's error texts, which are no contract (T-41). */
import { type Given, given, givenIn, numberIn, textIn } from "../../src/given.js";

export type Failure =
  /** 429: nothing is sent to this chat until then (T-39). */
  | { kind: "wait"; ms: number }
  /** Nobody can be reached there any more, or not by this bot: never tried again (T-40, T-33). */
  | { kind: "gone" }
  /** The message reads so already (T-17). */
  | { kind: "same" }
  /** The message cannot be edited, or is not there (T-18, T-20). */
  | { kind: "no-edit" }
  /** The press can no longer be answered (T-16). */
  | { kind: "late-query" }
  /** The topic is not there (T-30). */
  | { kind: "no-topic" }
  | { kind: "no-reply-target" }
  /** The group has a new id (T-31). */
  | { kind: "migrated"; to: number }
  /** The token is wrong or was revoked (T-41). */
  | { kind: "token" }
  /** Somebody else reads the updates (T-34). */
  | { kind: "conflict" }
  /** Our own mistake. */
  | { kind: "refused"; code: number }
  | { kind: "server" }
  /** No answer, or none that can be read: it may have been done. */
  | { kind: "lost" };

/**
 * What a thrown error or a refusing answer means: the Bot API's own `{ error_code, description }`, an error that
 * carries it as `response` or `on`, or anything else, which is a lost answer. Codes decide; a text only where one code
 * says too little (T-41).
 */
export function failureOf(error: unknown): Failure {
  const thrown = given(error);
  const answer = numberIn(thrown, "error_code") === undefined ? givenIn(thrown, "response") : thrown;
  const code = numberIn(answer, "error_code") ?? httpCode(thrown);
  if (code === undefined || code < 400) return { kind: "lost" };
  if (code >= 500) return { kind: "server" };
  const text = (textIn(answer, "description") ?? "").toLowerCase();
  const parameters = givenIn(answer, "parameters");
  switch (code) {
    case 401:
      return { kind: "token" };
    case 404:
      // A server of one's own that is older than this program says so of a method.
      return text.includes("method") ? { kind: "refused", code } : { kind: "token" };
    case 403:
      return { kind: "gone" };
    case 409:
      return { kind: "conflict" };
    case 429:
      return { kind: "wait", ms: waitOf(parameters, text) };
    default:
      return refusal(code, text, parameters);
  }
}

function refusal(code: number, text: string, parameters: Given | undefined): Failure {
  const to = numberIn(parameters, "migrate_to_chat_id");
  if (to !== undefined && to !== 0) return { kind: "migrated", to };
  const known = fragments.find(({ any }) => any.some((fragment) => text.includes(fragment)));
  return known?.failure ?? { kind: "refused", code };
}

/** Parts of the texts of 400, in lower case. */
const fragments: readonly { failure: Failure; any: readonly string[] }[] = [
  { failure: { kind: "same" }, any: ["message is not modified", "message_not_modified"] },
  {
    failure: { kind: "no-edit" },
    any: [
      "message can't be edited",
      "message to edit not found",
      "there is no text in the message to edit",
      "there is no caption in the message to edit",
      "message can't be deleted",
      "message to delete not found",
      "message identifier is not specified",
      "message_id_invalid",
    ],
  },
  {
    failure: { kind: "late-query" },
    any: ["query is too old", "query id is invalid", "query_id_invalid"],
  },
  {
    failure: { kind: "no-topic" },
    any: ["message thread not found", "topic_deleted", "topic_id_invalid", "topic_closed"],
  },
  {
    failure: { kind: "no-reply-target" },
    any: ["message to be replied not found", "message to reply not found", "replied message not found"],
  },
  {
    failure: { kind: "gone" },
    any: [
      "chat not found",
      "group chat was upgraded to a supergroup chat",
      "group chat was deactivated",
      "peer_id_invalid",
      "user_is_blocked",
      "input_user_deactivated",
      "not enough rights to send",
      "have no rights to send",
      "chat_write_forbidden",
      "chat_restricted",
    ],
  },
];

/** Seconds are told beside the text and in it; without either it is tried again soon. */
function waitOf(parameters: Given | undefined, text: string): number {
  const told = numberIn(parameters, "retry_after") ?? Number(/retry after (\d{1,9})/.exec(text)?.[1] ?? 1);
  return Math.max(1, told) * 1000;
}

/** The status of an answer whose body could not be read. */
function httpCode(thrown: Given | undefined): number | undefined {
  return numberIn(thrown, "code") ?? numberIn(thrown, "status");
}
