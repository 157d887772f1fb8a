import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Failure, failureOf } from "../../../adapters/telegram/failure.js";

const answer = (error_code: number, description: string, parameters?: unknown): unknown => ({
  ok: false,
  error_code,
  description,
  ...(parameters === undefined ? {} : { parameters }),
});

const texts: readonly [rule: string, code: number, text: string, failure: Failure][] = [
  ["T-10", 400, "Bad Request: message text is empty", { kind: "refused", code: 400 }],
  ["T-10", 400, "Bad Request: message is too long", { kind: "refused", code: 400 }],
  ["T-10", 400, "Bad Request: message caption is too long", { kind: "refused", code: 400 }],
  ["T-11", 400, "Bad Request: can't parse entities: unexpected end tag", { kind: "refused", code: 400 }],
  ["T-12", 400, "Bad Request: BUTTON_DATA_INVALID", { kind: "refused", code: 400 }],
  ["T-14", 400, "Bad Request: reply markup is too long", { kind: "refused", code: 400 }],
  [
    "T-16",
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    { kind: "late-query" },
  ],
  ["T-16", 400, "Bad Request: QUERY_ID_INVALID", { kind: "late-query" }],
  [
    "T-17, F44",
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    { kind: "same" },
  ],
  ["T-17", 400, "Bad Request: MESSAGE_NOT_MODIFIED", { kind: "same" }],
  ["T-18, F45", 400, "Bad Request: message can't be edited", { kind: "no-edit" }],
  ["T-18, F45", 400, "Bad Request: message to edit not found", { kind: "no-edit" }],
  ["T-18", 400, "Bad Request: there is no text in the message to edit", { kind: "no-edit" }],
  ["T-20", 400, "Bad Request: message to delete not found", { kind: "no-edit" }],
  ["T-20", 400, "Bad Request: message can't be deleted for everyone", { kind: "no-edit" }],
  ["T-30", 400, "Bad Request: message thread not found", { kind: "no-topic" }],
  ["a reply", 400, "Bad Request: message to be replied not found", { kind: "no-reply-target" }],
  ["T-31", 400, "Bad Request: group chat was upgraded to a supergroup chat", { kind: "gone" }],
  ["T-33", 403, "Forbidden: bot can't initiate conversation with a user", { kind: "gone" }],
  [
    "T-34",
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    { kind: "conflict" },
  ],
  [
    "T-34",
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    { kind: "conflict" },
  ],
  ["T-40, F43", 403, "Forbidden: bot was blocked by the user", { kind: "gone" }],
  ["T-40, F43", 403, "Forbidden: user is deactivated", { kind: "gone" }],
  ["T-40, F43", 403, "Forbidden: bot was kicked from the supergroup chat", { kind: "gone" }],
  ["T-40", 403, "Forbidden: bot is not a member of the supergroup chat", { kind: "gone" }],
  ["T-40", 403, "Forbidden: the group chat was deleted", { kind: "gone" }],
  ["F43", 400, "Bad Request: chat not found", { kind: "gone" }],
  [
    "a group that lets nobody write",
    400,
    "Bad Request: not enough rights to send text messages to the chat",
    { kind: "gone" },
  ],
  ["T-41", 401, "Unauthorized", { kind: "token" }],
  ["T-41", 404, "Not Found", { kind: "token" }],
  ["T-41", 500, "Internal Server Error", { kind: "server" }],
  ["T-41", 502, "Bad Gateway", { kind: "server" }],
  ["T-39, F40", 429, "Too Many Requests: retry after 35", { kind: "wait", ms: 35_000 }],
  ["another mistake", 400, "Bad Request: something new", { kind: "refused", code: 400 }],
  ["another mistake", 413, "Request Entity Too Large", { kind: "refused", code: 413 }],
];

describe("what a call fails with", () => {
  it.each(texts)("%s: %i %s", (_rule, code, text, failure) => {
    expect(failureOf(answer(code, text))).toEqual(failure);
    // As the client throws it, and whatever the capitals (T-41).
    expect(failureOf({ response: answer(code, text.toUpperCase()), on: { method: "x" } })).toEqual(failure);
  });

  it("T-31: is the new id of a group where the server names it", () => {
    const moved = answer(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: -1001234567890,
    });
    expect(failureOf(moved)).toEqual({ kind: "migrated", to: -1001234567890 });
  });

  it("T-39: waits as long as the server says, beside the text before in it, and a second where it says nothing", () => {
    const many = "Too Many Requests: retry after 9";
    expect(failureOf(answer(429, many, { retry_after: 4 }))).toEqual({ kind: "wait", ms: 4000 });
    expect(failureOf(answer(429, many))).toEqual({ kind: "wait", ms: 9000 });
    expect(failureOf(answer(429, "Too Many Requests"))).toEqual({ kind: "wait", ms: 1000 });
    expect(failureOf(answer(429, "", { retry_after: -5 }))).toEqual({ kind: "wait", ms: 1000 });
  });

  it("TL-16: goes by the status where the body was no JSON", () => {
    expect(failureOf({ code: 502 })).toEqual({ kind: "server" });
    expect(failureOf({ status: 503 })).toEqual({ kind: "server" });
    expect(failureOf({ type: "invalid-json" })).toEqual({ kind: "lost" });
  });

  it.each([
    new Error("socket hang up"),
    Object.assign(new Error(""), { code: "ECONNRESET" }),
    new DOMException("The operation was aborted", "AbortError"),
    undefined,
    null,
    "Bad Request",
    400,
    [],
    {},
    { response: "Bad Request" },
    { error_code: "400" },
  ])("F42: is lost, so it may have been done, for %s", (error) => {
    expect(failureOf(error)).toEqual({ kind: "lost" });
  });

  it("is never thrown by anything thrown", () => {
    fc.assert(
      fc.property(fc.anything(), (error) => {
        expect(failureOf(error).kind).not.toBe("");
      }),
    );
  });
});
