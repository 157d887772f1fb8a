/** A question about situations as clauses: what can be answered on some day, and which remainders are to hold. */
import type { Answer } from "../answer.js";
import { type Fact, type Kind, tickedWith, ticksOf } from "./answers.js";
import type { Season } from "./days.js";
import { always, never, type Remainder } from "./remainder.js";
import type { Asked, Scope } from "./scope.js";
import { createSearch, type Found, type Literal, opposite, type Search } from "./search.js";

/** Answers under which a remainder holds, by the number of the question: of those that are asked. */
export type Outcome = { is: "yes"; answers: ReadonlyMap<number, Answer> } | { is: "no" } | { is: "unknown" };

export type Clauses = {
  /** Whether `remainder` can hold, within so many steps. */
  can(remainder: Remainder, steps: number): Outcome;
  steps(): number;
};

/** The answers to one question as variables: one for each kind, and for `multi` one for each option that matters. */
type Menu = { kinds: readonly { literal: Literal; kind: Kind }[]; ticks?: Ticks };
type Ticks = { literal: Literal; options: ReadonlyMap<string, Literal>; rest: readonly string[] };

/** `questions` (numbers) must be every question that the remainders to be asked about depend on. */
export function clausesOf(scope: Scope, questions: readonly number[], season: Season): Clauses {
  const search = createSearch();
  const yes = search.variable();
  search.clause([yes]);
  const gates = gatesOf(search, yes);
  const menus = new Map<number, Menu>();
  const literals = new Map<string, Literal>();

  const remembered = (key: string, make: () => Literal): Literal => {
    const before = literals.get(key);
    if (before !== undefined) return before;
    const made = make();
    literals.set(key, made);
    return made;
  };
  const literalOf = (remainder: Remainder): Literal =>
    remembered(`${remainder}`, () => {
      if (remainder === always) return yes;
      if (remainder === never) return opposite(yes);
      const node = scope.remainders.node(remainder);
      switch (node.kind) {
        case "constant":
          return opposite(yes);
        case "atom":
          return atomLiteral(node.question, node.atom);
        case "not":
          return opposite(literalOf(node.of));
        case "all":
          return gates.all(node.of.map(literalOf));
        case "any":
          return gates.any(node.of.map(literalOf));
        case "count":
          return counted(node.of.join(","), node.of.map(literalOf), 0, node.atLeast);
      }
    });
  /**
   * At least `needed` of `parts` from `place` on. `name` is the same for the same parts, so that counts of them
   * that differ only in how many are needed share their literals.
   */
  const counted = (name: string, parts: readonly Literal[], place: number, needed: number): Literal => {
    if (needed <= 0) return yes;
    const part = parts[place];
    if (part === undefined || needed > parts.length - place) return opposite(yes);
    return remembered(`${name}#${place}.${needed}`, () =>
      gates.any([
        counted(name, parts, place + 1, needed),
        gates.all([part, counted(name, parts, place + 1, needed - 1)]),
      ]),
    );
  };
  const atomLiteral = (index: number, atom: number): Literal => {
    const asked = scope.questions[index];
    const menu = menus.get(index);
    const fact = asked?.facts[atom];
    if (asked === undefined || menu === undefined || fact === undefined) return opposite(yes);
    const said = menu.kinds.filter(({ kind }) => kind.truths[atom] === true).map(({ literal }) => literal);
    const ticked = menu.ticks === undefined ? [] : [tickedFact(menu.ticks, fact)];
    return gates.all([literalOf(asked.asked), gates.any([...said, ...ticked])]);
  };
  const tickedFact = (ticks: Ticks, fact: Fact): Literal => {
    const named = "options" in fact ? fact.options.map((one) => ticks.options.get(one) ?? opposite(yes)) : [];
    switch (fact.kind) {
      case "answered":
        return ticks.literal;
      case "option":
        return gates.all([ticks.literal, gates.any(named)]);
      case "all-of":
        return gates.all([ticks.literal, ...named]);
      case "none-of":
        return gates.all([ticks.literal, ...named.map(opposite)]);
      case "none":
        return gates.all([ticks.literal, ...[...ticks.options.values()].map(opposite)]);
      default:
        return opposite(yes);
    }
  };

  for (const index of questions) {
    const asked = scope.questions[index];
    if (asked === undefined) continue;
    const menu = menuOf(search, asked, season.kinds.get(index) ?? []);
    menus.set(index, menu);
    const choices = [
      ...menu.kinds.map(({ literal }) => literal),
      ...(menu.ticks === undefined ? [] : [menu.ticks.literal]),
    ];
    // A question that is asked has exactly one answer; what it would be otherwise does not matter.
    search.clause([opposite(literalOf(asked.asked)), ...choices]);
    gates.atMostOne(choices);
  }

  return {
    can(remainder, steps) {
      const found = search.solve([literalOf(remainder)], steps);
      if (found.is !== "yes") return found;
      const asked = [...menus].filter(([index]) =>
        found.holds(literalOf(scope.questions[index]?.asked ?? never)),
      );
      return { is: "yes", answers: answersIn(scope, new Map(asked), found) };
    },
    steps: search.steps,
  };
}

function menuOf(search: Search, { question, facts }: Asked, kinds: readonly Kind[]): Menu {
  const said = kinds.map((kind) => ({ literal: search.variable(), kind }));
  if (question.kind !== "multi") return { kinds: said };
  const { named, rest } = ticksOf(question, facts);
  const options = new Map(named.map((option) => [option, search.variable()] as const));
  const literal = search.variable();
  if (!question.none && rest.length === 0) search.clause([opposite(literal), ...options.values()]);
  return { kinds: said, ticks: { literal, options, rest } };
}

function answersIn(
  scope: Scope,
  menus: ReadonlyMap<number, Menu>,
  found: Extract<Found, { is: "yes" }>,
): Map<number, Answer> {
  const answers = new Map<number, Answer>();
  for (const [index, menu] of menus) {
    const question = scope.questions[index]?.question;
    const said = menu.kinds.find(({ literal }) => found.holds(literal));
    if (said !== undefined) answers.set(index, said.kind.answer);
    else if (menu.ticks !== undefined && question?.kind === "multi") {
      const { options, rest } = menu.ticks;
      const chosen = [...options].filter(([, literal]) => found.holds(literal)).map(([option]) => option);
      const ticked = tickedWith(question, chosen, rest);
      if (ticked !== undefined) answers.set(index, { ticked });
    }
  }
  return answers;
}

/** Literals that are equal to an "all" or "any" of others. */
function gatesOf(search: Search, yes: Literal) {
  const no = opposite(yes);
  const all = (of: readonly Literal[]): Literal => {
    const parts = [...new Set(of)].filter((one) => one !== yes);
    const [first] = parts;
    if (first === undefined) return yes;
    if (parts.includes(no)) return no;
    if (parts.length === 1) return first;
    const gate = search.variable();
    for (const part of parts) search.clause([opposite(gate), part]);
    search.clause([gate, ...parts.map(opposite)]);
    return gate;
  };
  return {
    all,
    any: (of: readonly Literal[]): Literal => opposite(all(of.map(opposite))),
    atMostOne: (of: readonly Literal[]): void => {
      of.forEach((one, index) => {
        for (const other of of.slice(index + 1)) search.clause([opposite(one), opposite(other)]);
      });
    },
  };
}
