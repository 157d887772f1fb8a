/** What somebody would press or type who wants to get on. */
import type { Event } from "../../src/engine/event.js";
import type { Page } from "../../src/engine/page.js";

/** An event that answers the page, or nothing where it is no question and no stop. */
export function answering(page: Page, turn: number): Event | undefined {
  const press = (button: string): Event => ({ type: "press", button, turn });
  if (page.kind === "stop") return press("go-on");
  if (page.kind !== "question" && page.kind !== "letter-question") return undefined;
  const { question } = page;
  if (question.skip) return press("skip");
  switch (question.kind) {
    case "choice":
      return press(`o:${question.options[0]}`);
    case "multi":
      return question.none
        ? press("none")
        : { type: "pick", group: question.id, chosen: question.options.slice(0, 1), turn };
    case "number":
      return { type: "text", text: String(question.min), dates: [] };
    case "date": {
      const day = page.from ?? "2026-11-24";
      return { type: "text", text: day, dates: [day] };
    }
    case "year":
      return press(`y:${page.years?.[0]}`);
    case "pick":
      return { type: "text", text: question.entries[0]?.names[0] ?? "", dates: [] };
    case "text":
      return { type: "text", text: "A line", dates: [] };
  }
}
