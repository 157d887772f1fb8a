/** The gateway: sessions over WebSockets, events that reach each of them, resuming, and what goes wrong with it. D-31, D-32. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { guildCreated, intents as known } from "./events.js";
import {
  type Bot,
  type Close,
  closes,
  isSpoken,
  op,
  readFrame,
  readIdentify,
  readResume,
  shardOf,
} from "./protocol.js";
import type { GatewayEvent, World } from "./world.js";

/** How many events that a client has are kept, to be replayed. */
const kept = 1000;

export type GatewayOptions = {
  /** How often a client is told to send heartbeats, in milliseconds of real time. */
  heartbeat?: number;
  shards?: number;
  /** D-31: sessions that may be begun in a day, and how many at once. */
  sessions?: number;
  concurrency?: number;
  /** Whether the privileged intents are switched on (D-32). */
  privileged?: boolean;
};

type Session = {
  id: string;
  intents: number;
  shard: readonly [number, number];
  /** The events it was sent or missed, by number from 1 on; of those that it has only the newest are kept. */
  events: Map<number, { t: string; d: unknown }>;
  /** The numbers of the oldest that is kept and of the newest. */
  first: number;
  last: number;
  socket: WebSocket | undefined;
  /** The number of the newest event that the client is sure to have. */
  had: number;
  /** Whether it is being asked what it has. */
  asked: boolean;
  /** The fake cut it off, so it is to come back. */
  expected: boolean;
  /** It was told that it is not valid any more, and may begin again on the same connection. */
  invalid: boolean;
};

export type SessionSeen = {
  id: string;
  shard: readonly [number, number];
  intents: number;
  connected: boolean;
  events: number;
};

export type GatewayControl = {
  sessions(): readonly SessionSeen[];
  /** Connections with a session. */
  connected(): number;
  identifies(): number;
  resumes(): number;
  heartbeats(): number;
  /** Cuts every connection, or that of one shard: at once, or with a closing code. The sessions can be resumed. */
  drop(code?: number, shard?: number): void;
  /** Asks every client to come again (op 7). */
  reconnect(): void;
  /** Op 9: the session is at an end, or is to be resumed. */
  invalidate(resumable: boolean): void;
  /** Sessions that are away are forgotten with the events they missed: resuming is answered with op 9 (F65). */
  forget(): void;
  /** The next client that resumes also gets its last `count` events once more (F64). */
  replay(count: number): void;
  /** Heartbeats are not acknowledged any more (F66). */
  swallowAcks(on: boolean): void;
  /** No connection is taken. */
  refuse(on: boolean): void;
  /** Connections are taken, and nothing is ever said on them. */
  ignore(on: boolean): void;
  /** How many are ignored. */
  ignored(): number;
  /** Asks every client for a heartbeat (op 1). */
  askHeartbeat(): void;
  /** Sends a frame to every client, of whatever content. */
  send(frame: string): void;
};

export type Gateway = {
  control: GatewayControl;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  event(event: GatewayEvent): void;
  /** Whether any session will hear of it. */
  heard(guild: string | undefined): boolean;
  /** Events that clients have not had, of sessions that are there or to come back. */
  undelivered(): number;
  about(): ReturnType<World["gateway"]>;
  /** The token is no more the bot's. */
  revoked(): void;
  close(): Promise<void>;
};

export function createGateway(world: () => World, options: GatewayOptions): Gateway {
  const { heartbeat = 41_250, shards = 1, sessions: total = 1000, concurrency = 1 } = options;
  const server = new WebSocketServer({ noServer: true });
  let sessions: Session[] = [];
  let identifies = 0;
  let resumes = 0;
  let heartbeats = 0;
  let swallowing = false;
  let refusing = false;
  let ignoring = false;
  const ignored = new Set<Duplex>();
  let replayed = 0;

  const transmit = (session: Session, number: number): void => {
    const event = session.events.get(number);
    if (session.socket === undefined || event === undefined) return;
    session.socket.send(JSON.stringify({ op: op.dispatch, s: number, ...event }));
    if (!session.asked) askWhat(session, number);
  };

  /** A client answers a ping after what came before it. One at a time: many at once are taken for an attack. */
  const askWhat = (session: Session, number: number): void => {
    session.asked = true;
    session.socket?.ping(`${number}`);
  };

  const tell = (session: Session, t: string, d: unknown): void => {
    session.last += 1;
    session.events.set(session.last, { t, d: structuredClone(d) });
    transmit(session, session.last);
  };

  const hears = (
    { shard: [index, of], intents }: Session,
    { guild, intent }: Pick<GatewayEvent, "guild" | "intent">,
  ): boolean => (intent === 0 || (intents & intent) !== 0) && shardOf(guild, of) === index;

  const bot = (): Bot => ({ token: world().token, privileged: options.privileged === true });

  const begin = (socket: WebSocket, given: unknown): Session | undefined => {
    identifies += 1;
    // D-31: beyond the limit the token is reset.
    if (identifies > total) world().revoke();
    const read = readIdentify(given, bot());
    if (!read.ok) return end(socket, read.close);
    const { intents, shard } = read.value;
    const [index, of] = shard;
    const session: Session = {
      id: world().ids.token(`${identifies}`).slice(0, 32),
      intents,
      shard,
      events: new Map(),
      first: 1,
      last: 0,
      socket,
      had: 0,
      asked: false,
      expected: false,
      invalid: false,
    };
    sessions.push(session);
    const guilds = [...world().guilds.values()].filter(
      ({ id, installed }) => installed && shardOf(id, of) === index,
    );
    const listed = (intents & known.guilds) === 0 ? [] : guilds;
    tell(session, "READY", {
      v: 10,
      user: { ...world().bot, verified: true, mfa_enabled: false, email: null },
      guilds: listed.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: "normal",
      resume_gateway_url: address(world().url),
      shard,
      application: { id: world().bot.id, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      geo_ordered_rtc_regions: [],
      guild_join_requests: [],
    });
    for (const guild of listed) {
      const { name, data } = guildCreated(world(), guild);
      tell(session, name, data);
    }
    return session;
  };

  const again = (socket: WebSocket, given: unknown): Session | undefined => {
    const read = readResume(given, bot());
    if (!read.ok) return end(socket, read.close);
    const { session_id: id, seq } = read.value;
    const session = sessions.find((one) => one.id === id);
    if (session === undefined) {
      socket.send(JSON.stringify({ op: op.invalidSession, d: false }));
      return undefined;
    }
    resumes += 1;
    if (session.socket !== socket) session.socket?.terminate();
    session.socket = socket;
    session.asked = false;
    session.expected = false;
    session.invalid = false;
    const from = Math.max(0, seq - replayed);
    replayed = 0;
    for (let number = from + 1; number <= session.last; number += 1) transmit(session, number);
    tell(session, "RESUMED", {});
    return session;
  };

  server.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    const { searchParams: query } = new URL(request.url ?? "/", "ws://fake");
    if (!isSpoken(query)) {
      end(socket, closes.invalidVersion);
      return;
    }
    let session: Session | undefined;
    const take = (text: string): Close | undefined => {
      const read = readFrame(text);
      if (!read.ok) return read.close;
      const { op: what, d } = read.value;
      switch (what) {
        case op.heartbeat:
          heartbeats += 1;
          if (!swallowing) socket.send(JSON.stringify({ op: op.ack }));
          return undefined;
        case op.identify:
        case op.resume:
          if (session?.invalid === false) return closes.alreadyAuthenticated;
          session = what === op.identify ? begin(socket, d) : again(socket, d);
          return undefined;
        case op.presence:
          return session === undefined ? closes.notAuthenticated : undefined;
        default:
          return closes.unknownOpcode;
      }
    };
    socket.on("message", (data) => {
      const close = take(data.toString());
      if (close !== undefined) end(socket, close);
      world().changed();
    });
    socket.on("pong", (data) => {
      if (session === undefined || session.socket !== socket) return;
      session.had = Math.max(session.had, Number(data.toString()));
      for (; session.first <= session.had - kept; session.first += 1) session.events.delete(session.first);
      session.asked = false;
      if (session.had < session.last) askWhat(session, session.last);
      world().changed();
    });
    socket.on("close", (code) => {
      if (session?.socket === socket) {
        session.socket = undefined;
        // A process that died closes nothing (1006); every other code means to come again.
        session.expected = code !== 1006;
        // A client that closes in order ends its session.
        if (code === 1000 || code === 1001) sessions = sessions.filter((one) => one !== session);
      }
      world().changed();
    });
    socket.on("error", () => socket.terminate());
    socket.send(JSON.stringify({ op: op.hello, d: { heartbeat_interval: heartbeat } }));
  });

  const connected = (): Session[] => sessions.filter(({ socket }) => socket !== undefined);
  const toAll = (payload: unknown): void => {
    for (const { socket } of connected()) socket?.send(JSON.stringify(payload));
  };

  return {
    control: {
      sessions: () =>
        sessions.map(({ id, shard, intents, socket, last }) => ({
          id,
          shard,
          intents,
          connected: socket !== undefined,
          events: last,
        })),
      connected: () => connected().length,
      identifies: () => identifies,
      resumes: () => resumes,
      heartbeats: () => heartbeats,
      drop(code, shard) {
        for (const session of connected()) {
          if (shard !== undefined && session.shard[0] !== shard) continue;
          const { socket } = session;
          session.socket = undefined;
          session.expected = true;
          if (code === undefined) socket?.terminate();
          else socket?.close(code);
        }
        world().changed();
      },
      reconnect: () => toAll({ op: op.reconnect, d: null }),
      invalidate(resumable) {
        const there = connected();
        toAll({ op: op.invalidSession, d: resumable });
        for (const session of there) session.invalid = true;
        if (!resumable) sessions = sessions.filter((one) => !there.includes(one));
      },
      forget() {
        sessions = sessions.filter(({ socket }) => socket !== undefined);
        world().changed();
      },
      replay(count) {
        replayed = count;
      },
      swallowAcks(on) {
        swallowing = on;
      },
      refuse(on) {
        refusing = on;
      },
      ignore(on) {
        ignoring = on;
      },
      ignored: () => ignored.size,
      askHeartbeat: () => toAll({ op: op.heartbeat, d: null }),
      send(text) {
        for (const { socket } of connected()) socket?.send(text);
      },
    },
    upgrade(request, socket, head) {
      if (refusing) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
        return;
      }
      if (ignoring) {
        ignored.add(socket);
        socket.on("error", () => socket.destroy());
        socket.once("close", () => ignored.delete(socket));
        world().changed();
        return;
      }
      server.handleUpgrade(request, socket, head, (one) => server.emit("connection", one, request));
    },
    event(event) {
      for (const session of sessions) {
        if (!hears(session, event)) continue;
        const reads = (session.intents & known.messageContent) !== 0;
        tell(session, event.name, reads || event.veiled === undefined ? event.data : event.veiled);
      }
      world().changed();
    },
    heard: (guild) => sessions.some((session) => hears(session, { guild, intent: 0 })),
    undelivered: () =>
      sessions
        .filter(({ socket, expected }) => socket !== undefined || expected)
        .reduce((sum, { last, had }) => sum + last - had, 0),
    about: () => ({
      url: address(world().url),
      shards,
      limit: {
        total,
        remaining: Math.max(0, total - identifies),
        reset_after: 14_400_000,
        max_concurrency: concurrency,
      },
    }),
    revoked() {
      for (const { socket } of connected())
        socket?.close(closes.authentication.code, closes.authentication.why);
      sessions = [];
    },
    close: () =>
      new Promise((done) => {
        for (const socket of server.clients) socket.terminate();
        for (const socket of ignored) socket.destroy();
        server.close(() => done());
      }),
  };
}

/** Closes a connection that began wrongly. */
function end(socket: WebSocket, { code, why }: Close): undefined {
  socket.close(code, why);
  return undefined;
}

function address(url: string): string {
  return `${url.replace("http", "ws")}/gateway`;
}
