// An attempt: each change is saved at once. What is not acknowledged yet is kept on this device
// (only which positions were chosen, never a text), and sent again until it is.

const FIRST_DELAY = 1000, LONGEST_DELAY = 30000, TIMEOUT = 15000;
const KEY = "palpate:attempt:", KEPT_FOR = 30 * 24 * 3600 * 1000;

/** The answers that are not acknowledged yet, and the last sequence number of each question. */
class Outbox {
  constructor(attempt) {
    this.key = KEY + attempt;
    this.forgetOld();
    const kept = read(this.key);
    this.seq = kept?.seq ?? {};
    this.waiting = kept?.waiting ?? {};
  }

  put(question, known, given) {
    this.seq[question] = Math.max(known, this.seq[question] ?? 0) + 1;
    this.waiting[question] = { seq: this.seq[question], given };
    this.keep();
  }

  drop(question, seq) {
    if (this.waiting[question]?.seq === seq) delete this.waiting[question];
    this.keep();
  }

  get next() { return Object.keys(this.waiting)[0]; }

  get empty() { return this.next === undefined; }

  keep() {
    try {
      if (this.empty) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), seq: this.seq, waiting: this.waiting }));
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

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

/** One question on the page: its fields, and what was chosen in them. */
class Question {
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.number = fieldset.dataset.question;
    this.seq = Number(fieldset.dataset.seq);
    this.prefix = `q${this.number}.`;
    this.fields = [...fieldset.elements].filter((field) => field.name?.startsWith(this.prefix));
  }

  name(field) { return field.name.slice(this.prefix.length); }

  get given() {
    const given = {};
    for (const field of this.fields) {
      const chosen = field.type === "radio" || field.type === "checkbox" ? field.checked : field.value !== "";
      if (chosen) (given[this.name(field)] ??= []).push(field.value);
    }
    return given;
  }

  set given(given) {
    for (const field of this.fields) {
      const values = given[this.name(field)] ?? [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
  }

  get answered() {
    const given = this.given;
    return this.fields.every((field) => given[this.name(field)]);
  }
}

class Attempt {
  constructor(form) {
    this.form = form;
    this.say = form.dataset;
    this.status = form.querySelector(".save-state");
    this.questions = new Map([...form.querySelectorAll("[data-question]")].map((each) => {
      const question = new Question(each);
      return [question.number, question];
    }));
    this.locked = Number(form.querySelector("progress").max) - this.questions.size;
    this.outbox = new Outbox(form.dataset.attempt);
    this.delay = FIRST_DELAY;
    form.querySelector(".save").hidden = true;
    this.takeBack();
    this.listen();
    this.count();
    this.send();
  }

  /** Put answers of an earlier visit, that the server does not have yet, back on the page. */
  takeBack() {
    for (const [number, { seq, given }] of Object.entries(this.outbox.waiting)) {
      const question = this.questions.get(number);
      if (question && seq > question.seq) question.given = given;
      else this.outbox.drop(number, seq);
    }
  }

  listen() {
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("submit", () => { this.leaving = true; });  // the form carries every answer itself
    this.status.addEventListener("click", (event) => { if (event.target.href) this.leaving = true; });  // kept here
    addEventListener("online", () => this.again());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.again(); });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    addEventListener("beforeunload", (event) => { if (!this.leaving && !this.outbox.empty) event.preventDefault(); });
  }

  changed(field) {
    const question = this.questions.get(field.closest("[data-question]")?.dataset.question);
    if (!question) return;
    this.outbox.put(question.number, question.seq, question.given);
    this.count();
    this.again();
  }

  count() {
    const done = this.locked + [...this.questions.values()].filter((each) => each.answered).length;
    const meter = this.form.querySelector("progress");
    meter.value = done;
    this.form.querySelector(".answered").textContent =
      this.say.sayAnswered.replace("{done}", done).replace("{count}", meter.max);
  }

  again() {
    clearTimeout(this.timer);
    this.delay = FIRST_DELAY;
    this.send();
  }

  /** Send what waits, one answer after the other; a refusal is told, a failure is tried again. */
  async send() {
    if (this.sending) return;
    this.sending = true;
    while (!this.outbox.empty) {
      const number = this.outbox.next;
      this.tell(this.say.saySaving);
      if (!(await this.sendOne(number, this.outbox.waiting[number]))) break;
    }
    this.sending = false;
  }

  async sendOne(number, { seq, given }) {
    let response, answer;
    try {
      response = await fetch(`${this.form.getAttribute("action")}/answers/${number}`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Accept": "application/json",
          "X-CSRFToken": this.form.elements.csrf_token.value,
        },
        body: JSON.stringify({ seq, given }),
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = await response.json();
    } catch {
      return this.later();
    }
    if (response.ok) return this.acknowledged(number, seq, answer);
    return this.refused(number, seq, response.status, answer);
  }

  acknowledged(number, seq, answer) {
    this.outbox.drop(number, seq);
    this.delay = FIRST_DELAY;
    if (this.outbox.empty && !this.trouble) this.tell(this.say.saySaved.replace("{time}", answer.shown));
    return true;
  }

  refused(number, seq, status, answer) {
    if (status === 401) {
      this.tell(this.say.saySignedOut, { href: this.say.signIn, text: this.say.saySignIn });
      return false;
    }
    if (status === 404) {
      this.tell(this.say.sayGone);
      return false;
    }
    if (status === 409 || status === 413 || status === 422) {  // it will never be taken: say why, and go on
      this.trouble = true;
      this.outbox.drop(number, seq);
      this.tell(answer.message, { href: answer.way_on || location.href, text: this.say.sayWayOn });
      return true;
    }
    if (status === 400 || status === 403) {  // signed in anew elsewhere: a reload brings a new token
      this.tell(answer.message, { href: location.href, text: this.say.sayWayOn });
      return false;
    }
    return this.later();
  }

  later() {
    this.tell(this.say.sayKept);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
    return false;
  }

  tell(words, link) {
    if (this.trouble && !link) return;  // what could not be saved stays in sight
    this.status.textContent = words;
    this.status.classList.toggle("waits", words === this.say.sayKept || Boolean(link));
    if (!link) return;
    const way = Object.assign(document.createElement("a"), { href: link.href, textContent: link.text });
    this.status.append(" ", way);
  }
}

const form = document.getElementById("attempt");
if (form) new Attempt(form);
