/** From a page, in names, to a screen, in words. Pure: the same page and library give the same screen. */
import type { Page } from "../engine/page.js";
import type { Screen } from "../screen.js";
import type { Library } from "./library.js";
import { articleScreen } from "./screens/article.js";
import { pausedScreen, reviewScreen, stopScreen, whichScreen, whyScreen } from "./screens/beside.js";
import { calendarScreen } from "./screens/calendar.js";
import type { Make, Setting } from "./screens/common.js";
import { letterScreen } from "./screens/letter.js";
import { lettersScreen } from "./screens/letters.js";
import {
  changesScreen,
  forgottenScreen,
  homeScreen,
  noteScreen,
  personScreen,
  sureScreen,
} from "./screens/other.js";
import { actionScreen, groupScreen, planScreen } from "./screens/plan.js";
import { practiceDoneScreen, practiceScreen } from "./screens/practice.js";
import { questionScreen } from "./screens/question.js";
import { sourcesScreen } from "./screens/sources.js";

/** The screen of a page. Files (calendar, letter) are attached by the runtime, which alone may make them. */
export function compose(library: Library, page: Page, setting: Setting): Screen {
  const make: Make = { library, setting };
  switch (page.kind) {
    case "home":
      return homeScreen(make, page);
    case "question":
    case "letter-question":
      return questionScreen(make, page);
    case "stop":
      return stopScreen(make, page);
    case "review":
      return reviewScreen(make, page);
    case "plan":
      return planScreen(make, page);
    case "group":
      return groupScreen(make, page);
    case "action":
      return actionScreen(make, page);
    case "note":
      return noteScreen(make, page);
    case "letter":
      return letterScreen(make, page);
    case "letters":
      return lettersScreen(make, page);
    case "practice":
      return practiceScreen(make, page);
    case "practice-done":
      return practiceDoneScreen(make, page);
    case "why":
      return whyScreen(make, page);
    case "person":
      return personScreen(make, page);
    case "article":
      return articleScreen(make, page);
    case "sources":
      return sourcesScreen(make, page);
    case "changes":
      return changesScreen(make, page);
    case "calendar":
      return calendarScreen(make, page);
    case "paused":
      return pausedScreen(make, page);
    case "sure":
      return sureScreen(make, page);
    case "which-day":
    case "which-entry":
      return whichScreen(make, page);
    case "forgotten":
      return forgottenScreen(make);
  }
}
