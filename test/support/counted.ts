import type { Wire } from "../../src/store/wire.js";

/** The wire as it is, which tells of every round trip that begins. */
export function counted(wire: Wire, tell: () => void): Wire {
  return {
    ...wire,
    run: (...asked) => {
      tell();
      return wire.run(...asked);
    },
    send: (...asked) => {
      tell();
      return wire.send(...asked);
    },
  };
}
