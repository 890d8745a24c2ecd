// The answers that the server has not acknowledged yet: kept on this device until it has, each once, the newest alone.

const KEY = "palpate:attempt:", KEPT_FOR = 30 * 24 * 3600 * 1000, TIMEOUT = 15000;

/** What was chosen: the values of each field, by its name.
 * @typedef {Record<string, string[]>} Given */
/** What stands beside an answer.
 * @typedef {{ flagged?: boolean, confidence?: string }} Beside */
/** An answer as the server takes it.
 * @typedef {Beside & { seq: number, given: Given, at: string }} Letter */
/** A letter in its turn among those that wait.
 * @typedef {Letter & { turn?: number }} Waiting */
/** What the server says to an answer.
 * @typedef {object} Reply
 * @property {string} message
 * @property {string} shown the moment, in words
 * @property {boolean} [late] it came after the end
 * @property {string} [way_on]
 * @property {number} [left] milliseconds
 * @property {number} [left_with_grace] */
/** What the device keeps of an attempt.
 * @typedef {{ seq: Record<string, number>, waiting: Record<string, Waiting>, at?: number }} Kept */

/** What waits for one attempt, and the last sequence number of each question. */
export class Outbox {
  /** @param {string} attempt */
  constructor(attempt) {
    this.key = KEY + attempt;
    this.forgetOld();
    const kept = read(this.key);
    this.seq = kept?.seq ?? {};
    this.waiting = kept?.waiting ?? {};
  }

  /** Let an answer wait: what was chosen, and what stands beside it; `at` is this device's time, for people to read.
   * @param {string} question
   * @param {number} known the last sequence number that the page knows of
   * @param {Given} given
   * @param {Beside} beside */
  put(question, known, given, beside = {}) {
    const elsewhere = read(this.key)?.seq?.[question] ?? 0;  // in another window of the same attempt
    this.seq[question] = Math.max(known, this.seq[question] ?? 0, elsewhere) + 1;
    delete this.waiting[question];
    const turn = Math.max(0, ...Object.values(this.waiting).map((each) => each.turn ?? 0)) + 1;
    this.waiting[question] = { seq: this.seq[question], given, ...beside, at: new Date().toISOString(), turn };
    this.keep((waiting) => { waiting[question] = this.waiting[question]; });
  }

  /** @param {string} question @param {number} seq */
  drop(question, seq) {
    if (this.waiting[question]?.seq === seq) delete this.waiting[question];
    this.keep((waiting) => { if (waiting[question]?.seq === seq) delete waiting[question]; });
  }

  /** The question whose answer has waited longest. */
  get next() {
    /** @param {string} question */
    const turn = (question) => this.waiting[question].turn ?? 0;
    return Object.keys(this.waiting).sort((one, other) => turn(one) - turn(other))[0];
  }

  get empty() { return Object.keys(this.waiting).length === 0; }

  /** What is sent for a question.
   * @param {string} question
   * @returns {Letter} */
  letter(question) {
    const { turn, ...letter } = this.waiting[question];
    return letter;
  }

  /** Change what the device keeps of this attempt; what another window lets wait there stays.
   * @param {(waiting: Kept["waiting"]) => void} change */
  keep(change) {
    /** @type {Kept} */
    const kept = { seq: {}, waiting: {}, ...read(this.key) };
    for (const [question, seq] of Object.entries(this.seq)) kept.seq[question] = Math.max(seq, kept.seq[question] ?? 0);
    change(kept.waiting);
    try {
      if (Object.keys(kept.waiting).length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ ...kept, at: Date.now() }));
    } catch { /* full or forbidden: the page itself still holds them */ }
  }

  forgetOld() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEY) && name !== this.key)) {
        if (!(Date.now() - (read(key)?.at ?? 0) < KEPT_FOR)) localStorage.removeItem(key);
      }
    } catch { /* no storage: nothing is old */ }
  }
}

/** Hand an answer to the attempt below `path`; rejects where nothing comes back in time.
 * @param {string} path @param {string} token @param {string} question @param {Letter} letter
 * @returns {Promise<{ ok: boolean, status: number, reply: Reply }>} */
export async function deliver(path, token, question, letter) {
  const response = await fetch(`${path}/answers/${question}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(letter),
    keepalive: true,
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return { ok: response.ok, status: response.status, reply: await response.json() };
}

/** @param {string} key @returns {Kept | null} */
function read(key) {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
}
