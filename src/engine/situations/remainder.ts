/**
 * What is left of a condition once some answers are known. Equal remainders are one number, so that two
 * partial cases which every undecided condition reads alike are found to be one situation.
 */

/** The number of a remainder in its table. */
export type Remainder = number;
export const never: Remainder = 0;
export const always: Remainder = 1;

export type RemainderNode =
  | { kind: "constant" }
  /** Atom number `atom` of question number `question`; false where that question is not asked. */
  | { kind: "atom"; question: number; atom: number }
  | { kind: "not"; of: Remainder }
  | { kind: "all" | "any"; of: readonly Remainder[] }
  | { kind: "count"; of: readonly Remainder[]; atLeast: number };

export type Remainders = {
  atom(question: number, atom: number): Remainder;
  not(of: Remainder): Remainder;
  all(of: readonly Remainder[]): Remainder;
  any(of: readonly Remainder[]): Remainder;
  /** At least that many of `of` hold; the same remainder twice counts twice. */
  count(of: readonly Remainder[], atLeast: number): Remainder;
  node(remainder: Remainder): RemainderNode;
  /** The numbers of the questions it still depends on. */
  questionsOf(remainder: Remainder): ReadonlySet<number>;
  /** What is left when question `question` has these truths; `key` names them, for remembering. */
  given(remainder: Remainder, question: number, truths: readonly boolean[], key: string): Remainder;
};

/** An empty table; it grows with use and is thrown away with the proof it belongs to. */
export function createRemainders(): Remainders {
  const nodes: RemainderNode[] = [{ kind: "constant" }, { kind: "constant" }];
  const known = new Map<string, Remainder>();
  const depends: (ReadonlySet<number> | undefined)[] = [];
  const assigned = new Map<string, Remainder>();

  const node = (remainder: Remainder): RemainderNode => nodes[remainder] ?? { kind: "constant" };
  const keep = (key: string, made: () => RemainderNode): Remainder => {
    const before = known.get(key);
    if (before !== undefined) return before;
    nodes.push(made());
    known.set(key, nodes.length - 1);
    return nodes.length - 1;
  };
  const atom = (question: number, number: number): Remainder =>
    keep(`${question}.${number}`, () => ({ kind: "atom", question, atom: number }));
  const not = (of: Remainder): Remainder => {
    if (of === never) return always;
    if (of === always) return never;
    const inner = node(of);
    return inner.kind === "not" ? inner.of : keep(`!${of}`, () => ({ kind: "not", of }));
  };
  /** `all` and `any` are one function with the two constants exchanged. */
  const join = (kind: "all" | "any", of: readonly Remainder[]): Remainder => {
    const [neutral, decisive] = kind === "all" ? [always, never] : [never, always];
    const parts = new Set<Remainder>();
    for (const part of of) {
      const inner = node(part);
      for (const one of inner.kind === kind ? inner.of : [part]) {
        if (one === decisive || parts.has(not(one))) return decisive;
        if (one !== neutral) parts.add(one);
      }
    }
    const sorted = [...parts].sort((a, b) => a - b);
    const [first] = sorted;
    if (first === undefined) return neutral;
    if (sorted.length === 1) return first;
    return keep(`${kind === "all" ? "&" : "|"}${sorted.join(",")}`, () => ({ kind, of: sorted }));
  };
  const all = (of: readonly Remainder[]): Remainder => join("all", of);
  const any = (of: readonly Remainder[]): Remainder => join("any", of);
  const count = (of: readonly Remainder[], atLeast: number): Remainder => {
    const open = of.filter((part) => part !== never && part !== always).sort((a, b) => a - b);
    const needed = atLeast - of.filter((part) => part === always).length;
    if (needed <= 0) return always;
    if (needed > open.length) return never;
    if (needed === open.length) return all(open);
    if (needed === 1) return any(open);
    return keep(`#${needed}:${open.join(",")}`, () => ({ kind: "count", of: open, atLeast: needed }));
  };

  const questionsOf = (remainder: Remainder): ReadonlySet<number> => {
    const before = depends[remainder];
    if (before !== undefined) return before;
    const found = new Set<number>();
    const one = node(remainder);
    if (one.kind === "atom") found.add(one.question);
    else for (const part of partsOf(one)) for (const question of questionsOf(part)) found.add(question);
    depends[remainder] = found;
    return found;
  };

  const given = (
    remainder: Remainder,
    question: number,
    truths: readonly boolean[],
    key: string,
  ): Remainder => {
    if (!questionsOf(remainder).has(question)) return remainder;
    const name = `${remainder}/${question}/${key}`;
    const before = assigned.get(name);
    if (before !== undefined) return before;
    const one = node(remainder);
    const inner = (part: Remainder): Remainder => given(part, question, truths, key);
    const result = ((): Remainder => {
      switch (one.kind) {
        case "constant":
          return remainder;
        case "atom":
          return truths[one.atom] === true ? always : never;
        case "not":
          return not(inner(one.of));
        case "all":
        case "any":
          return join(one.kind, one.of.map(inner));
        case "count":
          return count(one.of.map(inner), one.atLeast);
      }
    })();
    assigned.set(name, result);
    return result;
  };

  return { atom, not, all, any, count, node, questionsOf, given };
}

function partsOf(node: RemainderNode): readonly Remainder[] {
  switch (node.kind) {
    case "constant":
    case "atom":
      return [];
    case "not":
      return [node.of];
    default:
      return node.of;
  }
}
