/**
 * Looks for truth values that satisfy a set of clauses, or shows that there are none: conflict-driven search
 * (Marques-Silva and Sakallah, GRASP, 1999; watched literals after Chaff, 2001). What a dead end teaches is
 * kept as a clause, so one contradiction is met once and not in every situation that contains it.
 */

/** Twice the number of a variable, plus one where it is meant to be false. */
export type Literal = number;

export type Found =
  | { is: "yes"; holds(literal: Literal): boolean }
  | { is: "no" }
  /** The steps ran out. */
  | { is: "unknown" };

export type Search = {
  /** A new variable, as the literal that it is true. */
  variable(): Literal;
  /** At least one of these holds. */
  clause(literals: readonly Literal[]): void;
  /** Values under which every clause and every one of `assumed` holds, within `steps` decisions and conflicts. */
  solve(assumed: readonly Literal[], steps: number): Found;
  /** Decisions and conflicts so far. */
  steps(): number;
};

export function opposite(literal: Literal): Literal {
  return literal ^ 1;
}

type Clause = Literal[];

export function createSearch(): Search {
  /** By literal: 1 true, -1 false, 0 open. */
  const value: number[] = [];
  /** By literal: the clauses to look at when it becomes false. */
  const watching: Clause[][] = [];
  /** By variable. */
  const level: number[] = [];
  const reason: (Clause | undefined)[] = [];
  const last: number[] = [];
  const stamp: number[] = [];
  /** The literals that are set, in order, and where each decision began. */
  const trail: Literal[] = [];
  const begins: number[] = [];
  let done = 0;
  let contradiction = false;
  let taken = 0;
  let clock = 0;
  /** The variables in a chain, the one a conflict touched last at its end; all after `look` are set. */
  const before: (number | undefined)[] = [];
  const after: (number | undefined)[] = [];
  let end: number | undefined;
  let look: number | undefined;

  const at = (literal: Literal): number => value[literal] ?? 0;

  const append = (variable: number): void => {
    clock += 1;
    stamp[variable] = clock;
    before[variable] = end;
    after[variable] = undefined;
    if (end !== undefined) after[end] = variable;
    end = variable;
  };

  /** Moves a variable to the end of the chain, where the next decision looks first. */
  const touch = (variable: number): void => {
    if (variable === end) return;
    const [left, right] = [before[variable], after[variable]];
    if (left !== undefined) after[left] = right;
    if (right !== undefined) before[right] = left;
    append(variable);
    look = variable;
  };

  const set = (literal: Literal, why: Clause | undefined): void => {
    value[literal] = 1;
    value[opposite(literal)] = -1;
    level[literal >> 1] = begins.length;
    reason[literal >> 1] = why;
    trail.push(literal);
  };

  const watch = (literal: Literal, clause: Clause): void => {
    watching[literal]?.push(clause);
  };

  /** Sets everything that follows; the clause that cannot hold, if there is one. */
  const propagate = (): Clause | undefined => {
    while (done < trail.length) {
      const wrong = opposite(trail[done] ?? 0);
      done += 1;
      const list = watching[wrong] ?? [];
      let kept = 0;
      for (let index = 0; index < list.length; index += 1) {
        const clause = list[index];
        if (clause === undefined) continue;
        if (clause[0] === wrong) {
          clause[0] = clause[1] ?? 0;
          clause[1] = wrong;
        }
        const first = clause[0] ?? 0;
        const spare = at(first) === 1 ? -1 : clause.findIndex((one, place) => place > 1 && at(one) !== -1);
        if (spare > 1) {
          const other = clause[spare] ?? 0;
          clause[1] = other;
          clause[spare] = wrong;
          watch(other, clause);
          continue;
        }
        list[kept] = clause;
        kept += 1;
        if (at(first) === 1) continue;
        if (at(first) === -1) {
          for (let rest = index + 1; rest < list.length; rest += 1, kept += 1)
            list[kept] = list[rest] ?? clause;
          list.length = kept;
          return clause;
        }
        set(first, clause);
      }
      list.length = kept;
    }
    return undefined;
  };

  const backTo = (target: number): void => {
    const start = begins[target];
    if (start === undefined) return;
    for (const literal of trail.splice(start)) {
      value[literal] = 0;
      value[opposite(literal)] = 0;
      last[literal >> 1] = literal;
      if ((stamp[literal >> 1] ?? 0) > (look === undefined ? 0 : (stamp[look] ?? 0))) look = literal >> 1;
    }
    begins.length = target;
    done = trail.length;
  };

  /** The clause that a conflict teaches: its first literal is the only one of the present level. */
  const learn = (conflict: Clause): Clause => {
    const seen = new Set<number>();
    const learned: Clause = [0];
    let open = 0;
    let place = trail.length - 1;
    let clause: Clause = conflict;
    for (;;) {
      for (const literal of clause) {
        const variable = literal >> 1;
        if (seen.has(variable) || at(literal) !== -1 || level[variable] === 0) continue;
        seen.add(variable);
        if (level[variable] === begins.length) open += 1;
        else learned.push(literal);
      }
      while (!seen.has((trail[place] ?? 0) >> 1)) place -= 1;
      const literal = trail[place] ?? 0;
      place -= 1;
      open -= 1;
      if (open === 0) {
        learned[0] = opposite(literal);
        break;
      }
      clause = reason[literal >> 1] ?? [];
    }
    for (const variable of [...seen].sort((a, b) => (stamp[a] ?? 0) - (stamp[b] ?? 0))) touch(variable);
    return learned;
  };

  /** Goes back to where the learned clause first says something, and says it. */
  const apply = (learned: Clause): void => {
    const [literal = 0] = learned;
    if (learned.length === 1) {
      backTo(0);
      set(literal, undefined);
      return;
    }
    let best = 1;
    for (let index = 2; index < learned.length; index += 1) {
      if ((level[(learned[index] ?? 0) >> 1] ?? 0) > (level[(learned[best] ?? 0) >> 1] ?? 0)) best = index;
    }
    const second = learned[best] ?? 0;
    learned[best] = learned[1] ?? 0;
    learned[1] = second;
    backTo(level[second >> 1] ?? 0);
    watch(literal, learned);
    watch(second, learned);
    set(literal, learned);
  };

  const decision = (): Literal | undefined => {
    while (look !== undefined && at(look * 2) !== 0) look = before[look];
    return look === undefined ? undefined : (last[look] ?? look * 2 + 1);
  };

  return {
    variable() {
      const variable = level.length;
      value.push(0, 0);
      watching.push([], []);
      level.push(0);
      reason.push(undefined);
      last.push(variable * 2 + 1);
      append(variable);
      look = variable;
      return variable * 2;
    },
    clause(literals) {
      backTo(0);
      const open = [...new Set(literals)].filter((one) => at(one) !== -1);
      if (open.some((one) => at(one) === 1 || open.includes(opposite(one)))) return;
      const [first, second] = open;
      if (first === undefined) contradiction = true;
      else if (second === undefined) {
        set(first, undefined);
        if (propagate() !== undefined) contradiction = true;
      } else {
        watch(first, open);
        watch(second, open);
      }
    },
    solve(assumed, steps) {
      const stop = taken + steps;
      let restart = 128;
      let conflicts = 0;
      backTo(0);
      while (!contradiction) {
        const conflict = propagate();
        if (conflict !== undefined) {
          taken += 1;
          conflicts += 1;
          if (begins.length === 0) {
            contradiction = true;
            break;
          }
          apply(learn(conflict));
          continue;
        }
        if (taken >= stop) return { is: "unknown" };
        if (conflicts >= restart) {
          conflicts = 0;
          restart *= 1.5;
          backTo(0);
          continue;
        }
        const wanted = assumed[begins.length];
        if (wanted !== undefined && at(wanted) === -1) return { is: "no" };
        const next = wanted ?? decision();
        if (next === undefined) {
          const values = value.slice();
          return { is: "yes", holds: (literal) => values[literal] === 1 };
        }
        taken += wanted === undefined ? 1 : 0;
        begins.push(trail.length);
        if (at(next) === 0) set(next, undefined);
      }
      return { is: "no" };
    },
    steps: () => taken,
  };
}
