/** One thing after the other for each key, and what comes together. */

export type Order = {
  /** Does the work when all earlier work of the same key is done. Work that rejects is over, and nothing else. */
  add(key: string, work: () => Promise<void> | void): void;
  /** Resolves when nothing is left to do. */
  quiet(): Promise<void>;
};

export function createOrder(): Order {
  const last = new Map<string, Promise<void>>();
  return {
    add(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work).catch(() => undefined);
      last.set(key, mine);
      void mine.then(() => {
        if (last.get(key) === mine) last.delete(key);
      });
    },
    async quiet() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}

export type Newest = {
  /**
   * Does the work, unless other work of the same key is in hand: then it waits for that, and what waited before it is left
   * undone, as is work of one key more than there may be. Gives the end of all work of the key where this is the first.
   */
  add(key: string, work: () => Promise<void>): Promise<void> | undefined;
};

/** Of at most so many keys at once. */
export function createNewest(most: number): Newest {
  /** Every key in hand, with what is to be done next of it. */
  const next = new Map<string, (() => Promise<void>) | undefined>();
  const work = async (key: string, first: () => Promise<void>): Promise<void> => {
    for (let one: typeof first | undefined = first; one !== undefined; one = next.get(key)) {
      next.set(key, undefined);
      await one().catch(() => undefined);
    }
    next.delete(key);
  };
  return {
    add(key, one) {
      if (next.has(key)) next.set(key, one);
      else if (next.size < most) return work(key, one);
      return undefined;
    },
  };
}

export type Firsts = {
  /** Whether this id is the first that was given for the key, as far as that is remembered. */
  isFirst(key: string, id: string): boolean;
};

/** Remembers the last `most` keys. */
export function createFirsts(most: number): Firsts {
  const firsts = new Map<string, string>();
  return {
    isFirst(key, id) {
      const first = firsts.get(key);
      if (first !== undefined) return first === id;
      firsts.set(key, id);
      const [oldest] = firsts.size > most ? firsts.keys() : [];
      if (oldest !== undefined) firsts.delete(oldest);
      return true;
    },
  };
}
