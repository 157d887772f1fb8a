/** Hours of other places in the member's own time, by the periods between changes of any of the clocks. */
import { own } from "../../engine/flow.js";
import type { PlanTable } from "../../engine/tables.js";
import type { Block, Line } from "../../screen.js";
import { type ClockPeriod, clockPeriods, isZone, type ShiftedHours, type ShiftedTime } from "../clock.js";
import type { FlowWords } from "../library.js";
import { paragraph } from "../pack.js";
import { say } from "../words.js";
import { writeDay, writeList } from "../write.js";
import type { Make } from "./common.js";

type ClockTable = Extract<PlanTable, { kind: "clock" }>;

/** What can be said of a clock table: its periods, or why there are none. */
export type ClockText = { periods: readonly ClockPeriod[]; text: string };

/** `zoneName` turns a zone into words. */
export function clockBlocks(
  make: Make,
  mine: FlowWords | undefined,
  table: ClockTable,
  zoneName: (zone: string) => string,
): Block[] {
  const words = make.library.interface;
  const { periods, text } = readClock(make, mine, table, zoneName);
  if (periods.length === 0) return [paragraph(text)];
  return [
    paragraph(text),
    {
      kind: "table",
      columns: [[], ...periods.map((period): Line => [{ text: periodText(make, period) }])],
      rows: table.against.map((zone, index) => ({
        name: [{ text: zoneName(zone) }],
        cells: periods.map(({ hours }): Line => {
          const one = hours[index];
          return [{ text: one === undefined ? "" : hoursText(make, one) }];
        }),
      })),
    },
    paragraph(say(words, "clock", "rules", { day: writeDay(words, make.setting.today) })),
  ];
}

/** Never in another zone than the one that was given: without it, nothing is computed and the text says so. */
export function readClock(
  make: Make,
  mine: FlowWords | undefined,
  table: ClockTable,
  zoneName: (zone: string) => string,
): ClockText {
  const words = make.library.interface;
  const { zone, days, hours, against } = table;
  if (zone === undefined) return { periods: [], text: say(words, "clock", "no-zone") };
  const strange = [zone, ...against].find((one) => !isZone(one));
  if (strange !== undefined) {
    return { periods: [], text: say(words, "clock", "unknown-zone", { zone: zoneName(strange) }) };
  }
  switch (days.is) {
    case "open": {
      const name = (date: string): string =>
        own(mine?.dates, date) ?? own(mine?.questions, date)?.short ?? date;
      return {
        periods: [],
        text: say(words, "clock", "no-days", { dates: writeList(words, days.needs.map(name)) }),
      };
    }
    case "over":
      return { periods: [], text: say(words, "clock", "over", { day: writeDay(words, days.to) }) };
    case "known": {
      const fill = { from: hours[0], to: hours[1], zone: zoneName(zone) };
      const said = say(words, "clock", "intro", fill);
      const text = days.confirmed ? said : `${say(words, "clock", "days-expected")} ${said}`;
      return { periods: clockPeriods(zone, against, hours, days.from, days.to), text };
    }
  }
}

/** "1 October 2026 to 31 October 2026", or the one day. */
export function periodText(make: Make, { from, to }: ClockPeriod): string {
  const words = make.library.interface;
  const day = (one: string): string => writeDay(words, one);
  return from === to ? day(from) : say(words, "clock", "period", { from: day(from), to: day(to) });
}

/** "18:30 to 03:30 the next day". */
export function hoursText(make: Make, { from, to }: ShiftedHours): string {
  const words = make.library.interface;
  const time = ({ time, shift }: ShiftedTime): string => {
    if (shift === 0) return time;
    return say(words, "clock", shift > 0 ? "next-day" : "day-before", { time });
  };
  return say(words, "clock", "hours", { from: time(from), to: time(to) });
}
