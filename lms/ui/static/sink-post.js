// The trace of a live session on its way to the server: kept on this device until it is acknowledged, sent in parts.

const KEY = "palpate:run:", FIRST_DELAY = 800, LONGEST_DELAY = 8000, TIMEOUT = 8000, WAITED = 700;

/** So many ticks in which the hand wanted the same; the act was on the first of them.
 * @typedef {[count: number, target: number, act: number]} Run */
/** A part of the trace: its number, the tick before it, and what the hand did.
 * @typedef {{ number: number, from: number, inputs: Run[] }} Part */
/** The events that wait, each with its tick, and how far the hand may go.
 * @typedef {{ waiting: [tick: number, event: number][], until: number }} Granted */

export class Post {
  /** @param {HTMLElement} root
   * @param {Granted & { chunk: number, number: number }} told
   * @param {{ state: { tick: number }, end: (debrief: string) => void }} session */
  constructor(root, told, session) {
    this.say = /** @type {Record<string, string>} */ (root.dataset);
    this.session = session;
    this.size = told.chunk;
    this.number = told.number;  // of the next part
    this.until = told.until;
    this.events = new Map(told.waiting);
    this.begins = session.state.tick;  // the tick before the part that grows
    /** @type {Run[]} */
    this.runs = [];
    this.ticks = this.since = this.timer = 0;
    this.key = KEY + this.say.path;
    this.status = /** @type {HTMLElement} */ (root.querySelector("#status"));
    this.delay = FIRST_DELAY;
    this.sending = this.stopped = false;
    /** The parts that are not acknowledged.
     * @type {Part[]} */
    this.waiting = [];
  }

  /** The inputs that an earlier page has kept, in order; they are sent again. */
  *kept() {
    for (const part of read(this.key)) {
      if (part.number !== this.number || part.from !== this.begins) continue;
      this.waiting.push(part);
      this.number += 1;
      this.begins += part.inputs.reduce((sum, [count]) => sum + count, 0);
      yield part.inputs;
    }
    this.send();
  }

  /** @param {number} tick */
  event(tick) { return this.events.get(tick) ?? 0; }

  /** One tick of the hand: equal ticks are one run.
   * @param {number} target @param {number} act */
  note(target, act) {
    const last = this.runs.at(-1);
    if (last && last[1] === target && !act) last[0] += 1;
    else this.runs.push([1, target, act]);
    this.ticks += 1;
    if (this.ticks >= this.size) this.flush();
  }

  /** Close the part that grows, and send what waits. */
  flush() {
    if (this.ticks) {
      this.waiting.push({ number: this.number, from: this.begins, inputs: this.runs });
      this.number += 1;
      this.begins += this.ticks;
      this.runs = [];
      this.ticks = 0;
      this.keep();
    }
    this.send();
  }

  /** Send everything, and wait a while for the answer: another form of the session begins where this one ends. */
  async settle() {
    this.flush();
    this.until = 0;
    for (let tries = 0; tries < 60 && this.waiting.length && !this.stopped; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.stopped = true;
  }

  close() { if (!this.stopped) this.flush(); }

  again() {
    clearTimeout(this.timer);
    this.delay = FIRST_DELAY;
    this.send();
  }

  async send() {
    if (this.sending || this.stopped) return;
    this.sending = true;
    while (this.waiting.length && !this.stopped && await this.sendOne(this.waiting[0]));
    this.sending = false;
  }

  /** Send one part; whether the next one may follow.
   * @param {Part} part */
  async sendOne(part) {
    let response, answer;
    try {
      response = await fetch(this.say.path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.say.token },
        body: JSON.stringify(part),
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = await response.json();
    } catch {
      return this.later(this.say.sayKept);
    }
    if (response.ok) return this.acknowledged(answer);
    if (response.status === 401) return this.later(this.say.saySignedOut);
    if (response.status >= 500 || response.status === 429) return this.later(this.say.sayKept);
    return this.refused(answer);
  }

  /** @param {Granted & { over: string }} answer */
  acknowledged({ until, waiting, over }) {
    this.waiting.shift();
    this.keep();
    if (this.until) this.until = Math.max(this.until, until);
    for (const [tick, event] of waiting) this.events.set(tick, event);
    this.delay = FIRST_DELAY;
    this.tell("");
    if (over) {
      this.stopped = true;
      this.tell(this.say.sayOver, over, this.say.sayDebrief);
      this.session.end(over);
    }
    return true;
  }

  /** It will never be taken: the server's own state is where it goes on.
   * @param {{ message?: string }} answer */
  refused(answer) {
    this.stopped = true;
    this.waiting = [];
    this.keep();
    this.until = 0;
    this.tell(answer.message || this.say.sayRefused, location.pathname, this.say.sayReload);
    return false;
  }

  /** @param {string} words */
  later(words) {
    this.tell(words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
    return false;
  }

  /** The hand has gone as far as it may; after a moment that is said.
   * @param {boolean} yes @param {number} now */
  waits(yes, now) {
    if (!yes) this.since = 0;
    else if (!this.since) this.since = now;
    else if (now - this.since > WAITED && !this.status.textContent) this.tell(this.say.sayKept);
  }

  /** @param {string} words @param {string} [href] @param {string} [label] */
  tell(words, href, label) {
    if (this.status.textContent === words) return;
    this.status.textContent = words;
    if (href) this.status.append(" ", Object.assign(document.createElement("a"), { href, textContent: label ?? null }));
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.key, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.key);
    } catch { /* full or forbidden: the page itself still holds it */ }
  }
}

/** @param {string} key @returns {Part[]} */
function read(key) {
  try { return JSON.parse(localStorage.getItem(key) ?? "[]"); } catch { return []; }
}
