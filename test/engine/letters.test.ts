/** `/letters`: letters with and without a case. */
import { describe, expect, it } from "vitest";
import { advance } from "../../src/engine/advance.js";
import type { Event } from "../../src/engine/event.js";
import type { Action, Flow, Flows, Letter, Question } from "../../src/engine/flow.js";
import type { Page } from "../../src/engine/page.js";
import { emptySession, type Session } from "../../src/engine/session.js";

const now = Date.parse("2026-11-24T09:00:00Z");

const visa: Question = { id: "visa", kind: "choice", options: ["j1", "h1b"], skip: false };
const stage: Question = { id: "stage", kind: "choice", options: ["early", "late"], skip: false };
const program: Question = { id: "program", kind: "text", lines: 1, max: 80, skip: false };
const call: Question = { id: "call", kind: "choice", options: ["yes", "no"], skip: false };

function action(id: string, letter: string, more: Partial<Action> = {}): Action {
  return { id, group: "now", due: [], safe: false, letter, ...more };
}

function flowOf(id: string, actions: readonly Action[], more: Partial<Flow> = {}): Flow {
  return {
    ...{ id, aliases: [], atMost: 2, questions: [visa, stage], terms: [], flags: [] },
    ...{ verdicts: [{ id: "go" }], groups: [{ id: "now", opens: false }], actions, tables: [], practice: [] },
    ...more,
  };
}

const tell: Letter = {
  id: "tell",
  takes: ["visa"],
  questions: [program, call],
  passages: [{ id: "always" }, { id: "j1", when: { kind: "option", question: "visa", options: ["j1"] } }],
};
const alone: Letter = {
  id: "alone",
  takes: [],
  questions: [program],
  passages: [{ id: "always" }],
  words: 100,
};

const stopped: Flow["flags"] = [
  { id: "danger", to: "attorney", stop: true, when: { kind: "option", question: "visa", options: ["h1b"] } },
];

function flows(...list: Flow[]): Flows {
  return { flows: Object.fromEntries(list.map((flow) => [flow.id, flow])), letters: { tell, alone } };
}

/** A member who talks to these flows. */
function memberOf(given: Flows, from: Session = emptySession) {
  let session = from;
  const say = (event: Event): Page => {
    const step = advance(given, session, event, now);
    session = JSON.parse(JSON.stringify(step.session));
    return step.page;
  };
  return {
    session: () => session,
    command: (name: string, rest = "") => say({ type: "command", name, rest }),
    press: (button: string) => say({ type: "press", button, turn: session.turn }),
    type: (text: string) => say({ type: "text", text, dates: [] }),
  };
}

const choosy = flowOf("choosy", [
  action("write", "tell", { when: { kind: "option", question: "visa", options: ["j1"] } }),
]);

const one = flows(flowOf("denied", [action("write", "tell")]), flowOf("other", [action("write", "alone")]));

describe("the list of letters", () => {
  it("fills none from a case in which no step leads to it", () => {
    const fitting = memberOf(flows(choosy));
    fitting.command("choosy");
    fitting.press("o:j1");
    expect(fitting.command("letters")).toMatchObject({
      rows: [{ letter: "tell", of: "choosy", filled: true }, { letter: "alone" }],
    });
    const other = memberOf(flows(choosy));
    other.command("choosy");
    other.press("o:h1b");
    // What no plan has stands at the end.
    expect(other.command("letters")).toMatchObject({
      rows: [{ letter: "alone" }, { letter: "tell", of: "letters", filled: false, apart: true }],
    });
  });

  it("names every letter without a case, and one that was begun", () => {
    const member = memberOf(one);
    expect(member.command("letters")).toMatchObject({
      kind: "letters",
      rows: [
        { letter: "tell", of: "letters", filled: false, begun: false, waiting: false },
        { letter: "alone", of: "letters", filled: false, begun: false, waiting: false },
      ],
    });
    member.press("l:tell");
    member.type("Example Hospital");
    expect(member.press("close")).toMatchObject({ rows: [{ begun: true }, { begun: false }] });
    expect(member.press("close").kind).toBe("home");
  });

  it("opens one by its id, and says so where there is none of that name", () => {
    const member = memberOf(one);
    expect(member.command("letters", "alone")).toMatchObject({ kind: "letter-question", letter: "alone" });
    expect(member.command("letters", "tell alone")).toMatchObject({ kind: "letters", rows: [{}, {}] });
    expect(member.command("letters", "?")).toMatchObject({ notices: [{ notice: "no-such-letter" }] });
    expect(member.command("start", "letters").kind).toBe("letters");
  });
});

describe("a letter without a case", () => {
  it("asks its own questions, is kept, and keeps no case of a flow", () => {
    const member = memberOf(one);
    member.command("letters", "tell");
    expect(member.type("Example Hospital")).toMatchObject({
      kind: "letter-question",
      question: { id: "call" },
    });
    expect(member.press("o:yes")).toMatchObject({
      ...{ kind: "letter", flow: "letters", letter: "tell", passages: ["always"], list: { filled: false } },
      answers: { program: { text: "Example Hospital" }, call: { choice: "yes" } },
    });
    expect(Object.keys(member.session().cases)).toEqual(["letters"]);
    expect(member.session().open).toBeUndefined();
    // It is no case, but it can be erased.
    expect(member.command("start")).toMatchObject({ kind: "home", cases: [], kept: true });
    expect(member.command("letters", "tell").kind).toBe("letter");
    expect(member.command("plan")).toMatchObject({ kind: "home", notices: [{ notice: "nothing-open" }] });
  });

  it("is where the member is until they go back", () => {
    const member = memberOf(one);
    member.command("letters", "tell");
    expect(member.command("resume").kind).toBe("letter-question");
    expect(member.press("why")).toMatchObject({ kind: "why", letter: "tell" });
    expect(member.press("close").kind).toBe("letter-question");
    // What belongs to a case does not belong here.
    for (const button of ["pause", "review", "start-over", "go-on"]) {
      expect(member.press(button)).toMatchObject({ notices: [{ notice: "unknown-button" }] });
    }
    expect(member.command("forget").kind).toBe("sure");
    expect(member.press("yes").kind).toBe("forgotten");
    expect(member.session().cases).toEqual({});
  });

  it("leaves the open case where it was", () => {
    const member = memberOf(one);
    member.command("other");
    member.press("o:j1");
    expect(member.command("letters", "tell")).toMatchObject({ kind: "letter-question", flow: "letters" });
    expect(member.session().open).toBe("other");
    expect(member.press("close").kind).toBe("letters");
    expect(member.press("close")).toMatchObject({ kind: "question", question: { id: "stage" } });
  });
});

describe("a letter with a case", () => {
  it("is filled from the open one, finished or not, and is the same draft as on its plan", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.command("letters", "tell");
    member.type("Example Hospital");
    expect(member.press("o:no")).toMatchObject({
      ...{ kind: "letter", flow: "denied", passages: ["always", "j1"], list: { filled: true } },
      answers: { visa: { choice: "j1" } },
    });
    expect(member.session().cases.denied?.made).toBeUndefined();
    member.press("close");
    member.press("close");
    expect(member.press("o:late").kind).toBe("plan");
    expect(member.press("l:tell")).toMatchObject({ kind: "letter", answers: { call: { choice: "no" } } });
    expect(member.press("close").kind).toBe("plan");
  });

  it("is found again in a case that was closed before it was finished", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.command("letters", "tell");
    member.type("Example Hospital");
    member.command("cancel");
    expect(member.command("letters")).toMatchObject({ rows: [{ of: "denied", begun: true }, {}] });
    expect(member.press("l:tell")).toMatchObject({ flow: "denied", question: { id: "call" } });
    expect(member.session().cases.letters).toBeUndefined();
  });

  it("is filled from a finished one when another is open", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.press("o:late");
    member.command("other");
    expect(member.command("letters")).toMatchObject({
      rows: [{ of: "denied", filled: true }, { filled: false }],
    });
    member.press("l:tell");
    expect(member.session().open).toBe("other");
    expect(member.press("close").kind).toBe("letters");
    expect(member.press("close")).toMatchObject({ kind: "question", flow: "other" });
  });

  it("takes over what was written before there was a case", () => {
    const member = memberOf(one);
    member.command("letters", "tell");
    member.type("Example Hospital");
    member.press("o:yes");
    member.command("denied");
    member.press("o:j1");
    member.press("o:late");
    expect(member.command("letters")).toMatchObject({ rows: [{ of: "denied", begun: true }, {}] });
    expect(member.command("letters", "tell")).toMatchObject({
      ...{ kind: "letter", flow: "denied" },
      answers: { program: { text: "Example Hospital" }, call: { choice: "yes" } },
    });
  });

  it("keeps what it took over in one place, so that starting over leaves none of it", () => {
    const member = memberOf(one);
    member.command("letters", "tell");
    member.type("Example Hospital");
    member.command("denied");
    member.press("o:j1");
    member.command("letters", "tell");
    expect(member.session().cases.letters?.letters).toEqual({});
    member.press("close");
    member.press("close");
    member.press("start-over");
    member.press("yes");
    expect(member.command("letters")).toMatchObject({ rows: [{ begun: false }, { begun: false }] });
  });

  it("takes over into a draft that was opened and left empty", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.command("letters", "tell");
    member.command("other");
    member.command("letters", "tell");
    member.type("Example Hospital");
    member.command("denied");
    expect(member.command("letters", "tell")).toMatchObject({
      ...{ kind: "letter-question", flow: "denied", question: { id: "call" } },
    });
  });

  it("is not filled from a flow that does not offer it", () => {
    const member = memberOf(flows(flowOf("other", [action("write", "alone")])));
    member.command("other");
    member.press("o:j1");
    member.press("o:late");
    expect(member.command("letters")).toMatchObject({
      rows: [{ of: "letters", filled: false }, { of: "other" }],
    });
  });

  it("waits under a stop flag as on the plan, unless a safe step needs it", () => {
    const actions = [action("write", "tell"), action("brief", "alone", { safe: true })];
    const member = memberOf(flows(flowOf("denied", actions, { flags: stopped })));
    member.command("denied");
    expect(member.press("o:h1b").kind).toBe("stop");
    expect(member.command("letters")).toMatchObject({ rows: [{ waiting: true }, { waiting: false }] });
    expect(member.press("l:tell")).toMatchObject({ notices: [{ notice: "unknown-button" }] });
    expect(member.command("letters", "tell")).toMatchObject({
      kind: "letters",
      rows: [{ letter: "tell", waiting: true }],
    });
    expect(member.command("letters", "alone").kind).toBe("letter-question");
  });
});

describe("a letter that the plan of its flow does not have", () => {
  const j1: Partial<Action> = { when: { kind: "option", question: "visa", options: ["j1"] } };
  const late: Partial<Action> = { when: { kind: "option", question: "stage", options: ["late"] } };
  const lacking = [{ notice: "not-in-plan", flows: ["denied"] }];

  it("takes nothing from that case, is kept beside it, and says so on each of its screens", () => {
    const member = memberOf(flows(flowOf("denied", [action("write", "tell", late)])));
    member.command("denied");
    member.press("o:j1");
    member.press("o:early");
    expect(member.command("letters", "tell")).toMatchObject({ kind: "letter-question", notices: lacking });
    member.type("Example Hospital");
    expect(member.press("o:yes")).toMatchObject({
      ...{ kind: "letter", flow: "letters", passages: ["always"], list: { filled: false }, notices: lacking },
      answers: { program: { text: "Example Hospital" }, call: { choice: "yes" } },
    });
    expect(member.session().cases.denied?.letters).toEqual({});
  });

  it("lends none of its lines to a letter of the plan", () => {
    const member = memberOf(
      flows(flowOf("denied", [action("write", "tell", late), action("other", "alone")])),
    );
    member.command("denied");
    member.press("o:j1");
    member.press("o:early");
    member.command("letters", "tell");
    member.type("Another Hospital");
    expect(member.command("letters", "alone")).toMatchObject({
      ...{ kind: "letter-question", question: { id: "program" }, notices: [] },
    });
  });

  it("is no such letter any more when an answer brings it into the plan, and takes its lines along", () => {
    const member = memberOf(flows(flowOf("denied", [action("write", "tell", late)])));
    member.command("denied");
    member.press("o:j1");
    member.press("o:early");
    member.command("letters", "tell");
    member.type("Example Hospital");
    member.command("denied");
    member.press("review");
    member.press("edit:stage");
    expect(member.press("o:late").kind).toBe("plan");
    expect(member.command("letters", "tell")).toMatchObject({
      ...{ kind: "letter-question", flow: "denied", question: { id: "call" }, notices: [] },
      list: { filled: true },
    });
  });

  it("comes after the others in the list, marked", () => {
    const actions = [action("write", "tell", late), action("other", "alone")];
    const member = memberOf(flows(flowOf("denied", actions)));
    member.command("denied");
    member.press("o:j1");
    member.press("o:early");
    expect(member.command("letters")).toMatchObject({
      rows: [
        { letter: "alone", apart: false, lacking: [] },
        { letter: "tell", apart: true, lacking: ["denied"], of: "letters", filled: false, waiting: false },
      ],
    });
  });

  it("is filled from the plan that has it, and names the one that does not", () => {
    const member = memberOf(
      flows(flowOf("other", [action("write", "tell")]), flowOf("denied", [action("write", "tell", late)])),
    );
    member.command("other");
    member.press("o:j1");
    member.press("o:late");
    member.command("denied");
    member.press("o:h1b");
    member.press("o:early");
    expect(member.command("letters")).toMatchObject({
      rows: [{ letter: "tell", of: "other", filled: true, apart: false, lacking: ["denied"] }, {}],
    });
    expect(member.press("l:tell")).toMatchObject({ flow: "other", notices: lacking });
  });

  it("is judged by what is answered so far: filled once it is sure to be in the plan, lacking once it is sure not to be", () => {
    const member = memberOf(
      flows(flowOf("denied", [action("write", "tell", late), action("other", "alone", j1)])),
    );
    member.command("denied");
    member.press("o:h1b");
    expect(member.command("letters")).toMatchObject({
      rows: [
        { letter: "tell", of: "letters", filled: false, apart: false, lacking: [] },
        { letter: "alone", of: "letters", apart: true, lacking: ["denied"] },
      ],
    });
  });

  it("is offered by a question only where that was answered with not knowing", () => {
    const open: Question = { ...stage, unsure: { article: "a", letter: "tell" } };
    const given = flows(flowOf("denied", [], { questions: [visa, open] }));
    const knows = memberOf(given);
    knows.command("denied");
    knows.press("o:j1");
    expect(knows.command("letters")).toMatchObject({ rows: [{ filled: false, lacking: [] }, {}] });
    knows.command("denied");
    knows.press("o:late");
    expect(knows.command("letters")).toMatchObject({
      rows: [{ letter: "alone" }, { letter: "tell", filled: false, lacking: ["denied"] }],
    });
    const asks = memberOf(given);
    asks.command("denied");
    asks.press("o:j1");
    asks.press("unsure");
    expect(asks.command("letters")).toMatchObject({ rows: [{ of: "denied", filled: true }, {}] });
  });

  it("does not take an answer of the same name from a flow that does not offer it", () => {
    const member = memberOf(
      flows(flowOf("other", [action("write", "alone")]), flowOf("denied", [action("write", "tell", late)])),
    );
    for (const [flow, last] of [
      ["other", "o:late"],
      ["denied", "o:early"],
    ] as const) {
      member.command(flow);
      member.press("o:j1");
      member.press(last);
    }
    member.command("letters", "tell");
    member.type("Example Hospital");
    expect(member.press("o:yes")).toMatchObject({ passages: ["always"], notices: lacking });
  });

  it("waits under a stop flag, also where a safe step that the plan does not have needs it", () => {
    const actions = [action("write", "tell", { ...j1, safe: true }), action("brief", "alone", j1)];
    const member = memberOf(flows(flowOf("denied", actions, { flags: stopped })));
    member.command("denied");
    member.press("o:h1b");
    expect(member.command("letters")).toMatchObject({
      rows: [
        { letter: "tell", waiting: true, lacking: ["denied"] },
        { letter: "alone", waiting: true, lacking: ["denied"] },
      ],
    });
    expect(member.command("letters", "tell").kind).toBe("letters");
  });
});

describe("after flows and letters have changed", () => {
  const began = (): Session => {
    const member = memberOf(one);
    member.command("letters", "tell");
    member.type("Example Hospital");
    return member.session();
  };

  it("a letter that is gone is gone from what is kept, and the list is shown", () => {
    const member = memberOf({ ...one, letters: { alone } }, began());
    expect(member.command("letters")).toMatchObject({
      ...{ kind: "letters", rows: [{ letter: "alone" }] },
      notices: [{ notice: "lost-lines" }],
    });
    member.command("letters", "alone");
    expect(member.session().cases.letters?.letters).toEqual({ alone: {} });
  });

  it("a letter that is gone while it is open gives way to a list that works", () => {
    const member = memberOf({ ...one, letters: { alone } }, began());
    expect(member.command("resume")).toMatchObject({ kind: "letters", notices: [{ notice: "lost-lines" }] });
    expect(member.press("l:alone")).toMatchObject({ kind: "letter-question", letter: "alone" });
  });

  it("a line whose question is gone is dropped and told", () => {
    const shorter: Letter = { ...tell, questions: [call] };
    const member = memberOf({ ...one, letters: { tell: shorter, alone } }, began());
    expect(member.command("letters", "tell")).toMatchObject({
      ...{ kind: "letter-question", question: { id: "call" } },
      notices: [{ notice: "lost-lines" }],
    });
  });

  it("an answer of another case that no longer fits is told when a letter is opened from it", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.press("o:late");
    member.command("other");
    const shorter = flowOf("denied", [action("write", "tell")], { questions: [visa] });
    const later = memberOf(flows(shorter, flowOf("other", [action("write", "alone")])), member.session());
    expect(later.command("letters", "tell")).toMatchObject({
      ...{ kind: "letter-question", flow: "denied" },
      notices: [{ notice: "lost-answers", flow: "denied", questions: ["stage"] }],
    });
    expect(later.command("letters").notices).toEqual([]);
  });

  it("a letter of a flow that is gone closes to the open case", () => {
    const member = memberOf(one);
    member.command("denied");
    member.press("o:j1");
    member.press("o:late");
    member.command("other");
    member.command("letters", "tell");
    const later = memberOf(flows(flowOf("other", [action("write", "alone")])), member.session());
    expect(later.press("close")).toMatchObject({ flow: "other", notices: [{ notice: "flow-gone" }] });
  });
});
