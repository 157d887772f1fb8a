/** Work that is done again and again. */

/** Does `work` at once and then `ms` after it ended, until it is stopped; stopping waits for work under way. `work` must not reject. */
export function every(ms: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  const round = (): void => {
    running = work().finally(() => {
      if (!stopped) timer = setTimeout(round, ms);
    });
  };
  round();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
