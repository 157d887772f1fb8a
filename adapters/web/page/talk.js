/** The page's one conversation with the server. */

/**
 * @typedef {import("../render.js").Payload} Payload
 * @typedef {import("../../../src/adapter.js").CommandInfo} CommandInfo
 * @typedef {import("../../../src/engine/event.js").Event} Event
 * @typedef {{ id: string, event: Event }} Update
 * @typedef {{ is: "screens", screens: readonly Payload[] } | { is: "lost" | "refused" | "too-large" }} Outcome
 */

/** An answer that takes longer than this is taken for lost. */
const patienceMs = 20_000;

/** Words, commands and the most bytes that one update may have, once per load. */
export async function fetchWords() {
  const response = await fetch("/api/words", { signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`words: ${response.status}`);
  /** @type {{ words: Readonly<Record<string, string>>, commands: readonly CommandInfo[], most: number }} */
  const { words, commands, most } = await response.json();
  return { words, commands, most };
}

/**
 * An update of its own id. The same update is sent again with the same id, so that it counts once.
 * @param {Event} event
 * @returns {Update}
 */
export function updateOf(event) {
  // `randomUUID` exists on secure origins only; the id needs to be unique, not secret.
  const id = self.isSecureContext
    ? crypto.randomUUID()
    : [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");
  return { id, event };
}

/**
 * The bytes that an update has on its way.
 * @param {Update} update
 */
export function sizeOf(update) {
  return new TextEncoder().encode(JSON.stringify(update)).length;
}

/** Asks for the current screen again. */
export function resume() {
  return updateOf({ type: "command", name: "resume", rest: "" });
}

/**
 * Sends an update and gives what is to be shown. A lost answer is asked for once more at once; whatever was
 * answered without a screen is asked for by its place. An answer without any screen is no answer.
 * @param {Update} update
 * @returns {Promise<Outcome>}
 */
export async function send(update) {
  const first = await post(update);
  const outcome = first.is === "lost" ? await post(update) : first;
  if (outcome.is !== "screens" || outcome.screens.length > 0) return outcome;
  const place = await post(resume());
  return place.is === "screens" && place.screens.length === 0 ? { is: "lost" } : place;
}

/**
 * @param {Update} update
 * @returns {Promise<Outcome>}
 */
async function post(update) {
  try {
    const response = await fetch("/api/update", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.status === 413) return { is: "too-large" };
    if (response.status >= 500 || response.status === 429) return { is: "lost" };
    if (!response.ok) return { is: "refused" };
    /** @type {{ screens: readonly Payload[] }} */
    const { screens } = await response.json();
    return { is: "screens", screens };
  } catch {
    return { is: "lost" };
  }
}
