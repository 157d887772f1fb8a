/** One call from its parameters to its answer: checked against the API's description, perhaps gone wrong, carried out, logged. */
import type { Fault, Faults } from "./faults.js";
import type { Limits } from "./limits.js";
import { methods } from "./methods/index.js";
import { readParameters, type Upload } from "./parameters.js";
import { Refusal, type ResponseParameters, tooMany } from "./refusal.js";
import type { Encoding } from "./spec.js";
import type { World } from "./world.js";

export type Outcome =
  | { kind: "done"; result: unknown }
  | { kind: "refused"; code: number; description: string; parameters?: ResponseParameters | undefined }
  /** Gone wrong on demand; `done` says whether it had its effect. */
  | { kind: "fault"; fault: Fault; done: boolean }
  /** Still worked on: a long poll. */
  | { kind: "open" };

export type Call = {
  /** From 1 on, in the order in which the calls came. */
  number: number;
  method: string;
  payload: Readonly<Record<string, unknown>>;
  files: readonly { field: string; name: string; type: string; bytes: Uint8Array }[];
  at: number;
  outcome: Outcome;
  /** What the machine-readable API, or the real server without a word, has against it. */
  violations: string[];
};

export type Violation = { call: number; method: string; problem: string };

/** What came over the wire. */
export type Incoming = {
  token: string;
  method: string;
  raw: Readonly<Record<string, unknown>>;
  uploads: ReadonlyMap<string, Upload>;
  encoding: Encoding;
  gone: AbortSignal;
};

/** What goes back: `end` is how the answer is sent, or not. */
export type Answer = { status: number; body: string; type: string; end: "whole" | "cut" | "hang" | "drop" };

export type Calls = {
  log: readonly Call[];
  violations: readonly Violation[];
  perform(incoming: Incoming): Promise<Answer>;
  /** Calls that are being worked on, long polls left out. */
  busy(): number;
};

export function createCalls(world: World, faults: Faults, limits: Limits): Calls {
  const log: Call[] = [];
  const violations: Violation[] = [];
  let busy = 0;

  const report = (call: Call, problem: string): void => {
    call.violations.push(problem);
    violations.push({ call: call.number, method: call.method, problem });
  };

  const begin = (incoming: Incoming): { call: Call; carryOut: () => Promise<unknown> } => {
    const method = world.spec.method(incoming.method) ?? incoming.method;
    const parameters = readParameters(incoming.raw, incoming.uploads);
    const call: Call = {
      number: log.length + 1,
      method,
      payload: parameters.all,
      files: [...incoming.uploads].map(([field, upload]) => ({ field, ...upload })),
      at: world.clock.now(),
      outcome: { kind: "open" },
      violations: [],
    };
    log.push(call);
    const known = methods.get(method);
    if (known === undefined) report(call, `there is no method ${method}, or none that this bot may use`);
    else
      for (const problem of world.spec.callProblems(method, incoming.raw, incoming.encoding, [
        ...incoming.uploads.keys(),
      ]))
        report(call, problem);
    return {
      call,
      async carryOut() {
        if (known === undefined) throw new Refusal(404, "Not Found: method not found");
        limits.count(method, parameters.integer("chat_id"));
        return await known(world, {
          parameters,
          report: (problem) => report(call, problem),
          gone: incoming.gone,
        });
      },
    };
  };

  /** The outcome without a fault. A bug of the fake's own is no answer of Telegram's, so it is not caught. */
  const outcomeOf = async (carryOut: () => Promise<unknown>): Promise<Outcome> => {
    try {
      return { kind: "done", result: await carryOut() };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, description, parameters } = error;
      return { kind: "refused", code, description, parameters };
    }
  };

  return {
    log,
    violations,
    busy: () => busy,
    async perform(incoming) {
      if (incoming.token !== world.token)
        return answerTo({ kind: "refused", code: 401, description: "Unauthorized" });
      const { call, carryOut } = begin(incoming);
      const fault = faults.next(call.method, call.payload);
      const polls = call.method === "getUpdates";
      if (!polls) busy += 1;
      try {
        if (fault === undefined) {
          call.outcome = await outcomeOf(carryOut);
          return answerTo(call.outcome);
        }
        const done = isDone(fault);
        const outcome = done ? await outcomeOf(carryOut) : undefined;
        call.outcome = { kind: "fault", fault, done: outcome?.kind === "done" };
        return answerWith(fault, outcome);
      } finally {
        if (!polls) busy -= 1;
        world.changed();
      }
    },
  };
}

function isDone(fault: Fault): boolean {
  return fault.kind === "cut" || ("done" in fault && fault.done === true);
}

function answerTo(outcome: Outcome): Answer {
  const json = { type: "application/json", end: "whole" } as const;
  if (outcome.kind === "refused") {
    const { code, description, parameters } = outcome;
    return {
      ...json,
      status: code,
      body: JSON.stringify({ ok: false, error_code: code, description, parameters }),
    };
  }
  const result = outcome.kind === "done" ? outcome.result : null;
  return { ...json, status: 200, body: JSON.stringify({ ok: true, result }) };
}

function answerWith(fault: Fault, outcome: Outcome | undefined): Answer {
  switch (fault.kind) {
    case "wait": {
      const { code, description, parameters } = tooMany(fault.seconds);
      return answerTo({ kind: "refused", code, description, parameters });
    }
    case "refuse": {
      const { code, description, parameters } = fault;
      return answerTo({ kind: "refused", code, description, parameters });
    }
    case "server":
      return answerTo({ kind: "refused", code: 500, description: "Internal Server Error" });
    case "html":
      return {
        status: 502,
        type: "text/html",
        end: "whole",
        body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n",
      };
    case "cut":
      return { ...answerTo(outcome ?? { kind: "done", result: true }), end: "cut" };
    case "hang":
    case "drop":
      return { status: 200, type: "application/json", body: "", end: fault.kind };
  }
}
