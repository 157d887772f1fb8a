/** Where a screen is owed, as it is kept: the adapter, and the place in the adapter's own words. */

export function writeAddress(adapter: string, place: string): string {
  return `${adapter} ${place}`;
}

/** An adapter's name has no space, so the first one ends it. */
export function addressOf(address: string): { adapter: string; place: string } {
  const space = address.indexOf(" ");
  return { adapter: address.slice(0, Math.max(0, space)), place: address.slice(space + 1) };
}
