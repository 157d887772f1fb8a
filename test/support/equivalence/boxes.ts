/** Lists of boxes that are sent as a whole: what of them is ticked is known to whoever ticks, until another screen is shown. */
import type { Event } from "../../../src/engine/event.js";
import type { Ask, Screen } from "../../../src/screen.js";

type Press = Extract<Event, { type: "press" }>;
type Pick = Extract<Event, { type: "pick" }>;

export type Boxes = {
  /**
   * What is sent for a press on this screen: itself where it is no box; all boxes that are then ticked; nothing yet where
   * "Done" sends them.
   */
  press(event: Press, on: Screen | undefined): Press | Pick | "unsent";
};

type Many = Extract<Ask, { kind: "many" }>;

export function createBoxes(): Boxes {
  let ticked: { on: Screen; group: string; ids: readonly string[] } | undefined;
  return {
    press(event, on) {
      const ask = on === undefined ? undefined : listOf(event.button, on);
      if (on === undefined || ask === undefined || event.turn !== on.turn) return event;
      const before =
        ticked?.on === on && ticked.group === ask.group
          ? ticked.ids
          : ask.options.flatMap(({ id, on: isOn }) => (isOn === true ? [id] : []));
      const pick = (chosen: readonly string[]): Pick => ({
        type: "pick",
        group: ask.group,
        chosen,
        turn: event.turn,
      });
      if (event.button === "done") return pick(before);
      const ids = ask.options
        .map(({ id }) => id)
        .filter((id) => before.includes(id) !== (id === event.button));
      ticked = { on, group: ask.group, ids };
      return ask.done === undefined ? pick(ids) : "unsent";
    },
  };
}

/** The list that has this box, or that is ended by "done". */
function listOf(button: string, { asks }: Screen): Many | undefined {
  return asks
    .filter((ask) => ask.kind === "many")
    .find(({ options, done }) =>
      button === "done" ? done !== undefined : options.some(({ id }) => id === button),
    );
}
