/** The server's side of a webhook: T-34, T-36, T-37. */
import { Agent, STATUS_CODES } from "node:http";
import type { Clock } from "../clock.js";
import { post } from "./post.js";
import type { Updates, Waiting } from "./updates.js";

/** T-36: growing delays between the repetitions of one chat's update, in milliseconds. */
const delays = { first: 1000, longest: 60_000 } as const;
/** T-36. */
const patience = 60_000;
const goneFor = 23 * 3_600_000;

export type WebhookSettings = { url: string; secret: string | undefined; maxConnections: number };

/** One attempt. `status` is undefined where no answer came; `error` says why. */
export type Delivery = {
  update: number;
  attempt: number;
  at: number;
  target: string;
  status: number | undefined;
  error: string | undefined;
};

export type Webhook = {
  set(settings: WebhookSettings | undefined): void;
  settings(): WebhookSettings | undefined;
  /** Where the machines behind an address really are; requests go round them. */
  reach(origin: string, targets: readonly string[]): void;
  reachable(url: string): boolean;
  deliveries: readonly Delivery[];
  lastError(): { date: number; message: string } | undefined;
  /** Sends what it can. Called after every change. */
  pump(): void;
  /** Repeats now what waits for its delay. */
  repeat(): void;
  /** Sends bodies in two parts that meet at this byte; undefined sends them whole. */
  split(at: number | undefined): void;
  busy(): number;
  /** Ends what is under way. */
  close(): void;
};

/** The updates of one chat, which come in order. */
type Lane = { busy: boolean; attempts: number; wakes: number };

export function createWebhook(
  clock: Clock,
  updates: Updates,
  changed: () => void,
  carryOut: (payload: Readonly<Record<string, unknown>>) => void,
): Webhook {
  const deliveries: Delivery[] = [];
  const lanes = new Map<string, Lane>();
  const places = new Map<string, { targets: readonly string[]; next: number }>();
  let settings: WebhookSettings | undefined;
  let last: { date: number; message: string } | undefined;
  let goneSince: number | undefined;
  let busy = 0;
  let cut: number | undefined;
  const open = new Set<AbortController>();
  const agent = new Agent({ keepAlive: true });

  const laneOf = ({ chat, update }: Waiting): Lane => {
    const key = chat === undefined ? `update ${update.update_id}` : `chat ${chat}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = { busy: false, attempts: 0, wakes: 0 };
    lanes.set(key, lane);
    return lane;
  };

  const targetOf = (url: string): string | undefined => {
    const { origin, pathname, search } = new URL(url);
    const place = places.get(origin);
    const target = place?.targets[place.next % place.targets.length];
    if (place === undefined || target === undefined) return undefined;
    place.next += 1;
    return `${target}${pathname}${search}`;
  };

  const failed = (lane: Lane, message: string): void => {
    last = { date: clock.seconds(), message };
    const delay = Math.min(delays.first * 2 ** (lane.attempts - 1), delays.longest);
    lane.wakes = clock.now() + delay;
    clock.after(delay, pump);
  };

  const answered = (lane: Lane, one: Waiting, status: number, body: string): void => {
    goneSince = status === 410 ? (goneSince ?? clock.now()) : undefined;
    if (goneSince !== undefined && clock.now() - goneSince >= goneFor) settings = undefined;
    if (status < 200 || status > 299) {
      failed(lane, `Wrong response from the webhook: ${status} ${STATUS_CODES[status] ?? ""}`.trim());
      return;
    }
    lane.attempts = 0;
    lane.wakes = 0;
    updates.remove(one.update.update_id);
    const payload = methodIn(body);
    if (payload !== undefined) carryOut(payload);
  };

  const deliver = async (lane: Lane, one: Waiting, { url, secret }: WebhookSettings): Promise<void> => {
    lane.busy = true;
    lane.attempts += 1;
    one.deliveries += 1;
    busy += 1;
    const target = targetOf(url);
    const delivery: Delivery = {
      update: one.update.update_id,
      attempt: lane.attempts,
      at: clock.now(),
      target: target ?? url,
      status: undefined,
      error: undefined,
    };
    deliveries.push(delivery);
    const late = new AbortController();
    open.add(late);
    const callOff = clock.after(patience, () => late.abort());
    const answer =
      target === undefined
        ? { error: "Failed to resolve host: Name or service not known" }
        : await post(target, new URL(url).host, JSON.stringify(one.update), {
            agent,
            secret,
            split: cut,
            signal: late.signal,
          });
    callOff();
    open.delete(late);
    busy -= 1;
    lane.busy = false;
    if ("error" in answer) {
      delivery.error = late.signal.aborted ? "Read timeout expired" : answer.error;
      failed(lane, delivery.error);
    } else {
      delivery.status = answer.status;
      answered(lane, one, answer.status, answer.body);
    }
    changed();
  };

  /** The first of each chat that is not under way and need not wait, as long as a connection is free. */
  function pump(): void {
    if (settings === undefined) return;
    const seen = new Set<Lane>();
    for (const one of updates.waiting()) {
      const lane = laneOf(one);
      if (seen.has(lane)) continue;
      seen.add(lane);
      if (busy >= settings.maxConnections) return;
      if (lane.busy || lane.wakes > clock.now()) continue;
      void deliver(lane, one, settings);
    }
  }

  return {
    set(value) {
      settings = value;
      last = undefined;
      goneSince = undefined;
      for (const lane of lanes.values()) {
        lane.attempts = 0;
        lane.wakes = 0;
      }
      changed();
    },
    settings: () => settings,
    reach(origin, targets) {
      places.set(origin, { targets, next: 0 });
    },
    reachable: (url) => places.has(new URL(url).origin),
    deliveries,
    lastError: () => last,
    pump,
    repeat() {
      for (const lane of lanes.values()) lane.wakes = 0;
      pump();
    },
    split(at) {
      cut = at;
    },
    busy: () => busy,
    close() {
      settings = undefined;
      for (const one of open) one.abort();
      agent.destroy();
    },
  };
}

/** T-37: a call in the webhook's answer. */
function methodIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read !== "object" || read === null || !("method" in read)) return undefined;
    return { ...read };
  } catch {
    return undefined;
  }
}
