/** What strangers can make happen as often as they like, told seldom. */

/**
 * Tells of what happens at once, and of the same again at most once a minute, with how often it happened since it was told
 * last. Reasons are the program's own words, so that there are few of them.
 */
export function createCounted(
  now: () => number,
  tell: (why: string, count: number) => void,
): (why: string) => void {
  const told = new Map<string, { at: number; since: number }>();
  return (why) => {
    const last = told.get(why);
    if (last !== undefined && Math.abs(now() - last.at) < seldomMs) {
      last.since += 1;
      return;
    }
    told.set(why, { at: now(), since: 0 });
    tell(why, (last?.since ?? 0) + 1);
  };
}

const seldomMs = 60_000;
