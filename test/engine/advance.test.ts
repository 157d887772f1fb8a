/** Single steps over a small flow made by hand. What holds for every flow is in `advance.property.test.ts`. */
import { describe, expect, it } from "vitest";
import { advance } from "../../src/engine/advance.js";
import type { Event } from "../../src/engine/event.js";
import type { Action, Due, Flow, Flows, Question } from "../../src/engine/flow.js";
import type { Page } from "../../src/engine/page.js";
import { emptySession, type Session } from "../../src/engine/session.js";

const begins = Date.parse("2026-11-24T09:00:00Z");
const day = 86_400_000;

const section: Question = {
  id: "section",
  kind: "choice",
  options: ["b214", "a212"],
  skip: false,
  unsure: {
    article: "denial/find-section",
    due: [{ kind: "span", span: { amount: 3, unit: "days" } }],
    letter: "ask",
  },
};
const trip: Question = { id: "trip", kind: "choice", options: ["yes", "no"], skip: false };
const interview: Question = {
  id: "interview",
  kind: "date",
  from: { amount: 0, unit: "days" },
  to: { amount: 1, unit: "years" },
  skip: true,
};

function action(id: string, more: Partial<Action> = {}): Action {
  return { id, group: "now", due: [], safe: false, ...more };
}

function flowOf(id: string, more: Partial<Flow> = {}): Flow {
  return {
    id,
    aliases: [],
    atMost: 3,
    questions: [section, trip, interview],
    terms: [],
    flags: [],
    verdicts: [{ id: "go" }],
    groups: [{ id: "now", opens: false }],
    actions: [],
    tables: [],
    practice: [],
    ...more,
  };
}

function flowsOf(...flows: Flow[]): Flows {
  return {
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    letters: { ask: { id: "ask", takes: [], questions: [], passages: [{ id: "all" }] } },
  };
}

function command(name: string): Event {
  return { type: "command", name, rest: "" };
}

/** One member, whose clock is moved by hand. */
function talk(flows: Flows) {
  let session: Session = emptySession;
  const clock = { now: begins };
  const say = (event: Event): Page => {
    const step = advance(flows, session, event, clock.now);
    session = step.session;
    return step.page;
  };
  const press = (button: string): Page => say({ type: "press", button, turn: session.turn });
  return {
    clock,
    say,
    press,
    session: () => session,
    text: (date: string) => say({ type: "text", text: date, dates: [date] }),
  };
}

function plan(page: Page) {
  if (page.kind !== "plan") throw new Error(`a plan was expected, not ${page.kind}`);
  return page.plan;
}

describe("the plan's own day", () => {
  it("stays when an answer changes no rule, also where the order of due dates would be another", () => {
    const member = talk(
      flowsOf(
        flowOf("denied", {
          actions: [
            action("write", { due: [{ kind: "span", span: { amount: 14, unit: "days" } }] }),
            action("rehearse", {
              due: [{ kind: "before", date: "interview", by: { amount: 5, unit: "days" } }],
            }),
          ],
        }),
      ),
    );
    member.say(command("denied"));
    member.press("o:b214");
    member.press("o:no");
    const first = plan(member.text("2026-12-14"));
    expect(first.groups[0]?.actions.map((one) => one.id)).toEqual(["write", "rehearse"]);
    member.clock.now += 6 * day;
    member.press("edit:trip");
    expect(plan(member.press("o:yes")).made).toBe(first.made);
  });
});

describe("finding out under a stop flag", () => {
  const flows = flowsOf(
    flowOf("denied", {
      flags: [
        {
          id: "trip-booked",
          when: { kind: "option", question: "trip", options: ["yes"] },
          to: "attorney",
          stop: true,
        },
      ],
    }),
  );

  it("is still named, and its draft waits until that talk", () => {
    const member = talk(flows);
    member.say(command("denied"));
    member.press("unsure");
    member.press("o:yes");
    member.press("go-on");
    const made = plan(member.press("skip"));
    expect(made.findOut).toMatchObject([
      { question: "section", article: "denial/find-section", waiting: true },
    ]);
    expect(made.letters).toEqual([]);
    expect(member.press("l:ask").notices).toEqual([{ notice: "unknown-button" }]);
  });

  it("has its draft at once where no stop flag holds", () => {
    const member = talk(flows);
    member.say(command("denied"));
    member.press("unsure");
    member.press("o:no");
    const made = plan(member.press("skip"));
    expect(made.findOut).toMatchObject([{ question: "section", waiting: false }]);
    expect(made.letters).toEqual(["ask"]);
    expect(member.press("l:ask").kind).toBe("letter");
  });
});

describe("/plan", () => {
  const flows = flowsOf(flowOf("denied"), flowOf("stuck"), flowOf("visa"));
  const finish = (member: ReturnType<typeof talk>, flow: string): void => {
    member.say(command(flow));
    for (const button of ["o:b214", "o:no", "skip"]) member.press(button);
  };

  it("is the plan of the open case, before all others", () => {
    const member = talk(flows);
    finish(member, "denied");
    finish(member, "stuck");
    expect(member.say(command("plan"))).toMatchObject({ kind: "plan", flow: "stuck", notices: [] });
  });

  it("is the only finished one where none is open", () => {
    const member = talk(flows);
    member.say(command("visa"));
    finish(member, "denied");
    member.say(command("cancel"));
    expect(member.say(command("plan"))).toMatchObject({ kind: "plan", flow: "denied" });
  });

  it("is a choice where several are finished and none is open", () => {
    const member = talk(flows);
    finish(member, "denied");
    finish(member, "stuck");
    member.say(command("cancel"));
    expect(member.say(command("plan"))).toMatchObject({
      kind: "home",
      cases: [{ flow: "denied" }, { flow: "stuck" }],
    });
  });

  it("says that there is none yet, and goes on with the only case there is", () => {
    const member = talk(flows);
    expect(member.say(command("plan"))).toMatchObject({
      kind: "home",
      notices: [{ notice: "nothing-open" }],
    });
    member.say(command("visa"));
    member.say(command("cancel"));
    expect(member.say(command("plan"))).toMatchObject({
      kind: "question",
      flow: "visa",
      notices: [{ notice: "no-case-yet", flow: "visa" }],
    });
  });
});

describe("the calendar of a session from before it had parts", () => {
  it("is at its first part and can be turned", () => {
    const member = talk(flowsOf(flowOf("denied")));
    member.say(command("denied"));
    member.press("o:b214");
    member.press("o:no");
    member.text("2026-12-14");
    member.press("calendar");
    const old: Session = { ...member.session(), at: { page: "calendar", over: { page: "case", part: 1 } } };
    const next = (event: Event) => advance(flowsOf(flowOf("denied")), old, event, begins);
    expect(next(command("nonsense")).page).toMatchObject({ kind: "calendar", part: 1 });
    expect(next({ type: "press", button: "more", turn: old.turn }).page).toMatchObject({
      ...{ kind: "calendar", part: 2 },
    });
  });
});

describe("an answer whose question is gone", () => {
  it("is named with its flow, since the page that says so can be another one", () => {
    const member = talk(flowsOf(flowOf("denied")));
    member.say(command("denied"));
    member.press("o:b214");
    const less = flowsOf(flowOf("denied", { questions: [trip] }));
    expect(advance(less, member.session(), command("start"), begins).page).toMatchObject({
      kind: "home",
      notices: [{ notice: "lost-answers", flow: "denied", questions: ["section"] }],
    });
  });
});

describe("a line of a draft whose question is gone", () => {
  it("is not dropped in silence", () => {
    const flows = flowsOf(flowOf("denied", { questions: [trip] }));
    const session: Session = {
      ...emptySession,
      open: "denied",
      at: { page: "case", part: 1 },
      cases: {
        denied: {
          ...{ answers: { trip: { choice: "no" } }, done: [], notes: {}, seen: [], made: begins },
          letters: { ask: { wish: { text: "A call this week." } } },
        },
      },
    };
    const { page, session: after } = advance(flows, session, command("denied"), begins);
    expect(page.notices).toEqual([{ notice: "lost-lines" }]);
    expect(after.cases.denied?.letters).toEqual({ ask: {} });
  });
});

describe("a command that nobody knows", () => {
  it("changes nothing and says so", () => {
    const member = talk(flowsOf(flowOf("denied")));
    const before = member.say(command("denied"));
    const after = member.say(command("nothing-like-it"));
    expect(after).toMatchObject({ kind: "question", notices: [{ notice: "unknown-command" }] });
    expect(after.turn).toBe(before.turn);
  });
});

describe("a pick of what is done", () => {
  const flows = flowsOf(
    flowOf("denied", {
      questions: [section],
      groups: [
        { id: "now", opens: false },
        { id: "folder", opens: true },
        { id: "later", opens: false },
      ],
      actions: [action("write"), action("paper", { group: "folder" }), action("rest", { group: "later" })],
    }),
  );
  const done = (page: Page): string[] => {
    if (page.kind !== "plan" && page.kind !== "group") throw new Error(page.kind);
    return page.plan.groups.flatMap(({ actions }) => actions.flatMap((one) => (one.done ? [one.id] : [])));
  };

  it("counts on the plan what has a box there, so that a list that opens between them is left as it is", () => {
    const member = talk(flows);
    member.say(command("denied"));
    member.press("o:b214");
    const pick = (group: string, chosen: string[]): Page =>
      member.say({ type: "pick", group, chosen, turn: member.session().turn });
    member.press("g:folder");
    expect(done(pick("t:2-3", ["t:paper"]))).toEqual(["paper"]);
    member.press("close");
    expect(done(pick("t:0-2", ["t:write", "t:rest"]))).toEqual(["write", "paper", "rest"]);
    expect(done(pick("t:0-2", []))).toEqual(["paper"]);
  });
});

describe("a zone that is picked", () => {
  const flow: Flow = {
    ...{ id: "abroad", aliases: [], atMost: 1, terms: [], flags: [], tables: [], practice: [] },
    questions: [
      {
        ...{ id: "zone", kind: "pick", skip: false, from: "zones" },
        entries: [{ key: "Asia/Kolkata", names: ["Asia/Kolkata", "Kolkata"] }],
      },
    ],
    verdicts: [{ id: "wait" }],
    groups: [{ id: "now", opens: false }],
    actions: [
      { id: "write", group: "now", due: [{ kind: "span", span: { amount: 1, unit: "days" } }], safe: false },
    ],
  };
  const flows: Flows = { flows: { abroad: flow }, letters: {} };
  const lateEvening = Date.parse("2026-11-24T20:00:00Z");

  it("is the member's own from then on: the plan counts from the day it is there", () => {
    const asked = advance(flows, emptySession, { type: "command", name: "abroad", rest: "" }, lateEvening);
    const { session, page } = advance(
      flows,
      asked.session,
      { type: "text", text: "Kolkata", dates: [] },
      lateEvening,
    );
    expect(session.zone).toBe("Asia/Kolkata");
    expect(page).toMatchObject({ kind: "plan", plan: { day: "2026-11-25" } });
  });
});

describe("a step that ends on a day", () => {
  const days = (amount: number): Due => ({ kind: "span", span: { amount, unit: "days" } });
  const whichUntil: Question = {
    ...{ ...section, id: "which" },
    unsure: { article: "denial/find-section", due: [days(3)], until: "interview" },
  };
  const flows = flowsOf(
    flowOf("denied", {
      questions: [whichUntil, interview],
      actions: [
        action("prepare", { due: [days(2)], until: "interview" }),
        action("thank", {
          due: [{ kind: "after", date: "interview", by: { amount: 1, unit: "days" } }],
          until: "interview",
        }),
        action("ring", {
          due: [{ kind: "span", span: { amount: 40, unit: "hours" } }],
          until: "interview",
        }),
        action("rest", { until: "interview" }),
        action("always"),
      ],
    }),
  );

  /** What the plan has when the interview is on this day, and it is looked at so many days after it was made. */
  function steps(interviewOn: string | undefined, later = 0): string[] {
    const member = talk(flows);
    member.say(command("denied"));
    member.press("unsure");
    if (interviewOn === undefined) member.press("skip");
    else member.text(interviewOn);
    member.clock.now += later * day;
    const page = member.say(command("plan"));
    if (page.kind !== "plan") throw new Error(page.kind);
    const found = page.plan.findOut.map(({ question }) => question);
    return [...found, ...page.plan.groups.flatMap(({ actions }) => actions.map(({ id }) => id))];
  }

  it("is there as long as that day has not passed and it is due by then", () => {
    expect(steps("2026-11-27")).toEqual(["which", "ring", "prepare", "rest", "always"]);
    expect(steps("2026-11-26")).toEqual(["ring", "prepare", "rest", "always"]);
    expect(steps("2026-11-25")).toEqual(["rest", "always"]);
    expect(steps("2026-11-27", 3)).toEqual(["which", "ring", "prepare", "rest", "always"]);
    expect(steps("2026-11-27", 4)).toEqual(["always"]);
  });

  it("is there where that day is not known", () => {
    expect(steps(undefined)).toEqual(["which", "ring", "prepare", "thank", "rest", "always"]);
  });
});
