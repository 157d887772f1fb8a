/** From a page to the screen that is sent: its words, and the files that only the runtime may make. */
import { compose } from "../content/compose.js";
import type { Library } from "../content/library.js";
import { allEntries, calendarEntries } from "../content/screens/calendar.js";
import type { Make, Setting } from "../content/screens/common.js";
import { letterText } from "../content/screens/letter.js";
import { planAsText } from "../content/screens/plan.js";
import { say } from "../content/words.js";
import type { Page } from "../engine/page.js";
import { calendarFile } from "../files/calendar.js";
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
      // On the first part only: the others are the same files.
      if (page.part !== 1) return [];
      const events = allEntries(calendarEntries(make, page.flow, page.plan));
      const text = planAsText(make, page.flow, page.plan);
      return [
        ...(events.length === 0
          ? []
          : [calendarFile(events, say(words, "calendar", "file"), make.setting.now)]),
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
