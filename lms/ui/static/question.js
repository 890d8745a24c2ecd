// A question of an attempt, as it stands on the page.

/** One question on the page: its fields, and what was chosen in them. */
export class Question {
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.number = fieldset.dataset.question;
    this.seq = Number(fieldset.dataset.seq);
    this.sent = fieldset.querySelector(`[name=seq${this.number}]`);  // by it the whole form knows what it has seen
    this.prefix = `q${this.number}.`;
    this.fields = [...fieldset.elements].filter((field) => field.name?.startsWith(this.prefix));
    this.flag = fieldset.querySelector(`[name=flag${this.number}]`);
    this.sure = [...fieldset.querySelectorAll(`[name=sure${this.number}]`)];
    this.told = this.all;
  }

  /** Everything that the server knows or is to know of it. */
  get all() { return JSON.stringify([this.given, this.beside]); }

  get beside() {
    return { flagged: Boolean(this.flag?.checked), confidence: this.sure.find((each) => each.checked)?.value ?? "" };
  }

  set beside({ flagged, confidence }) {
    if (this.flag) this.flag.checked = Boolean(flagged);
    for (const each of this.sure) each.checked = each.value === confidence;
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

  takeBack(given, beside) {
    this.given = given;
    this.beside = beside;
    this.told = this.all;
    this.fieldset.dispatchEvent(new Event("filled", { bubbles: true }));
  }

  get answered() {
    const given = this.given;
    return this.fields.every((field) => given[this.name(field)] && !field.matches("[aria-invalid=true]"));
  }

  /** The server has the answer of this sequence number. */
  acknowledged(seq) {
    this.seq = Math.max(this.seq, seq);
    this.reached(this.seq);
  }

  /** What stands here is the answer of this sequence number. */
  reached(seq) { this.sent.value = seq; }
}
