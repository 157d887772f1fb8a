/** Waiting for something to become so, without sleeping: it is looked at again after everything that happens. */

export type Changing = {
  /** Calls the listener after anything that somebody may wait for; gives a way to stop it. */
  onChange(listener: () => void): () => void;
  /** How long a test waits for what never comes, in milliseconds of real time. */
  patience: number;
};

/**
 * Resolves with what `look` gives as soon as it is not undefined; rejects where it never is, with what is there instead.
 * The guard is the only thing here that runs on real time, and no test that passes waits for it.
 */
export function when<T>(world: Changing, look: () => T | undefined, missing: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = look();
    if (done !== undefined) {
      resolve(done);
      return;
    }
    const stop = world.onChange(() => {
      try {
        const now = look();
        if (now === undefined) return;
        end();
        resolve(now);
      } catch (error) {
        end();
        reject(error);
      }
    });
    const timer = setTimeout(() => {
      end();
      reject(new Error(missing()));
    }, world.patience);
    function end(): void {
      clearTimeout(timer);
      stop();
    }
  });
}
