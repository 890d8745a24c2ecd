// Steps to put in order. Each has a select for its place; with this script the step is a button instead: pressed, it
// takes the lowest free place, or gives its own back. A digit names the place. A chosen place never moves: only its
// own step changes it. The selects keep the answer, and tell it like any other change of a field.

/** The lists that have their buttons already.
 * @type {WeakMap<HTMLElement, Ordering>} */
const made = new WeakMap();

/** Make buttons of the steps of every list below `root`, and show what is filled in.
 * @param {ParentNode} root */
function ready(root) {
  for (const box of elements(root, "[data-ordering]")) {
    const ordering = made.get(box) ?? new Ordering(box);
    made.set(box, ordering);
    ordering.show();
  }
}

class Ordering {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.say = /** @type {Record<string, string>} */ (box.dataset);
    this.selects = [...box.querySelectorAll("select")];
    this.buttons = this.selects.map(buttonFor);
    for (const [step, { button }] of this.buttons.entries()) {
      button.addEventListener("click", () => this.pressed(step));
      button.addEventListener("keydown", (event) => this.typed(step, event));
    }
    box.querySelector("[data-clear]")?.addEventListener("click", () => this.clear());
    for (const each of elements(box, "[data-scripted]")) each.hidden = false;
    for (const each of elements(box, "[data-plain]")) each.hidden = true;
  }

  /** The place of each step as its select has it: "0", "1", …, or "". */
  get places() { return this.selects.map((select) => select.value); }

  /** The first step that has a place; -1 where none has.
   * @param {number} place */
  at(place) { return this.places.indexOf(String(place)); }

  /** @param {string} say @param {number} step @param {number | string} place */
  words(say, step, place) {
    return say.replace("{step}", this.buttons[step].words.textContent ?? "").replace("{place}", counted(place));
  }

  /** @param {number} step */
  pressed(step) {
    if (this.selects[step].value === "") this.put(step, this.selects.findIndex((_, place) => this.at(place) < 0));
    else this.put(step, "");
  }

  /** @param {number} step @param {KeyboardEvent} event */
  typed(step, { key, altKey, ctrlKey, metaKey }) {
    const place = Number(key) - 1;
    if (altKey || ctrlKey || metaKey || !/^[1-9]$/.test(key) || place >= this.selects.length) return;
    const holder = this.at(place);
    if (holder < 0) this.put(step, place);
    else this.show(this.words(this.say.sayTaken, holder, place));
  }

  /** @param {number} step @param {number | ""} place */
  put(step, place) {
    this.selects[step].value = String(place);
    this.show(this.words(place === "" ? this.say.sayUndone : this.say.sayPlaced, step, place));
    this.tell(this.selects[step]);
  }

  clear() {
    for (const select of this.selects) select.value = "";
    this.show(this.say.sayCleared);
    this.tell(this.selects[0]);
  }

  /** @param {HTMLSelectElement} select */
  tell(select) { select.dispatchEvent(new Event("change", { bubbles: true })); }

  /** Show what the selects say; `words` are about what was just done. */
  show(words = "") {
    const places = this.places, placed = places.filter((place) => place !== "");
    const twice = this.selects.map((_, place) => String(place))
      .filter((place) => placed.indexOf(place) < placed.lastIndexOf(place));
    for (const [step, place] of places.entries()) {
      const { button, badge } = this.buttons[step], has = place !== "";
      badge.textContent = has ? counted(place) : "";
      button.setAttribute("aria-pressed", String(has));
      button.setAttribute("aria-label", this.words(has ? this.say.sayPlaced : "{step}", step, place));
      this.selects[step].setAttribute("aria-invalid", String(twice.includes(place)));
    }
    const soFar = this.say.saySoFar.replace("{done}", String(placed.length)).replace("{all}", String(places.length));
    const doubled = twice.map((place) => this.say.sayTwice.replace("{place}", counted(place)));
    const lines = [words, placed.length ? [soFar, ...doubled].join(" ") : ""].map((textContent) =>
      Object.assign(document.createElement("span"), { textContent }));
    this.box.querySelector(".ordering-said")?.replaceChildren(lines[0], " ", lines[1]);
    this.tellWhole(placed.length === places.length && !twice.length);
  }

  /** Once every step has a place, the order can be read from first to last.
   * @param {boolean} whole */
  tellWhole(whole) {
    const [told] = elements(this.box, "[data-told]");
    told.hidden = !whole;
    if (!whole) return;
    told.lastElementChild?.replaceChildren(...this.selects.map((_, place) => {
      const { textContent } = this.buttons[this.at(place)].words;
      return Object.assign(document.createElement("li"), { textContent });
    }));
  }
}

/** A button in the place of a select's label: a badge for the number, and the label's words.
 * @param {HTMLSelectElement} select */
function buttonFor(select) {
  const label = select.labels[0];
  const button = Object.assign(document.createElement("button"), { type: "button", className: "step" });
  button.setAttribute("aria-describedby", String(select.getAttribute("aria-describedby")));
  const badge = Object.assign(document.createElement("span"), { className: "seat" });
  const words = Object.assign(document.createElement("span"), { lang: label.lang });
  words.append(...label.childNodes);
  button.append(badge, words);
  label.replaceWith(button);
  select.hidden = true;
  return { button, badge, words };
}

/** A place, counted from one. @param {number | string} place */
function counted(place) { return String(Number(place) + 1); }

/** @param {ParentNode} root @param {string} which @returns {NodeListOf<HTMLElement>} */
function elements(root, which) { return root.querySelectorAll(which); }

document.addEventListener("filled", (event) => ready(/** @type {HTMLElement} */ (event.target)));
ready(document);  // down here: a class is not there before its line
