/** "typing…" in the chat while an answer takes its time. */
import type { Call } from "./api.js";
import type { Place } from "./place.js";

/** It begins after `ms` and is shown anew before it fades (T-24: after five seconds), until it is stopped. */
export function typingAfter(call: Call, { chat, thread }: Place, ms: number): { stop(): void } {
  let left = mostTimes;
  const show = (): void => {
    left -= 1;
    // Dropped where it fails, first of all at a 429 (T-39).
    void call("sendChatAction", {
      chat_id: chat,
      action: "typing",
      ...(thread === undefined ? {} : { message_thread_id: thread }),
    });
    if (left > 0) timer = setTimeout(show, fadesMs);
  };
  let timer = setTimeout(show, ms);
  return { stop: () => clearTimeout(timer) };
}

const fadesMs = 4_500;

/** Longer than any answer takes; then it is better not to promise one. */
const mostTimes = 12;
