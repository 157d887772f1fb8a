/** How much the bot may send, and what it is told of that: D-14, D-33, D-34. Off until it is switched on. */
import type { Clock } from "../clock.js";
import { type RateLimit, tooMany } from "./refusal.js";
import { byInteraction, type RouteName } from "./routes.js";

/** D-33. The buckets are what is reported; Discord promises none. */
const windows = {
  all: { calls: 50, ms: 1000 },
  bucket: { calls: 5, ms: 5000 },
  commands: { calls: 20, ms: 60_000 },
} as const;

/** D-34. */
const invalidWindow = 10 * 60_000;

export type Limits = {
  enforce(on: boolean): void;
  /** Counts a call, or refuses it with how long to wait. Gives the headers that tell of it. */
  count(route: RouteName, parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** D-34: notes an answer, of which too many ban the address. */
  answered(status: number, limit: RateLimit | undefined): void;
  /** How many answers of the last ten minutes count towards a ban. */
  invalid(): number;
};

export function createLimits(clock: Clock): Limits {
  let on = false;
  let invalid: number[] = [];
  const times = new Map<string, number[]>();
  const within = (key: string, ms: number): number[] => {
    const kept = (times.get(key) ?? []).filter((at) => at > clock.now() - ms);
    times.set(key, kept);
    return kept;
  };
  const recent = (): number[] => {
    invalid = invalid.filter((at) => at > clock.now() - invalidWindow);
    return invalid;
  };
  return {
    enforce(value) {
      on = value;
      times.clear();
    },
    count(route, parameters) {
      if (!on || route === "respond") return {};
      // D-14: what goes by the token of an interaction is outside of the limit of all.
      if (!byInteraction.has(route)) {
        const past = within("all", windows.all.ms);
        const first = past[past.length - windows.all.calls];
        if (first !== undefined)
          throw tooMany({ seconds: (first + windows.all.ms - clock.now()) / 1000, scope: "global" });
        past.push(clock.now());
      }
      const { calls, ms } = route.includes("Command") ? windows.commands : windows.bucket;
      const { channel_id, webhook_token, guild_id } = parameters;
      const bucket = `${route} ${channel_id ?? webhook_token ?? guild_id ?? ""}`;
      const past = within(bucket, ms);
      const first = past[past.length - calls];
      if (first !== undefined) throw tooMany({ seconds: (first + ms - clock.now()) / 1000, scope: "user" });
      past.push(clock.now());
      const reset = (past[0] ?? clock.now()) + ms;
      return {
        "x-ratelimit-limit": `${calls}`,
        "x-ratelimit-remaining": `${calls - past.length}`,
        "x-ratelimit-reset": `${reset / 1000}`,
        "x-ratelimit-reset-after": `${(reset - clock.now()) / 1000}`,
        "x-ratelimit-bucket": Buffer.from(route).toString("hex"),
      };
    },
    answered(status, limit) {
      if ((status === 401 || status === 403 || status === 429) && limit?.scope !== "shared")
        recent().push(clock.now());
    },
    invalid: () => recent().length,
  };
}
