/** Whether a condition is decided as soon as the answers given settle it, and not only some questions later. */
import type { Answer } from "../answer.js";
import type { Condition } from "../condition.js";
import { factsOf, pathOf } from "../path.js";
import { type Kind, tickedKindsOf } from "./answers.js";
import type { Season } from "./days.js";
import type { Example, Situations } from "./index.js";
import { always, never, type Remainder } from "./remainder.js";
import { coneOf } from "./scope.js";

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
    const index = cone[place];
    if (index === undefined || left < 0 || known(answers)) return undefined;
    const elsewhere = situations.possible(remainders.all([given, remainders.not(flag)]));
    if (elsewhere.on.length === 0 && elsewhere.entangled === undefined) {
      const said = Object.entries(answers).map(([question, answer]) => ({ question, answer }));
      return { day: season.first, answers: said };
    }
    const question = scope.questions[index]?.question.id ?? "";
    const steps = asked.get(index) === never ? [undefined] : kindsAt(situations, season, index);
    for (const kind of steps) {
      const truths = kind?.truths ?? [];
      const facts = (scope.questions[index]?.facts ?? []).map((_, fact): Remainder => {
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

function kindsAt({ scope }: Situations, season: Season, index: number): readonly Kind[] {
  const asked = scope.questions[index];
  const said = season.kinds.get(index) ?? [];
  if (asked?.question.kind !== "multi") return said;
  const ticked = tickedKindsOf(asked.question, asked.facts, season.first, 256);
  return ticked === "too-many" ? said : [...ticked, ...said];
}
