/** One call from its request to its answer: held against the document, perhaps gone wrong, carried out, logged. */
import type { Fault, Faults } from "./faults.js";
import type { Limits } from "./limits.js";
import { bodyOf, gone, invalidForm, type RateLimit, Refusal, refusals, tooMany } from "./refusal.js";
import { routes } from "./routes/index.js";
import { byInteraction, operations, type RouteName, routeOf } from "./routes.js";
import { type Problem, unknownField } from "./schema.js";
import type { Answered, Interaction, Upload, World } from "./world.js";

export type Outcome =
  | { kind: "done"; status: number; body: unknown }
  | { kind: "refused"; status: number; code: number; message: string; problems: readonly Problem[] }
  /** Gone wrong on demand; `done` says whether it had its effect. */
  | { kind: "fault"; fault: Fault; done: boolean }
  | { kind: "open" };

export type Call = {
  /** From 1 on, in the order in which the calls came. */
  number: number;
  route: RouteName;
  parameters: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: unknown;
  files: readonly (Upload & { field: string })[];
  at: number;
  /** `performance.now()` when it came. */
  came: number;
  outcome: Outcome;
  /** What Discord, its document or a rule of ours has against it. */
  violations: string[];
};

export type Violation = { call: number; route: string; problem: string };

/** What came over the wire, with its body read. */
export type Incoming = {
  method: string;
  /** After `/api/v10`. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  agent: string | undefined;
  body: Body;
};

export type Body =
  | { kind: "none" }
  | { kind: "read"; value: unknown; files: ReadonlyMap<number, Upload>; problems: readonly string[] }
  | { kind: "unreadable"; why: string }
  | { kind: "too large" };

/** What goes back: `end` is how the answer is sent, or not. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  end: "whole" | "cut" | "hang" | "drop";
};

export type Calls = {
  log: readonly Call[];
  violations: readonly Violation[];
  perform(incoming: Incoming): Promise<Answer>;
  /** An answer that came in the response to an interaction that was posted (D-30). */
  answer(one: Interaction, body: Body): Promise<void>;
  /** Calls that are being worked on. */
  busy(): number;
};

export function createCalls(world: World, faults: Faults, limits: Limits): Calls {
  const log: Call[] = [];
  const violations: Violation[] = [];
  let busy = 0;

  const report = (call: Call, problem: string): void => {
    call.violations.push(problem);
    violations.push({ call: call.number, route: call.route, problem });
  };

  const begin = (
    route: RouteName,
    parameters: Readonly<Record<string, string>>,
    query: URLSearchParams,
    body: Body,
  ): Call => {
    const read = body.kind === "read" ? body : undefined;
    const call: Call = {
      number: log.length + 1,
      route,
      parameters,
      query: Object.fromEntries(query),
      body: read?.value,
      files: [...(read?.files ?? [])].map(([index, upload]) => ({ field: `files[${index}]`, ...upload })),
      at: world.clock.now(),
      came: performance.now(),
      outcome: { kind: "open" },
      violations: [],
    };
    log.push(call);
    return call;
  };

  /** Carries it out, or throws why not. */
  const carryOut = (call: Call, query: URLSearchParams, body: Body): Answered => {
    if (body.kind === "too large") throw refusals.tooLarge();
    if (body.kind === "unreadable") {
      report(call, body.why);
      throw refusals.invalidJson();
    }
    const read = body.kind === "read" ? body : undefined;
    for (const problem of read?.problems ?? []) report(call, problem);
    const problems = world.spec.requestProblems(operations[call.route], read?.value ?? {});
    // Discord overlooks a field that it does not know; so does the fake, but not without a word.
    for (const one of problems.filter(({ code }) => code === unknownField)) report(call, written(one));
    const serious = problems.filter(({ code }) => code !== unknownField);
    if (serious.length > 0) throw invalidForm(serious);
    return routes[call.route](world, {
      parameters: call.parameters,
      query,
      body: read?.value,
      files: read?.files ?? new Map(),
      report: (problem) => report(call, problem),
    });
  };

  /** The outcome without a fault. A bug of the fake's own is no answer of Discord's, so it is not caught. */
  const outcomeOf = (call: Call, act: () => Answered): Outcome & { limit?: RateLimit | undefined } => {
    try {
      const { status, body } = act();
      return { kind: "done", status, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const one of error.problems) if (one.code !== gone) report(call, written(one));
      noteRefusal(world, call, error);
      const { status, code, message, problems, limit } = error;
      return { kind: "refused", status, code, message, problems, limit };
    }
  };

  const perform = async (call: Call, act: () => Answered): Promise<Answer> => {
    const fault = faults.next(call.route, call.body);
    busy += 1;
    try {
      if (fault === undefined) {
        const outcome = outcomeOf(call, act);
        call.outcome = outcome;
        return answerTo(outcome);
      }
      const done = isDone(fault);
      const before = done ? outcomeOf(call, act) : undefined;
      if (fault.kind !== "hold") {
        call.outcome = { kind: "fault", fault, done: before?.kind === "done" };
        return answerWith(fault, before);
      }
      await fault.gate.opened();
      const outcome = before ?? outcomeOf(call, act);
      call.outcome = outcome;
      return answerTo(outcome);
    } finally {
      busy -= 1;
      world.changed();
    }
  };

  return {
    log,
    violations,
    busy: () => busy,
    async perform({ method, path, query, authorization, agent, body }) {
      const found = routeOf(method, path);
      if (typeof found === "string") {
        violations.push({
          call: 0,
          route: `${method} ${path}`,
          problem: `there is ${found.replace("no such", "no")} here, or none that this bot may use`,
        });
        world.changed();
        return refused(found === "no such path" ? refusals.notFound() : refusals.methodNotAllowed());
      }
      const call = begin(found.name, found.parameters, query, body);
      if (!/^DiscordBot \(\S+, \S+\)/.test(agent ?? ""))
        report(
          call,
          `the user agent must be that of a bot, "DiscordBot (url, version)", not "${agent ?? ""}"`,
        );
      let headers: Readonly<Record<string, string>> = {};
      const answer = await perform(call, () => {
        if (!byInteraction.has(call.route) && !isOwn(world, authorization)) throw refusals.unauthorized();
        headers = limits.count(call.route, call.parameters);
        return carryOut(call, query, body);
      });
      const limit =
        call.outcome.kind === "fault" && call.outcome.fault.kind === "wait"
          ? call.outcome.fault.scope
          : undefined;
      limits.answered(answer.status, limit === undefined ? undefined : { seconds: 0, scope: limit });
      return { ...answer, headers: { ...headers, ...answer.headers } };
    },
    async answer({ id, token }, body) {
      const query = new URLSearchParams();
      const call = begin("respond", { interaction_id: id, interaction_token: token }, query, body);
      call.outcome = outcomeOf(call, () => carryOut(call, query, body));
      world.changed();
    },
  };
}

/** A problem in one line. */
export function written({ path, message }: Problem): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function isOwn(world: World, authorization: string | undefined): boolean {
  return world.token !== "" && authorization === `Bot ${world.token}`;
}

function noteRefusal(world: World, { route, parameters }: Call, { status, code }: Refusal): void {
  const { interaction_id: id, webhook_token: token } = parameters;
  const one = world.interactions.get(id ?? "") ?? world.tokens.get(token ?? "");
  one?.refused.push({ route, status, code });
}

function isDone(fault: Fault): boolean {
  return "done" in fault && fault.done === true;
}

function answerTo(outcome: Outcome & { limit?: RateLimit | undefined }): Answer {
  switch (outcome.kind) {
    case "done":
      return whole(outcome.status, outcome.status === 204 ? undefined : JSON.stringify(outcome.body));
    case "refused": {
      const { status, code, message, problems, limit } = outcome;
      return refused(
        new Refusal(status, code, message, { problems, ...(limit === undefined ? {} : { limit }) }),
      );
    }
    case "fault":
    case "open":
      throw new Error("the call is not over");
  }
}

function refused(refusal: Refusal): Answer {
  const { status, limit } = refusal;
  return whole(status, JSON.stringify(bodyOf(refusal)), limit === undefined ? {} : limitHeaders(limit));
}

/** D-33, D-34. */
function limitHeaders({ seconds, scope }: RateLimit): Readonly<Record<string, string>> {
  return {
    "retry-after": `${Math.ceil(seconds)}`,
    "x-ratelimit-reset-after": `${seconds}`,
    "x-ratelimit-scope": scope,
    ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
    via: "1.1 google",
  };
}

function whole(
  status: number,
  body: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type: Readonly<Record<string, string>> =
    body === undefined ? {} : { "content-type": "application/json" };
  return { status, body, headers: { ...type, ...headers }, end: "whole" };
}

function answerWith(fault: Exclude<Fault, { kind: "hold" }>, outcome: Outcome | undefined): Answer {
  switch (fault.kind) {
    case "wait":
      return refused(tooMany({ seconds: fault.seconds, scope: fault.scope ?? "user" }));
    case "refuse":
      return refused(new Refusal(fault.status, fault.code, fault.message));
    case "server":
      return {
        status: fault.status ?? 502,
        headers: { "content-type": "text/html" },
        body: "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>cloudflare</body>\r\n</html>\r\n",
        end: "whole",
      };
    case "garbage":
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: '{"id": "12',
        end: "whole",
      };
    case "cut": {
      const known = outcome === undefined ? undefined : answerTo(outcome);
      return { ...whole(200, '{"id": "0", "content": "cut"}'), ...known, end: "cut" };
    }
    case "hang":
    case "drop":
      return { status: 200, headers: {}, body: undefined, end: fault.kind };
  }
}
