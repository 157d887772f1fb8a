/** Where a screen is shown, and its text form: the address of an update. */

export type Place = {
  chat: number;
  /** Only of a real topic (T-30). */
  thread?: number;
  /** The message that is replied to, in groups. */
  reply?: number;
  /** The bot's own message that was pressed and may be edited. */
  message?: number;
};

/** "-100123/7>88": chat, topic, message to reply to; "123#456": chat, message to edit. */
export function writePlace({ chat, thread, reply, message }: Place): string {
  return [String(chat), part("/", thread), part(">", reply), part("#", message)].join("");
}

/** The place of which this is the text, or undefined where it is none that `writePlace` could have written. */
export function readPlace(text: string): Place | undefined {
  const found = /^(-?[1-9]\d*)(?:\/([1-9]\d*))?(?:>([1-9]\d*))?(?:#([1-9]\d*))?$/.exec(text);
  if (found === null) return undefined;
  const [, chat, thread, reply, message] = found.map((one) => (one === undefined ? undefined : Number(one)));
  const numbers = [chat, thread, reply, message].filter((one) => one !== undefined);
  if (chat === undefined || !numbers.every(Number.isSafeInteger)) return undefined;
  return {
    chat,
    ...(thread === undefined ? {} : { thread }),
    ...(reply === undefined ? {} : { reply }),
    ...(message === undefined ? {} : { message }),
  };
}

function part(sign: string, number: number | undefined): string {
  return number === undefined ? "" : `${sign}${number}`;
}
