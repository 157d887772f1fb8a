/** What a test opens and nobody has to remember to close. */

export type Closed = { close(): Promise<unknown> };

/** Keeps what it is given until that moment comes, and closes it then, the newest first: `keptUntil(afterEach)`. */
export function keptUntil(moment: (close: () => Promise<void>) => void): <T extends Closed>(one: T) => T {
  const open: Closed[] = [];
  moment(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  return (one) => {
    open.push(one);
    return one;
  };
}
