// How much time is left: the last word of the server, and this device's steady clock since then. A jump of the
// device's time of day changes nothing; offline it runs on and says so.

const HIDDEN = "palpate:countdown:hidden", WARNINGS = [600, 300, 60], TIMEOUT = 8000, RETRY = 3000;

export class Countdown {
  /** `flush` sends what waits and says whether all is sent; `end` is told when no answer can be given any more.
   * @param {HTMLElement} box
   * @param {{ flush: () => Promise<boolean>, end: () => void }} attempt */
  constructor(box, { flush, end }) {
    this.flush = flush;
    this.end = end;
    this.say = /** @type {Record<string, string>} */ (box.dataset);
    this.shown = part(box, ".time-left");
    this.said = part(box, ".time-said");
    this.offline = part(box, ".offline");
    this.left = this.before = Number(this.say.left);  // at the last look, `before` at the one before
    this.withGrace = Number(this.say.leftWithGrace);
    this.since = performance.now();
    this.leaving = this.finishing = false;
    this.lost(false);
    this.toggle(part(box, ".toggle"));
    addEventListener("online", () => this.ask());
    addEventListener("offline", () => this.lost(true));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ask(); });
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  /** Milliseconds by the server, now.
   * @param {number} left @param {number} withGrace */
  anchor(left, withGrace) {
    if (this.leaving) return;
    Object.assign(this, { left, withGrace, since: performance.now() });
    this.lost(false);
  }

  get gone() { return performance.now() - this.since; }

  /** @param {boolean} yes */
  lost(yes) { this.offline.hidden = !yes; }

  /** Ask the server; whether it answered. */
  async ask() {
    try {
      const options = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT) };
      const response = await fetch(this.say.time, options);
      const told = await response.json();
      if (!response.ok) return false;
      if (told.left === undefined || !told.open) this.leave(() => location.reload());  // lifted, or handed in elsewhere
      else this.anchor(told.left, told.left_with_grace);
      return true;
    } catch {
      this.lost(true);
      return false;
    }
  }

  tick() {
    const left = this.left - this.gone, grace = this.withGrace - this.gone;
    const inGrace = left <= 0 && grace > 0 ? this.say.sayGrace.replace("{time}", clock(grace)) : "";
    const passed = (/** @type {number} */ moment) => left <= moment && this.before > moment;
    const warning = WARNINGS.find((each) => passed(each * 1000) && left > (each - 30) * 1000);
    if (warning) this.said.textContent = this.say[`sayWarning-${warning}`];
    if (inGrace && passed(0)) this.said.textContent = inGrace;
    this.before = left;
    this.shown.textContent = left > 0 ? this.say.sayLeft.replace("{time}", clock(left)) : inGrace || this.say.sayOver;
    if (left <= 0) this.shown.hidden = false;
    if (grace <= 0) this.finish();
  }

  /** Time is over: send what is there and hand in; offline, as soon as there is a connection again. */
  async finish() {
    if (this.finishing) return;
    this.finishing = true;
    clearInterval(this.timer);
    this.end();
    const sent = await this.flush();
    const answered = await this.ask();
    if (this.leaving) return;
    if (answered && this.withGrace > 1000) return this.goOn();  // more time was given
    if (sent && this.offline.hidden) {
      await new Promise((resolve) => setTimeout(resolve, this.withGrace));  // the server's clock decides
      return this.handIn();
    }
    this.said.textContent = this.shown.textContent = this.say.sayOverOffline;
    setTimeout(() => { this.finishing = false; this.finish(); }, RETRY);
  }

  goOn() { this.leave(() => location.reload()); }

  /** Leave the page once.
   * @param {() => void} how */
  leave(how) {
    if (this.leaving) return;
    this.leaving = true;
    clearInterval(this.timer);
    this.end();
    how();
  }

  handIn() {
    this.said.textContent = this.say.sayOver;
    const form = /** @type {HTMLFormElement} */ (document.getElementById("attempt"));
    form.action = this.say.submit;
    this.leave(() => form.submit());
  }

  /** The countdown can be hidden; the warnings are told all the same.
   * @param {HTMLElement} button */
  toggle(button) {
    /** @param {boolean} hidden */
    const show = (hidden) => {
      this.shown.hidden = hidden;
      button.textContent = hidden ? this.say.sayShow : this.say.sayHide;
    };
    button.hidden = false;
    show(remembered());
    button.addEventListener("click", () => {
      show(!this.shown.hidden);
      try { localStorage.setItem(HIDDEN, this.shown.hidden ? "yes" : "no"); } catch { /* then it is not remembered */ }
    });
  }
}

function remembered() {
  try { return localStorage.getItem(HIDDEN) === "yes"; } catch { return false; }
}

/** @param {HTMLElement} box @param {string} which @returns {HTMLElement} */
function part(box, which) { return /** @type {HTMLElement} */ (box.querySelector(which)); }

/** @param {number} milliseconds */
function clock(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000), two = (/** @type {number} */ count) => String(count).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
