/** One thing at a time per key, in the order of asking. */

export type Turns = {
  /** Runs `work` after all earlier work of this key, whatever became of it; "busy" when too much is waiting. */
  take<T>(key: string, work: () => Promise<T>): Promise<{ done: T } | "busy">;
  /** Resolves when nothing is running or waiting any more. */
  quiet(): Promise<void>;
};

/** At most `most` pieces of work of one key wait or run at the same time. */
export function createTurns(most: number): Turns {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  return {
    async take(key, work) {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
      if (line.length >= most) return "busy";
      // The earlier work's failure was told to whoever asked for it.
      const mine = line.last.then(work, work);
      lines.set(key, { last: mine, length: line.length + 1 });
      try {
        return { done: await mine };
      } finally {
        const now = lines.get(key);
        if (now !== undefined && now.length > 1) lines.set(key, { ...now, length: now.length - 1 });
        else lines.delete(key);
      }
    },
    async quiet() {
      while (lines.size > 0) await Promise.allSettled([...lines.values()].map((line) => line.last));
    },
  };
}
