/** What was seen of late. */

export type Recent = {
  /** True the first time, as far as that is remembered. */
  isNew(id: string): boolean;
};

/** Remembers the last `most` ids. */
export function createRecent(most: number): Recent {
  const ids = new Set<string>();
  return {
    isNew(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      const [oldest] = ids.size > most ? ids : [];
      if (oldest !== undefined) ids.delete(oldest);
      return true;
    },
  };
}
