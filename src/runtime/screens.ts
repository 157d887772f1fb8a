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
import { pictureFile } from "../files/raster.js";
import { textFile } from "../files/text.js";
import { composeLookup } from "../lookup/compose.js";
import { drawingOf } from "../lookup/entry.js";
import { picturedBy } from "../lookup/figures.js";
import type { LookupPage } from "../lookup/page.js";
import type { Attachment, Screen } from "../screen.js";

/** The whole screen of a page. The same page, library and setting give the same screen, files included. */
export function screenOfPage(library: Library, page: Page, setting: Setting): Screen {
  const screen = compose(library, page, setting);
  const attach = filesOf({ library, setting }, page);
  return attach.length === 0 ? screen : { ...screen, attach: [...screen.attach, ...attach] };
}

/**
 * The whole screen of a look-up, its picture included. A picture that cannot be made is told to `failed` and left out,
 * since its text says the same.
 */
export async function screenOfLookup(
  library: Library,
  page: LookupPage,
  setting: Setting,
  failed: (error: unknown) => void,
): Promise<Screen> {
  const screen = composeLookup(library, page, setting);
  const pictured = picturedBy(library, page);
  const drawing = pictured === undefined ? undefined : drawingOf(library, pictured.lookup, pictured.entry);
  if (pictured === undefined || drawing === undefined) return screen;
  try {
    return { ...screen, attach: [...screen.attach, await pictureFile(pictured.lookup.id, drawing)] };
  } catch (error) {
    failed(error);
    return screen;
  }
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
