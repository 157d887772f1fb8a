/** How much was shown of screens that take several messages, so that what is tried again goes on where it stopped. */

export type Begun = {
  /** How many messages of this screen stand at the place already. */
  shown(place: string, screen: string): number;
  set(place: string, screen: string, shown: number): void;
  /** The screen stands there whole: the next one, even if it is the same, is a new one. */
  over(place: string): void;
};

/** Of the last `most` places, while this process runs. What is lost is shown again from its beginning. */
export function createBegun(most: number): Begun {
  const places = new Map<string, { screen: string; shown: number }>();
  return {
    shown(place, screen) {
      const begun = places.get(place);
      return begun?.screen === screen ? begun.shown : 0;
    },
    set(place, screen, shown) {
      places.delete(place);
      places.set(place, { screen, shown });
      const [oldest] = places.size > most ? places.keys() : [];
      if (oldest !== undefined) places.delete(oldest);
    },
    over: (place) => {
      places.delete(place);
    },
  };
}
