// A question of an attempt, as it stands on the page.

/** @import { Beside, Given } from "./outbox.js" */
/** A control that holds an answer, or a part of one.
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** One question on the page: its fields, and what was chosen in them. */
export class Question {
  /** @param {HTMLFieldSetElement} fieldset */
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.number = fieldset.dataset.question ?? "";
    this.seq = Number(fieldset.dataset.seq);
    this.sent = this.inputs("seq")[0];  // by it the whole form knows what it has seen
    this.prefix = `q${this.number}.`;
    const fields = /** @type {Iterable<Field>} */ (fieldset.elements);
    this.fields = [...fields].filter((field) => field.name?.startsWith(this.prefix));
    this.flag = this.inputs("flag")[0];
    this.sure = this.inputs("sure");
    this.told = this.all;
  }

  /** The inputs of this name that stand beside the answer.
   * @param {string} name */
  inputs(name) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const found = this.fieldset.querySelectorAll(`[name=${name}${this.number}]`);
    return [...found];
  }

  /** Everything that the server knows or is to know of it. */
  get all() { return JSON.stringify([this.given, this.beside]); }

  /** @returns {Beside} */
  get beside() {
    return { flagged: Boolean(this.flag?.checked), confidence: this.sure.find((each) => each.checked)?.value ?? "" };
  }

  set beside({ flagged, confidence }) {
    if (this.flag) this.flag.checked = Boolean(flagged);
    for (const each of this.sure) each.checked = each.value === confidence;
  }

  /** @param {Field} field */
  name(field) { return field.name.slice(this.prefix.length); }

  /** @returns {Given} */
  get given() {
    /** @type {Given} */
    const given = {};
    for (const field of this.fields) {
      const name = this.name(field);
      if (isTicked(field) ? field.checked : field.value !== "") given[name] = [...(given[name] ?? []), field.value];
    }
    return given;
  }

  set given(given) {
    for (const field of this.fields) {
      const values = given[this.name(field)] ?? [];
      if (isTicked(field)) field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
  }

  /** Put an answer back that the server does not have.
   * @param {Given} given @param {Beside} beside */
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

  /** The server has the answer of this sequence number.
   * @param {number} seq */
  acknowledged(seq) {
    this.seq = Math.max(this.seq, seq);
    this.reached(this.seq);
  }

  /** What stands here is the answer of this sequence number.
   * @param {number} seq */
  reached(seq) { this.sent.value = String(seq); }
}

/** Whether a field is chosen by a tick, and not by its value.
 * @param {Field} field
 * @returns {field is HTMLInputElement} */
function isTicked(field) { return field.type === "radio" || field.type === "checkbox"; }
