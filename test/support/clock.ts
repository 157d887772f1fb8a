/** A clock that is moved by hand: nothing in the fake sleeps, and what is due happens while the clock is moved. */

export type Clock = {
  /** Milliseconds, as `Date.now()`. */
  now(): number;
  /** Unix time in whole seconds, as messages carry it. */
  seconds(): number;
  /** Moves time on and does, in order, what falls due on the way. */
  advance(ms: number): void;
  /** Lets it go with real time from now on, for tests of real processes; gives a way to stop it. */
  run(): () => void;
  /** Does something when its time has come; gives a way to call it off. */
  after(ms: number, what: () => void): () => void;
};

/** A pause that is over when the clock was moved so far, or the signal is aborted. */
export function pauseBy(clock: Pick<Clock, "after">): (ms: number, signal: AbortSignal) => Promise<void> {
  return (ms, signal) =>
    new Promise((over) => {
      if (signal.aborted) return over();
      const callOff = clock.after(ms, end);
      signal.addEventListener("abort", end);
      function end(): void {
        callOff();
        signal.removeEventListener("abort", end);
        over();
      }
    });
}

export function clockFrom(start: number): Clock {
  let now = start;
  let due: { at: number; what: () => void }[] = [];
  const next = (until: number): { at: number; what: () => void } | undefined =>
    due.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
  const advance = (ms: number): void => {
    const until = now + ms;
    for (let one = next(until); one !== undefined; one = next(until)) {
      const done = one;
      due = due.filter((other) => other !== done);
      now = Math.max(now, done.at);
      done.what();
    }
    now = until;
  };
  return {
    now: () => now,
    seconds: () => Math.floor(now / 1000),
    advance,
    run() {
      let last = performance.now();
      const timer = setInterval(() => {
        const passed = performance.now() - last;
        last += passed;
        advance(passed);
      }, 20).unref();
      return () => clearInterval(timer);
    },
    after(ms, what) {
      const one = { at: now + ms, what };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
  };
}
