// Answering on a figure, by tapping or by the keyboard; nothing is dragged. The selects below the figure hold
// the answer: this script only fills them in, and shows on the figure what they say. It knows the grid, the
// numbers and the landmarks, never what is right.

const PARTS = 3;  // a square of the grid has so many parts across, and down
/** Across and down.
 * @typedef {[number, number]} Pair */
/** @type {Record<string, Pair>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The figures that have their surface already, by its pad.
 * @type {WeakMap<HTMLElement, Places | Names>} */
const made = new WeakMap();

/** Put the script's surface on every figure below `root` that is answered, and show what is filled in.
 * @param {ParentNode} root */
function ready(root) {
  for (const pad of elements(root, "[data-pad]")) {
    const question = /** @type {HTMLElement} */ (pad.closest(".question"));
    const Kind = pad.dataset.labels === undefined ? Places : Names;
    const surface = made.get(pad) ?? new Kind(question, pad);
    made.set(pad, surface);
    surface.show();
  }
}

/** What both ways of answering share: the pad over the drawing, and how it speaks. */
class Surface {
  /** @param {HTMLElement} question @param {HTMLElement} pad */
  constructor(question, pad) {
    this.question = question;
    this.pad = pad;
    this.words = /** @type {Record<string, string>} */ (pad.dataset);
    this.svg = /** @type {SVGSVGElement} */ (question.querySelector(".drawing > svg"));
    this.svg.parentElement?.append(pad);
    question.classList.add("has-pad");
    pad.hidden = false;
    for (const each of elements(question, "[data-scripted]")) each.hidden = false;
    for (const each of elements(question, "[data-plain]")) each.hidden = true;
    pad.addEventListener("click", (event) => this.tapped(this.point(event)));
    pad.addEventListener("keydown", (event) => this.pressed(event));
    question.addEventListener("change", () => this.show());
  }

  // What each way of answering does in its own manner: show what the fields say, take a tap or a step, and fill in.
  show() {}
  put() {}

  /** @param {DOMPoint} _point in the figure's own units */
  tapped(_point) {}

  /** @param {number} _across @param {number} _down @param {boolean} _small */
  moved(_across, _down, _small) {}

  /** Where the pointer is, in the figure's own units.
   * @param {MouseEvent} event */
  point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM()?.inverse());
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.moved(...arrow, event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.put();
    else return;
    event.preventDefault();
  }

  /** @param {string} words */
  say(words) { elements(this.question, ".figure-said")[0].textContent = words; }

  /** Fill in a select as a hand would, so that the page saves it.
   * @param {HTMLSelectElement} select @param {number | string} value */
  fill(select, value) {
    select.value = String(value);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** One or more marks on the places of a grid. */
class Places extends Surface {
  /** @param {HTMLElement} question @param {HTMLElement} pad */
  constructor(question, pad) {
    super(question, pad);
    const [columns, rows] = [Number(this.words.columns), Number(this.words.rows)];
    this.left = Number(this.words.left);
    this.top = Number(this.words.top);
    this.fine = Number(this.words.step) / PARTS;
    this.most = [columns * PARTS - 1, rows * PARTS - 1];
    this.parts = this.words.parts.split("|");
    /** @type {[string, string][]} */
    const landmarks = JSON.parse(this.words.landmarks);
    this.landmarks = new Map(landmarks.map(([name, square]) => [square, name]));
    this.marks = [...elements(question, "[data-mark]")];
    /** @type {Pair} */
    this.cursor = [middleOf(columns), middleOf(rows)];
    this.active = Math.max(0, this.marks.findIndex((mark) => !this.at(mark)));
    this.listen();
  }

  listen() {
    for (const [index, mark] of this.marks.entries()) {
      const [button] = elements(mark, "[data-choose]");
      button.hidden = this.marks.length < 2;
      button.addEventListener("click", () => this.choose(index));
    }
    for (const button of elements(this.question, "[data-nudge]")) {
      const [across, down] = String(button.dataset.nudge).split(" ").map(Number);
      button.addEventListener("click", () => this.nudge(across, down));
    }
    const [rule] = elements(this.question, "[data-rule]");
    rule.addEventListener("click", () => {
      rule.setAttribute("aria-pressed", String(this.question.classList.toggle("with-grid")));
    });
    this.pad.addEventListener("focus", () => this.pointAt(this.at(this.marks[this.active]) ?? this.cursor));
    this.pad.addEventListener("blur", () => this.show());
  }

  /** @param {number} index */
  choose(index) {
    this.active = index;
    this.show();
    this.pad.focus();
  }

  /** Across and down in parts of squares, as the selects of a mark say; nothing while one is open.
   * @param {HTMLElement} mark
   * @returns {Pair?} */
  at(mark) {
    const values = [...mark.querySelectorAll("select")].map((select) => select.value);
    if (values[0] === "" || values[1] === "") return null;
    const [column, row, part] = values.map(Number);
    return [column * PARTS + part % PARTS, row * PARTS + Math.floor(part / PARTS)];
  }

  /** @param {DOMPoint} point */
  tapped({ x, y }) {
    this.pointAt([Math.floor((x - this.left) / this.fine), Math.floor((y - this.top) / this.fine)]);
    this.put();
  }

  /** A step of a whole square, from middle to middle, or of one part of it.
   * @param {number} across @param {number} down @param {boolean} small */
  moved(across, down, small) {
    const middle = (/** @type {number} */ index) => Math.floor(index / PARTS) * PARTS + 1;
    const from = small ? this.cursor : this.cursor.map(middle);
    const length = small ? 1 : PARTS;
    this.pointAt([from[0] + across * length, from[1] + down * length]);
  }

  /** @param {number} across @param {number} down */
  nudge(across, down) {
    const from = this.at(this.marks[this.active]) ?? this.cursor;
    this.pointAt([from[0] + across, from[1] + down]);
    this.put(false);
  }

  /** @param {Pair} place */
  pointAt(place) {
    const [across, down] = place.map((index, axis) => Math.min(Math.max(index, 0), this.most[axis]));
    this.cursor = [across, down];
    this.show();
    this.say(this.told(this.cursor));
  }

  /** Place the active mark where the cursor is; then it is the turn of the next one that has no place. */
  put(next = true) {
    const mark = this.marks[this.active], [across, down] = this.cursor;
    const selects = mark.querySelectorAll("select");
    const values = [Math.floor(across / PARTS), Math.floor(down / PARTS), (down % PARTS) * PARTS + across % PARTS];
    selects.forEach((select, index) => { select.value = String(values[index]); });
    this.fill(selects[0], values[0]);
    const label = String(mark.querySelector("legend")?.textContent).trim();
    this.say(this.words.sayPlaced.replace("{mark}", label).replace("{place}", this.told(this.cursor)));
    const open = this.marks.findIndex((each) => !this.at(each));
    if (next && open >= 0) this.active = open;
    this.show();
  }

  /** A place in words. @param {Pair} place */
  told([across, down]) {
    const square = String.fromCharCode(65 + Math.floor(across / PARTS)) + (Math.floor(down / PARTS) + 1);
    const part = this.parts[(down % PARTS) * PARTS + across % PARTS];
    const said = this.words.sayAt.replace("{square}", square).replace("{part}", part);
    const name = this.landmarks.get(square);
    return name ? `${said}; ${this.words.sayNear.replace("{name}", name)}` : said;
  }

  /** The middle of a part, in the figure's own units.
   * @param {Pair} place
   * @returns {Pair} */
  middle([across, down]) {
    return [this.left + (across + .5) * this.fine, this.top + (down + .5) * this.fine];
  }

  show() {
    const places = this.marks.map((mark) => this.at(mark));
    for (const [index, place] of places.entries()) {
      move(this.svg.querySelector(`[data-pin="${index}"]`), place && this.middle(place));
      const [button] = elements(this.marks[index], "[data-choose]");
      button.setAttribute("aria-pressed", String(index === this.active));
    }
    move(this.svg.querySelector("[data-cursor]"), this.pad.matches(":focus") ? this.middle(this.cursor) : null);
    const way = this.svg.querySelector("[data-way]");
    if (!way) return;
    const [from, to] = places;
    way.toggleAttribute("hidden", !(from && to));
    if (!(from && to)) return;
    const [[x1, y1], [x2, y2]] = [this.middle(from), this.middle(to)];
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) way.setAttribute(name, String(value));
  }
}

/** Names for numbers on the figure. */
class Names extends Surface {
  /** @param {HTMLElement} question @param {HTMLElement} pad */
  constructor(question, pad) {
    super(question, pad);
    /** @type {NodeListOf<SVGElement>} */
    const numbers = this.svg.querySelectorAll("[data-number]");
    /** @type {NodeListOf<HTMLSelectElement>} */
    const selects = question.querySelectorAll(".figure-list select");
    this.numbers = [...numbers];
    this.selects = [...selects];
    this.buttons = [...elements(question, "[data-name]")];
    this.active = 0;
    /** @type {HTMLElement | undefined} */
    this.chosen = undefined;
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        this.chosen = this.chosen === button ? undefined : button;
        this.show();
      });
    }
    pad.addEventListener("focus", () => { this.show(); this.tell(); });
    pad.addEventListener("blur", () => this.show());
  }

  /** The number nearest to a tap: no number is too small to be hit.
   * @param {DOMPoint} point */
  tapped({ x, y }) {
    /** @param {SVGElement} number */
    const far = ({ dataset }) => Math.hypot(Number(dataset.x) - x, Number(dataset.y) - y);
    this.active = this.numbers.indexOf(this.numbers.reduce((one, other) => (far(other) < far(one) ? other : one)));
    this.put();
  }

  /** @param {number} across @param {number} down */
  moved(across, down) {
    this.active = (this.active + across + down + this.numbers.length) % this.numbers.length;
    this.show();
    this.tell();
  }

  put() {
    if (this.chosen) this.fill(this.selects[this.active], this.chosen.dataset.name ?? "");
    this.tell(this.chosen ? "" : ` ${this.words.sayChoose}`);
    this.chosen = undefined;
    this.show();
  }

  tell(more = "") {
    const { sayNumber, sayEmpty } = this.words;
    const select = this.selects[this.active];
    const name = select.value === "" ? sayEmpty : select.selectedOptions[0].textContent;
    this.say(sayNumber.replace("{number}", String(this.active + 1)).replace("{name}", name) + more);
  }

  show() {
    const focused = this.pad.matches(":focus");
    this.numbers.forEach((number, index) => {
      number.classList.toggle("is-named", this.selects[index].value !== "");
      number.classList.toggle("is-active", focused && index === this.active);
    });
    const used = new Set(this.selects.map((select) => select.value));
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button === this.chosen));
      button.classList.toggle("is-used", used.has(button.dataset.name ?? ""));
    }
  }
}

/** @param {Element?} shape @param {Pair?} place */
function move(shape, place) {
  shape?.toggleAttribute("hidden", !place);
  if (place) shape?.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
}

/** The middle part of the middle square of so many. @param {number} count */
function middleOf(count) { return Math.floor(count / 2) * PARTS + 1; }

/** @param {ParentNode} root @param {string} which @returns {NodeListOf<HTMLElement>} */
function elements(root, which) { return root.querySelectorAll(which); }

document.addEventListener("filled", (event) => ready(/** @type {HTMLElement} */ (event.target)));
ready(document);  // down here: a class is not there before its line
