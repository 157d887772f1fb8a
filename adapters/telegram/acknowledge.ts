/** The one answer that every press gets (T-15): until it comes, the button shows that something is under way. */
import type { Call } from "./api.js";
import { live } from "./limits.js";

export type Press = {
  /** Answers with a short notice, or with nothing; only the first call does. */
  answer(notice?: string): void;
  /** True when it is still to be answered; from then on somebody else answers it. */
  handOver(): boolean;
};

/** Answers the press by itself after `ms`, since Telegram forgets it soon (T-16). `query` undefined: not a press. */
export function answering(call: Call, query: string | undefined, ms: number): Press {
  let open = query !== undefined;
  const take = (): boolean => {
    const mine = open;
    open = false;
    clearTimeout(timer);
    return mine;
  };
  const answer = (notice?: string): void => {
    if (!take() || query === undefined) return;
    const text = notice === undefined || notice.length > live.notice ? {} : { text: notice };
    // Nobody waits for it: whether it was too late for Telegram changes nothing for the member (F46).
    void call("answerCallbackQuery", { callback_query_id: query, ...text });
  };
  const timer = setTimeout(answer, ms);
  return { answer, handOver: take };
}
