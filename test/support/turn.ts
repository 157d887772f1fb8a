/**
 * Lets everything that waits have its turn. A loop that asks again until it is answered otherwise needs it: without Redis the
 * answer comes at once, and nothing that could change it would ever run.
 */
export function nextTurn(): Promise<void> {
  return new Promise((turn) => setImmediate(turn));
}
