// The trace of a live session on its way to the server: kept on this device until it is acknowledged, sent in parts.

const KEY = "palpate:run:", FIRST_DELAY = 800, LONGEST_DELAY = 8000, TIMEOUT = 8000, WAITED = 700;

export class Post {
  constructor(root, told, session) {
    this.root = root;
    this.say = root.dataset;
    this.session = session;
    this.size = told.chunk;
    this.number = told.number;  // of the next part
    this.until = told.until;
    this.events = new Map(told.waiting.map(([tick, event]) => [tick, event]));
    this.begins = session.state.tick;  // the tick before the part that grows
    this.runs = [];
    this.ticks = 0;
    this.key = KEY + this.say.path;
    this.status = root.querySelector("#status");
    this.delay = FIRST_DELAY;
    this.waiting = [];  // parts that are not acknowledged
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

  event(tick) { return this.events.get(tick) ?? 0; }

  /** One tick of the hand: equal ticks are one run. */
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

  /** It will never be taken: the server's own state is where it goes on. */
  refused(answer) {
    this.stopped = true;
    this.waiting = [];
    this.keep();
    this.until = 0;
    this.tell(answer.message || this.say.sayRefused, location.pathname, this.say.sayReload);
    return false;
  }

  later(words) {
    this.tell(words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
    return false;
  }

  /** The hand has gone as far as it may; after a moment that is said. */
  waits(yes, now) {
    if (!yes) this.since = 0;
    else if (!this.since) this.since = now;
    else if (now - this.since > WAITED && !this.status.textContent) this.tell(this.say.sayKept);
  }

  tell(words, href, label) {
    if (this.status.textContent === words) return;
    this.status.textContent = words;
    if (href) this.status.append(" ", Object.assign(document.createElement("a"), { href, textContent: label }));
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.key, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.key);
    } catch { /* full or forbidden: the page itself still holds it */ }
  }
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}
