// How much time is left: the last word of the server, and this device's steady clock since then. A jump of the
// device's time of day changes nothing; offline it runs on and says so.

const HIDDEN = "palpate:countdown:hidden", WARNINGS = [600, 300, 60], TIMEOUT = 8000, RETRY = 3000;

export class Countdown {
  /** `flush` sends what waits and says whether all is sent; `end` is told when no answer can be given any more. */
  constructor(box, { flush, end }) {
    Object.assign(this, { box, flush, end, say: box.dataset });
    this.shown = box.querySelector(".time-left");
    this.said = box.querySelector(".time-said");
    this.offline = box.querySelector(".offline");
    this.anchor(Number(box.dataset.left), Number(box.dataset.leftWithGrace));
    this.toggle();
    addEventListener("online", () => this.ask());
    addEventListener("offline", () => this.lost(true));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ask(); });
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  /** Milliseconds by the server, now. */
  anchor(left, withGrace) {
    if (this.left === null) return;
    Object.assign(this, { left, withGrace, since: performance.now() });
    this.before ??= left;
    this.lost(false);
  }

  get gone() { return performance.now() - this.since; }

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
    const warning = WARNINGS.find((each) => left <= each * 1000 && this.before > each * 1000 && left > (each - 30) * 1000);
    if (warning) this.said.textContent = this.say[`sayWarning-${warning}`] ?? this.box.getAttribute(`data-say-warning-${warning}`);
    if (left <= 0 && grace > 0 && this.before > 0) this.said.textContent = this.say.sayGrace.replace("{time}", clock(grace));
    this.before = left;
    this.shown.textContent = left > 0 ? this.say.sayLeft.replace("{time}", clock(left))
      : grace > 0 ? this.say.sayGrace.replace("{time}", clock(grace)) : this.say.sayOver;
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
    if (this.left === null) return;
    if (answered && this.withGrace > 1000) return this.goOn();  // more time was given
    if (sent && this.offline.hidden) {
      await new Promise((resolve) => setTimeout(resolve, this.withGrace));  // the server's clock decides
      return this.handIn();
    }
    this.said.textContent = this.shown.textContent = this.say.sayOverOffline;
    setTimeout(() => { this.finishing = false; this.finish(); }, RETRY);
  }

  goOn() { this.leave(() => location.reload()); }

  /** Leave the page once. */
  leave(how) {
    if (this.left === null) return;
    this.left = null;
    clearInterval(this.timer);
    this.end();
    how();
  }

  handIn() {
    this.said.textContent = this.say.sayOver;
    const form = document.getElementById("attempt");
    form.action = this.say.submit;
    this.leave(() => form.submit());
  }

  /** The countdown can be hidden; the warnings are told all the same. */
  toggle() {
    const button = this.box.querySelector(".toggle");
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

function clock(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000), two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
