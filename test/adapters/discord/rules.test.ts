/** The table of Discord's and discord.js's rules in the adapter's README. */
import { keepsItsRules } from "../../support/rules.js";

keepsItsRules("discord", [
  ["D", 36],
  ["DJ", 19],
]);
