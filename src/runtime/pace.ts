/** How much one member may ask of the bot (F82): a flood of theirs must not keep others waiting. */
import type { Instant } from "../engine/day.js";

/** "slow-down": not taken, and it is time to say so; "ignored": not taken, and that was said of late. */
export type Pace = "taken" | "slow-down" | "ignored";

/**
 * Of updates that come too fast; one member does not change what another may. `at` is when the platform says it happened:
 * what waited during an outage was not written at once. The same update is counted once, however often it comes. `cries`
 * looks whether somebody cries for help in it, and is only asked of what would not be taken.
 */
export type Paces = (update: { member: string; id: string; at: Instant }, cries?: () => boolean) => Pace;

/**
 * At most `paceLimits.most` updates of a member in any `paceLimits.withinMs`, and beyond them one cry for help in any
 * `paceLimits.criedEveryMs`. Only this process counts, and it forgets those who have not come for that long, so that it never
 * holds more than the members of the last minute.
 */
export function createPaces(): Paces {
  /** When each of the last updates came, oldest first; when it was last said that they come too fast; the last cry in a flood. */
  const members = new Map<
    string,
    { came: { id: string; at: Instant }[]; said?: Instant; cried?: { id: string; at: Instant } }
  >();
  let swept: Instant = 0;
  return ({ member, id, at: now }, cries = () => false) => {
    if (now - swept > paceLimits.saidEveryMs) {
      swept = now;
      for (const [one, { came, said = 0, cried }] of members) {
        const last = Math.max(
          said + paceLimits.saidEveryMs,
          (cried?.at ?? 0) + paceLimits.criedEveryMs,
          (came.at(-1)?.at ?? 0) + paceLimits.withinMs,
        );
        if (last < now) members.delete(one);
      }
    }
    const known = members.get(member) ?? { came: [] };
    members.set(member, known);
    if (known.cried?.id === id || known.came.some((one) => one.id === id)) return "taken";
    known.came = known.came.filter(({ at }) => at > now - paceLimits.withinMs);
    if (known.came.length < paceLimits.most) {
      known.came.push({ id, at: now });
      return "taken";
    }
    // To read on in a flood costs time, so after a cry that is answered it is not read for a while.
    if ((known.cried === undefined || known.cried.at <= now - paceLimits.criedEveryMs) && cries()) {
      known.cried = { id, at: now };
      return "taken";
    }
    if (known.said !== undefined && known.said > now - paceLimits.saidEveryMs) return "ignored";
    known.said = now;
    return "slow-down";
  };
}

export const paceLimits = { most: 20, withinMs: 10_000, saidEveryMs: 60_000, criedEveryMs: 60_000 } as const;
