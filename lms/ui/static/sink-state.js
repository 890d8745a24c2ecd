// What the model of place and sink knows at one moment, and what a moment amounts to: the same as state.py and
// readings.py in lms/rehearsal/simulation/engine, in whole numbers. Nothing here knows a page.

export const FULL = 1000;
export const GATE_DEPTH = 1000;  // from one gate to the next
export const ON_THE_MUSCLE = 3 * GATE_DEPTH;
export const ACT = { none: 0, ask: 1, ease: 2, move: 3, off: 4 };
export const ALERT = { none: 0, sign: 1, held: 2, tickle: 3, pulse: 4, wide: 5, tingle: 6, stop: 7 };
export const REPLY = { none: 0, yes: 1, wait: 2 };
export const OVER = { no: 0, off: 1, critical: 2, time: 3 };

const UNSAID = 99;  // the client has not told a number yet
const MUSCLE_SOFT = 800;
const BY_LAYER = /** @type {const} */ (["soft_fascia", "soft_wall", "soft_deep"]);

/** The fields of a state, in the order in which both languages have them. */
export const NAMES = /** @type {const} */ ([
  "seed", "tick", "over", "critical", "phase", "length", "breath", "held", "pressure", "pace", "cap", "contact",
  "leaving", "depth", "soft_fascia", "soft_wall", "soft_deep", "discomfort", "asking", "allowed", "said", "reply",
  "replies", "alert", "since", "at", "own", "sign", "moved", "numbered", "pending", "quiet", "above", "over_ceiling",
  "knock", "unasked", "entered", "hurry_fascia", "hurry_wall", "hurry_deep", "forced", "stay", "ignored", "answered",
]);

/** One moment.
 * @typedef {Record<typeof NAMES[number], number>} State */
/** What the hand works on: `need` and `tender` of fascia, wall, deep and muscle, `soft` of the first three.
 * @typedef {{ need: number[], tender: number[], soft: number[], entry: number, muscle: number, give: number,
 *   beat: number }} Ground */

/** Divide, and leave the rest out. @param {number} value @param {number} by */
export function whole(value, by) { return Math.floor(value / by); }

/** @param {State} state */
export function values(state) { return NAMES.map((name) => state[name]); }

/** @param {number[]} kept @returns {State} */
export function restored(kept) {
  return /** @type {State} */ (Object.fromEntries(NAMES.map((name, index) => [name, kept[index]])));
}

/** The state before the first tick. @param {Ground} ground @param {number} seed */
export function first(ground, seed) {
  const state = restored(NAMES.map(() => 0));
  const [soft_fascia, soft_wall, soft_deep] = ground.soft;
  return Object.assign(state, { seed, length: 90, cap: FULL, said: UNSAID, soft_fascia, soft_wall, soft_deep });
}

/** Which layer the fingers work on: 0 fascia, 1 wall, 2 deep, 3 muscle. @param {State} state */
export function bed(state) { return whole(state.depth, GATE_DEPTH); }

/** The gate that a yes would open now, 1 to 4; 4 also beyond the last. @param {State} state */
export function nextGate(state) { return state.contact ? Math.min(4, 2 + bed(state)) : 1; }

/** How soft the layer is that the fingers work on. @param {State} state */
export function softness(state) { return softnessOf(state, bed(state)); }

/** @param {State} state @param {number} which */
export function softnessOf(state, which) { return which > 2 ? MUSCLE_SOFT : state[BY_LAYER[which]]; }

/** Let a layer become softer, or harder; the muscle stays as it is.
 * @param {State} state @param {number} which @param {number} change */
export function changeSoftness(state, which, change) {
  const name = BY_LAYER[which];
  if (name) state[name] = Math.max(0, Math.min(FULL, state[name] + change));
}

/** What the client would say: 0 to 10. @param {State} state */
export function number(state) { return whole(state.discomfort, 100); }

/** The highest number that is in order where the fingers are. @param {State} state @param {Ground} ground */
export function ceiling(state, ground) { return state.depth === ON_THE_MUSCLE ? ground.muscle : ground.entry; }

/** @param {State} state */
export function inhaling(state) { return state.phase * 10 < state.length * 4; }
