/** A condition as a short line, in the names of the flow language. */
import type { Condition } from "../engine/condition.js";
import type { Span } from "../engine/day.js";

/** `section = g221 and not (visa = h1b)`. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "option":
      return `${condition.question} = ${condition.options.join(" | ")}`;
    case "all-of":
      return `${condition.question} has all of ${condition.options.join(", ")}`;
    case "none-of":
      return `${condition.question} has none of ${condition.options.join(", ")}`;
    case "none":
      return `${condition.question}: none`;
    case "at-least":
      return `${condition.question} ≥ ${condition.n}`;
    case "at-most":
      return `${condition.question} ≤ ${condition.n}`;
    case "past":
      return `${condition.date} is past`;
    case "within":
      return `${condition.date} within ${spanText(condition.span)}`;
    case "after":
      return `${condition.date} after ${spanText(condition.span)}`;
    case "longer-ago":
      return `${condition.date} longer ago than ${spanText(condition.span)}`;
    case "skipped":
    case "unsure":
    case "answered":
      return `${condition.question} ${condition.kind}`;
    case "is":
      return condition.names.join(" | ");
    case "all":
      return condition.of.length === 0 ? "always" : condition.of.map(grouped).join(" and ");
    case "any":
      return condition.of.length === 0 ? "never" : condition.of.map(grouped).join(" or ");
    case "not":
      return `not ${grouped(condition.of)}`;
    case "count":
      return `at least ${condition.atLeast} of: ${condition.of.map(grouped).join("; ")}`;
  }
}

function grouped(condition: Condition): string {
  const text = conditionText(condition);
  const joins =
    condition.kind === "count" ||
    ((condition.kind === "all" || condition.kind === "any") && condition.of.length > 1);
  return joins ? `(${text})` : text;
}

function spanText(span: Span): string {
  return `${span.amount} ${Math.abs(span.amount) === 1 ? span.unit.slice(0, -1) : span.unit}`;
}
