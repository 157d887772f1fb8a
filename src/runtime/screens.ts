/** From a page to the screen that is sent: its words, and the files that only the runtime may make. */
import { compose } from "../content/compose.js";
import type { Library } from "../content/library.js";
import type { Make, Setting } from "../content/screens/common.js";
import { letterText } from "../content/screens/letter.js";
import { planAsText } from "../content/screens/plan.js";
import { dueText } from "../content/screens/plan-pieces.js";
import { say } from "../content/words.js";
import { own } from "../engine/flow.js";
import type { Page } from "../engine/page.js";
import { type CalendarEvent, calendarFile } from "../files/calendar.js";
import { textFile } from "../files/text.js";
import type { Attachment, Screen } from "../screen.js";

/** The whole screen of a page. The same page, library and setting give the same screen, files included. */
export function screenOfPage(library: Library, page: Page, setting: Setting): Screen {
  const screen = compose(library, page, setting);
  const attach = filesOf({ library, setting }, page);
  return attach.length === 0 ? screen : { ...screen, attach: [...screen.attach, ...attach] };
}

function filesOf(make: Make, page: Page): Attachment[] {
  switch (page.kind) {
    case "calendar": {
      const words = make.library.interface;
      const events = eventsOf(make, page);
      const text = planAsText(make, page.flow, page.plan);
      return [
        ...(events.length === 0
          ? []
          : [calendarFile(events, say(words, "calendar", "file"), page.plan.made)]),
        textFile("plan", text, say(words, "calendar", "plan-file")),
      ];
    }
    case "letter": {
      // On the first part only: the others are the same draft.
      const alt = say(make.library.interface, "letter", "file");
      return page.part === 1 ? [textFile("draft", letterText(make, page), alt)] : [];
    }
    default:
      return [];
  }
}

/** Every open step that has a day or an hour. */
function eventsOf(make: Make, page: Extract<Page, { kind: "calendar" }>): CalendarEvent[] {
  const words = own(make.library.flowWords, page.flow);
  return page.plan.groups
    .flatMap((group) => group.actions)
    .flatMap((action): CalendarEvent[] => {
      const { due } = action;
      if (action.done || due === undefined || due.kind === "open") return [];
      const titled = words === undefined ? undefined : own(words.actions, action.id);
      const late =
        due.kind === "day" && due.late ? ` ${say(make.library.interface, "calendar", "event-late")}` : "";
      const event = {
        id: `${page.flow}-${action.id}`,
        title: `${titled?.title ?? action.id}${late}`,
        text: [titled?.text ?? "", dueText(make, words, action)].filter((part) => part !== "").join("\n"),
      };
      return [due.kind === "day" ? { ...event, day: due.day } : { ...event, at: due.at }];
    });
}
