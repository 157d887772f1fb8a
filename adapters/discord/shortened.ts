/** What has too little room, with a sign that it goes on. */

/** Up to the last word for which there is room, and `end` behind it. */
export function shortened(text: string, most: number, end = " …"): string {
  if (text.length <= most) return text;
  const begun = text.slice(0, most - end.length + 1);
  const at = begun.search(/\s\S*$/u);
  const kept = at > 0 ? begun.slice(0, at).trimEnd() : begun.slice(0, -1).replace(/[\uD800-\uDBFF]$/, "");
  return kept + end;
}
