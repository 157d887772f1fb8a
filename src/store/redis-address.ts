/** Where Redis is, from one setting. Pure; a message never holds a password. */

export type HostPort = { host: string; port: number };

export type RedisAddress = {
  tls: boolean;
  username?: string;
  password?: string;
} & (
  | { kind: "server"; at: HostPort; db: number }
  | { kind: "cluster"; nodes: readonly HostPort[] }
  | { kind: "sentinel"; sentinels: readonly HostPort[]; master: string; db: number }
);

/** What is expected, for whoever set it wrong. */
export const addressForms =
  "set redis://[:password@]host:port, rediss:// for TLS, redis+cluster://host:port,host:port or redis+sentinel://host:port,host:port/master";

/** Reads `REDIS_URL`; undefined where it has none of the forms. */
export function readRedisAddress(text: string): RedisAddress | undefined {
  const match =
    /^(redis|rediss)(?:\+(cluster|sentinel))?:\/\/(?:([^@/]*)@)?([^/@?#]+)(?:\/([^/?#]*))?(?:\/(\d+))?\/?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, scheme, kind, login = "", hosts = "", path = "", after = ""] = match;
  const nodes = hosts.split(",").map((one) => hostPort(one, kind === "sentinel" ? 26_379 : 6379));
  const known = nodes.flatMap((one) => (one === undefined ? [] : [one]));
  const [first] = known;
  const credentials = credentialsOf(login);
  if (first === undefined || known.length !== nodes.length || credentials === undefined) return undefined;
  const common = { tls: scheme === "rediss", ...credentials };
  switch (kind) {
    case "cluster":
      return path === "" ? { ...common, kind: "cluster", nodes: known } : undefined;
    case "sentinel": {
      const db = database(after);
      if (!/^[\w.-]+$/.test(path) || db === undefined) return undefined;
      return { ...common, kind: "sentinel", sentinels: known, master: path, db };
    }
    default: {
      const db = database(path);
      if (known.length > 1 || after !== "" || db === undefined) return undefined;
      return { ...common, kind: "server", at: first, db };
    }
  }
}

/** Every host that is named, to tell whether they are this machine. */
export function hostsOf(address: RedisAddress): readonly string[] {
  switch (address.kind) {
    case "server":
      return [address.at.host];
    case "cluster":
      return address.nodes.map((node) => node.host);
    case "sentinel":
      return address.sentinels.map((node) => node.host);
  }
}

function hostPort(text: string, usual: number): HostPort | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[2] ?? usual);
  if (match?.[1] === undefined || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replace(/^\[|\]$/g, ""), port };
}

function credentialsOf(login: string): { username?: string; password?: string } | undefined {
  if (login === "") return {};
  const colon = login.indexOf(":");
  const name = decoded(colon === -1 ? login : login.slice(0, colon));
  const password = decoded(colon === -1 ? "" : login.slice(colon + 1));
  if (name === undefined || password === undefined) return undefined;
  return {
    ...(name === "" ? {} : { username: name }),
    ...(password === "" ? {} : { password }),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function database(text: string): number | undefined {
  if (text === "") return 0;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
