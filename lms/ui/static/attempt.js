// An attempt: each change is saved at once. What is not acknowledged yet is kept on this device
// (the positions that were chosen and what was typed), and sent again until it is.
import { Countdown } from "./countdown.js";
import "./ordering.js";
import { Outbox, deliver } from "./outbox.js";
import { Question } from "./question.js";
import { freshToken, signInAgain } from "./sign-in-again.js";

/** @import { Letter, Reply } from "./outbox.js" */
/** A link behind a message.
 * @typedef {{ href: string, text: string }} Way */

const FIRST_DELAY = 1000, LONGEST_DELAY = 30000, PAUSE = 800;  // PAUSE: in typing

class Attempt {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.action = form.getAttribute("action") ?? "";
    this.say = /** @type {Record<string, string>} */ (form.dataset);
    this.meter = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
    this.status = /** @type {HTMLElement} */ (form.querySelector(".save-state"));
    this.token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token"));
    /** @type {NodeListOf<HTMLFieldSetElement>} */
    const fieldsets = form.querySelectorAll("[data-question]");
    const questions = [...fieldsets].map((each) => new Question(each));
    this.questions = new Map(questions.map((each) => [each.number, each]));
    this.locked = this.meter.max - this.questions.size;
    this.outbox = new Outbox(this.say.attempt);
    /** The sequence number of an answer that was refused, by its question.
     * @type {Map<string, number>} */
    this.trouble = new Map();
    /** The field in which somebody types.
     * @type {Element | undefined} */
    this.typing = undefined;
    this.pause = this.timer = 0;
    this.delay = FIRST_DELAY;
    this.sending = this.asking = this.submitting = this.leaving = this.pressed = this.renewed = false;
    /** @type {HTMLElement} */ (form.querySelector(".save")).hidden = true;
    this.takeBack();
    this.listen();
    this.count();
    const clock = /** @type {HTMLElement?} */ (form.querySelector(".clock"));
    if (clock) this.countdown = new Countdown(clock, { flush: () => this.flush(), end: () => this.end() });
    this.send();
  }

  /** Put answers of an earlier visit, that the server does not have yet, back on the page. */
  takeBack() {
    for (const [number, { seq, given, flagged, confidence }] of Object.entries(this.outbox.waiting)) {
      const question = this.questions.get(number);
      if (!question || seq <= question.seq) this.outbox.drop(number, seq);
      else {
        question.takeBack(given, { flagged, confidence });
        question.reached(seq);
      }
    }
  }

  listen() {
    this.form.addEventListener("change", (event) => this.changed(element(event)));
    this.form.addEventListener("input", (event) => this.typed(element(event)));
    addEventListener("pagehide", () => this.changed(this.typing));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("keydown", (event) => this.entered(event));
    this.status.addEventListener("click", (event) => {
      if (element(event).matches("a")) this.leaving = true;  // what waits is kept here
    });
    addEventListener("online", () => this.again());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.changed(this.typing);
      else this.again();
    });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    addEventListener("beforeunload", (event) => { if (!this.leaving && !this.outbox.empty) event.preventDefault(); });
  }

  /** Somebody types: what stands there after a pause is an answer.
   * @param {Element} field */
  typed(field) {
    if (!field.matches("input[type=text], textarea")) return;
    if (this.typing !== field) this.changed(this.typing);
    this.typing = field;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.changed(field), PAUSE);
  }

  /** @param {Element} [field] */
  changed(field) {
    if (field === this.typing) {
      clearTimeout(this.pause);
      this.typing = undefined;
    }
    const question = this.questions.get(field?.closest("[data-question]")?.getAttribute("data-question") ?? "");
    if (!question || question.all === question.told) return;
    question.told = question.all;
    this.outbox.put(question.number, question.seq, question.given, question.beside);
    question.reached(this.outbox.seq[question.number]);
    this.count();
    this.again();
  }

  /** Enter in a line of text is an answer: it does not send the whole form.
   * @param {KeyboardEvent} event */
  entered(event) {
    if (event.key !== "Enter" || !element(event).matches("input[type=text]")) return;
    event.preventDefault();
    this.changed(element(event));
  }

  /** Leave by a button once the server has every answer; without a connection, or with one to mend, stay here.
   * Whoever presses again sends the form as it is: it carries every answer itself.
   * @param {SubmitEvent} event */
  async submit(event) {
    if (this.leaving) return;
    event.preventDefault();
    if (this.submitting) return;
    this.submitting = true;
    await new Promise((resolve) => setTimeout(resolve));  // a form sends nothing while its submit event is on its way
    const all = await this.flush();
    this.submitting = false;
    const mend = [...this.trouble].find(([, seq]) => seq !== Infinity);
    if (mend) this.questions.get(mend[0])?.fields[0]?.focus();
    else if (!navigator.onLine) this.tell(all ? this.say.sayOffline : this.say.sayKept, undefined, true);
    else if (all || this.pressed) {
      this.leaving = true;
      this.form.requestSubmit(event.submitter);
    } else this.pressed = true;
  }

  count() {
    const done = this.locked + [...this.questions.values()].filter((each) => each.answered).length;
    this.meter.value = done;
    const told = this.say.sayAnswered.replace("{done}", String(done)).replace("{count}", String(this.meter.max));
    /** @type {HTMLElement} */ (this.form.querySelector(".answered")).textContent = told;
  }

  again() {
    clearTimeout(this.timer);
    this.delay = FIRST_DELAY;
    this.send();
  }

  /** Send what waits, one answer after the other; a refusal is told, a failure is tried again. */
  async send() {
    if (this.sending || this.asking) return;
    this.sending = true;
    while (!this.outbox.empty) {
      const number = this.outbox.next;
      this.tell(this.say.saySaving);
      if (!(await this.sendOne(number, this.outbox.letter(number)))) break;
    }
    this.sending = false;
  }

  /** Send what waits, and what is being typed; whether all of it has arrived. */
  async flush() {
    this.changed(this.typing);
    while (this.sending) await new Promise((resolve) => setTimeout(resolve, 50));
    await this.send();
    return this.outbox.empty;
  }

  /** No answer can be given any more. */
  end() {
    this.changed(this.typing);
    this.leaving = true;
    for (const { fieldset } of this.questions.values()) fieldset.disabled = true;
  }

  /** Send one answer; whether the next one may follow.
   * @param {string} number @param {Letter} letter */
  async sendOne(number, letter) {
    const delivered = await deliver(this.action, this.token.value, number, letter).catch(() => null);
    if (!delivered) return this.later();
    const { ok, status, reply } = delivered;
    return ok ? this.acknowledged(number, letter.seq, reply) : this.refused(number, letter.seq, status, reply);
  }

  /** @param {string} number @param {number} seq @param {Reply} answer */
  acknowledged(number, seq, answer) {
    this.outbox.drop(number, seq);
    if (this.outbox.seq[number] === seq) this.questions.get(number)?.acknowledged(seq);
    this.delay = FIRST_DELAY;
    this.renewed = false;
    if (answer.left !== undefined) this.countdown?.anchor(answer.left, answer.left_with_grace ?? answer.left);
    if (answer.late) {
      this.trouble.set(number, Infinity);
      this.tell(answer.message, { href: this.action, text: this.say.sayWayOn }, true);
      return true;
    }
    if ((this.trouble.get(number) ?? Infinity) < seq) this.trouble.delete(number);
    if (this.outbox.empty && !this.trouble.size) this.tell(this.say.saySaved.replace("{time}", answer.shown));
    return true;
  }

  /** @param {string} number @param {number} seq @param {number} status @param {Reply} answer */
  refused(number, seq, status, answer) {
    if (status === 401) return this.signedOut();
    if (status === 404) return this.gone();
    if (status === 409 || status === 413 || status === 422) {  // it will never be taken: say why, and go on
      const overtaken = status === 409;  // otherwise it can be mended where it stands
      this.trouble.set(number, overtaken ? Infinity : seq);
      this.outbox.drop(number, seq);
      const question = this.questions.get(number);
      const way = { href: answer.way_on || location.href, text: this.say.sayWayOn };
      if (overtaken) question?.reached(question.seq);
      this.tell(answer.message, overtaken ? way : undefined, true);
      return true;
    }
    if (status === 400 && !this.renewed) {  // signed in anew elsewhere: this page needs the new token
      this.renew();
      return false;
    }
    if (status === 400 || status === 403) {
      this.tell(answer.message, { href: location.href, text: this.say.sayWayOn });
      return false;
    }
    return this.later();
  }

  gone() {
    this.tell(this.say.sayGone);
    return false;
  }

  signedOut() {
    this.renewed = false;
    this.tell(this.say.saySignedOut, { href: this.say.signIn, text: this.say.saySignIn });
    this.signIn();
    return false;
  }

  /** Ask who it is, in place; then go on sending. */
  async signIn() {
    if (this.asking) return;
    this.asking = true;
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("sign-in-again"));
    const token = await signInAgain(dialog);
    this.asking = false;
    this.goOn(token);
  }

  async renew() {
    this.renewed = true;
    try {
      const token = await freshToken(this.action);
      if (token) this.goOn(token);
      else if (token === null) this.gone();
      else this.signedOut();
    } catch {
      this.later();
    }
  }

  /** @param {string} token */
  goOn(token) {
    if (!token) return;
    this.token.value = token;
    this.again();
  }

  later() {
    this.tell(this.say.sayKept);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
    return false;
  }

  /** @param {string} words @param {Way} [link] */
  tell(words, link, refusal = false) {
    if (this.trouble.size && !link && !refusal) return;  // what could not be saved stays in sight
    this.status.textContent = words;
    this.status.classList.toggle("waits", words === this.say.sayKept || refusal || Boolean(link));
    if (!link) return;
    const way = Object.assign(document.createElement("a"), { href: link.href, textContent: link.text });
    this.status.append(" ", way);
  }
}

/** @param {Event} event */
function element(event) { return /** @type {Element} */ (event.target); }

const form = /** @type {HTMLFormElement?} */ (document.getElementById("attempt"));
if (form) new Attempt(form);
