/** Whether a condition is decided as soon as the answers given settle it, and not only some questions later. */
import type { Answer } from "../answer.js";
import type { Condition } from "../condition.js";
import { factsOf, pathOf } from "../path.js";
import { type Kind, tickedKindsOf } from "./answers.js";
import type { Season } from "./days.js";
import type { Example, Situations } from "./index.js";
import { always, never, type Remainder } from "./remainder.js";
import { coneOf, type Scope } from "./scope.js";

/**
 * A case in which every way to go on makes `condition` true, and the walk through the flow does not know it yet: it
 * decides each part by itself. Undefined where there is none among the first `most` cases that are tried.
 */
export function lateCase(
  situations: Situations,
  condition: Condition,
  season: Season,
  most: number,
): Example | undefined {
  const { scope } = situations;
  const { remainders } = scope;
  const flag = scope.holds(condition);
  const cone = coneOf(scope, [flag]);
  /** The facts that make a difference here, by question. */
  const read = atomsIn(scope, [flag, ...cone.map((index) => scope.questions[index]?.asked ?? always)]);
  let left = most;

  const known = (answers: Readonly<Record<string, Answer>>): boolean => {
    const { open } = pathOf(scope.flow, answers, season.first);
    return factsOf(scope.flow, answers, season.first, { open }).truth(condition) !== undefined;
  };
  /** `given` says what was answered so far, `asked` what is left of each question's own condition. */
  const from = (
    place: number,
    answers: Readonly<Record<string, Answer>>,
    given: Remainder,
    asked: ReadonlyMap<number, Remainder>,
  ): Example | undefined => {
    left -= 1;
    if (left < 0 || known(answers)) return undefined;
    const elsewhere = situations.possible(remainders.all([given, remainders.not(flag)]));
    if (elsewhere.on.length === 0 && elsewhere.entangled === undefined) {
      const said = Object.entries(answers).map(([question, answer]) => ({ question, answer }));
      return { day: season.first, answers: said };
    }
    const index = cone[place];
    if (index === undefined) return undefined;
    const question = scope.questions[index]?.question.id ?? "";
    const atoms = [...(read.get(index) ?? [])];
    const steps = asked.get(index) === never ? [undefined] : kindsAt(situations, season, index, atoms);
    for (const kind of steps) {
      const truths = kind?.truths ?? [];
      const facts = atoms.map((fact): Remainder => {
        const atom = remainders.atom(index, fact);
        return truths[fact] === true ? atom : remainders.not(atom);
      });
      const own = scope.questions[index]?.asked ?? always;
      const found = from(
        place + 1,
        kind === undefined ? answers : { ...answers, [question]: kind.answer },
        remainders.all([given, kind === undefined ? remainders.not(own) : own, ...facts]),
        new Map(
          [...asked].map(([other, rest]) => [
            other,
            remainders.given(rest, index, truths, kind === undefined ? "-" : truths.join()),
          ]),
        ),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  };

  return from(0, {}, always, new Map(cone.map((index) => [index, scope.questions[index]?.asked ?? always])));
}

/** The numbers of the atoms in some remainders, by question. */
function atomsIn(scope: Scope, remainders: readonly Remainder[]): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  const met = new Set<Remainder>();
  const visit = (remainder: Remainder): void => {
    if (met.has(remainder)) return;
    met.add(remainder);
    const node = scope.remainders.node(remainder);
    switch (node.kind) {
      case "constant":
        return;
      case "atom": {
        const known = found.get(node.question) ?? new Set<number>();
        found.set(node.question, known.add(node.atom));
        return;
      }
      case "not":
        visit(node.of);
        return;
      default:
        node.of.forEach(visit);
    }
  };
  remainders.forEach(visit);
  return found;
}

/** One answer for each way in which these facts can be true and false together. */
function kindsAt({ scope }: Situations, season: Season, index: number, atoms: readonly number[]): Kind[] {
  const asked = scope.questions[index];
  const said = season.kinds.get(index) ?? [];
  const ticked =
    asked?.question.kind === "multi"
      ? tickedKindsOf(asked.question, asked.facts, season.first, 4096)
      : "too-many";
  const all = ticked === "too-many" ? said : [...ticked, ...said];
  const kinds = new Map<string, Kind>();
  for (const kind of all) {
    const key = atoms.map((atom) => kind.truths[atom] === true).join();
    if (!kinds.has(key)) kinds.set(key, kind);
  }
  return [...kinds.values()];
}
