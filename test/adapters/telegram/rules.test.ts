/** The table of Telegram's and telegraf's rules in the adapter's README. */
import { keepsItsRules } from "../../support/rules.js";

keepsItsRules("telegram", [
  ["T", 43],
  ["TL", 29],
]);
