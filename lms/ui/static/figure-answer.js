// Answering on a figure, by tapping or by the keyboard; nothing is dragged. The selects below the figure hold
// the answer: this script only fills them in, and shows on the figure what they say. It knows the grid, the
// numbers and the landmarks, never what is right.

const PARTS = 3;  // a square of the grid has so many parts across, and down
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Put the script's surface on every figure below `root` that is answered, and show what is filled in. */
function ready(root) {
  for (const pad of root.querySelectorAll("[data-pad]")) {
    const question = pad.closest(".question");
    pad.figureAnswer ??= pad.dataset.labels === undefined ? new Places(question, pad) : new Names(question, pad);
    pad.figureAnswer.show();
  }
}

/** What both ways of answering share: the pad over the drawing, and how it speaks. */
class Surface {
  constructor(question, pad) {
    this.question = question;
    this.pad = pad;
    this.svg = question.querySelector(".drawing > svg");
    this.svg.parentElement.append(pad);
    question.classList.add("has-pad");
    pad.hidden = false;
    for (const each of question.querySelectorAll("[data-scripted]")) each.hidden = false;
    for (const each of question.querySelectorAll("[data-plain]")) each.hidden = true;
    pad.addEventListener("click", (event) => this.tapped(this.point(event)));
    pad.addEventListener("keydown", (event) => this.pressed(event));
    question.addEventListener("change", () => this.show());
  }

  /** Where the pointer is, in the figure's own units. */
  point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.moved(...arrow, event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.put();
    else return;
    event.preventDefault();
  }

  say(words) { this.question.querySelector(".figure-said").textContent = words; }

  /** Fill in a select as a hand would, so that the page saves it. */
  fill(select, value) {
    select.value = String(value);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** One or more marks on the places of a grid. */
class Places extends Surface {
  constructor(question, pad) {
    super(question, pad);
    const { left, top, step, columns, rows, parts, landmarks } = pad.dataset;
    Object.assign(this, { left: +left, top: +top, fine: step / PARTS });
    this.most = [columns * PARTS - 1, rows * PARTS - 1];
    this.parts = parts.split("|");
    this.landmarks = new Map(JSON.parse(landmarks).map(([name, square]) => [square, name]));
    this.marks = [...question.querySelectorAll("[data-mark]")];
    this.cursor = [columns, rows].map((count) => Math.floor(count / 2) * PARTS + 1);
    this.active = Math.max(0, this.marks.findIndex((mark) => !this.at(mark)));
    this.listen();
  }

  listen() {
    for (const [index, mark] of this.marks.entries()) {
      const button = mark.querySelector("[data-choose]");
      button.hidden = this.marks.length < 2;
      button.addEventListener("click", () => this.choose(index));
    }
    for (const button of this.question.querySelectorAll("[data-nudge]")) {
      button.addEventListener("click", () => this.nudge(...button.dataset.nudge.split(" ").map(Number)));
    }
    const rule = this.question.querySelector("[data-rule]");
    rule.addEventListener("click", () => {
      rule.setAttribute("aria-pressed", this.question.classList.toggle("with-grid"));
    });
    this.pad.addEventListener("focus", () => this.pointAt(this.at(this.marks[this.active]) ?? this.cursor));
    this.pad.addEventListener("blur", () => this.show());
  }

  choose(index) {
    this.active = index;
    this.show();
    this.pad.focus();
  }

  /** Across and down in parts of squares, as the selects of a mark say; nothing while one is open. */
  at(mark) {
    const [column, row, part] = [...mark.querySelectorAll("select")].map((select) => select.value);
    if (column === "" || row === "") return null;
    return [column * PARTS + part % PARTS, row * PARTS + Math.floor(part / PARTS)];
  }

  tapped({ x, y }) {
    this.pointAt([(x - this.left) / this.fine, (y - this.top) / this.fine].map(Math.floor));
    this.put();
  }

  /** A step of a whole square, from middle to middle, or of one part of it. */
  moved(across, down, small) {
    const middle = (index) => Math.floor(index / PARTS) * PARTS + 1;
    const from = small ? this.cursor : this.cursor.map(middle);
    const length = small ? 1 : PARTS;
    this.pointAt([from[0] + across * length, from[1] + down * length]);
  }

  nudge(across, down) {
    const from = this.at(this.marks[this.active]) ?? this.cursor;
    this.pointAt([from[0] + across, from[1] + down]);
    this.put(false);
  }

  pointAt(place) {
    this.cursor = place.map((index, axis) => Math.min(Math.max(index, 0), this.most[axis]));
    this.show();
    this.say(this.words(this.cursor));
  }

  /** Place the active mark where the cursor is; then it is the turn of the next one that has no place. */
  put(next = true) {
    const mark = this.marks[this.active], [across, down] = this.cursor;
    const selects = mark.querySelectorAll("select");
    const values = [Math.floor(across / PARTS), Math.floor(down / PARTS), (down % PARTS) * PARTS + across % PARTS];
    selects.forEach((select, index) => { select.value = String(values[index]); });
    this.fill(selects[0], values[0]);
    const { sayPlaced } = this.pad.dataset;
    const label = mark.querySelector("legend").textContent.trim();
    this.say(sayPlaced.replace("{mark}", label).replace("{place}", this.words(this.cursor)));
    const open = this.marks.findIndex((each) => !this.at(each));
    if (next && open >= 0) this.active = open;
    this.show();
  }

  words([across, down]) {
    const square = String.fromCharCode(65 + Math.floor(across / PARTS)) + (Math.floor(down / PARTS) + 1);
    const part = this.parts[(down % PARTS) * PARTS + across % PARTS];
    const said = this.pad.dataset.sayAt.replace("{square}", square).replace("{part}", part);
    const name = this.landmarks.get(square);
    return name ? `${said}; ${this.pad.dataset.sayNear.replace("{name}", name)}` : said;
  }

  /** The middle of a part, in the figure's own units. */
  middle([across, down]) {
    return [this.left + (across + .5) * this.fine, this.top + (down + .5) * this.fine];
  }

  show() {
    const places = this.marks.map((mark) => this.at(mark));
    for (const [index, place] of places.entries()) {
      move(this.svg.querySelector(`[data-pin="${index}"]`), place && this.middle(place));
      const button = this.marks[index].querySelector("[data-choose]");
      button.setAttribute("aria-pressed", index === this.active);
    }
    move(this.svg.querySelector("[data-cursor]"), this.pad.matches(":focus") && this.middle(this.cursor));
    const way = this.svg.querySelector("[data-way]");
    if (!way) return;
    way.toggleAttribute("hidden", places.includes(null));
    if (places.includes(null)) return;
    const [[x1, y1], [x2, y2]] = places.map((place) => this.middle(place));
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) way.setAttribute(name, value);
  }
}

/** Names for numbers on the figure. */
class Names extends Surface {
  constructor(question, pad) {
    super(question, pad);
    this.numbers = [...this.svg.querySelectorAll("[data-number]")];
    this.selects = [...question.querySelectorAll(".figure-list select")];
    this.buttons = [...question.querySelectorAll("[data-name]")];
    this.active = 0;
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        this.chosen = this.chosen === button ? undefined : button;
        this.show();
      });
    }
    pad.addEventListener("focus", () => { this.show(); this.tell(); });
    pad.addEventListener("blur", () => this.show());
  }

  /** The number nearest to a tap: no number is too small to be hit. */
  tapped({ x, y }) {
    const far = ({ dataset }) => Math.hypot(dataset.x - x, dataset.y - y);
    this.active = this.numbers.indexOf(this.numbers.reduce((one, other) => (far(other) < far(one) ? other : one)));
    this.put();
  }

  moved(across, down) {
    this.active = (this.active + across + down + this.numbers.length) % this.numbers.length;
    this.show();
    this.tell();
  }

  put() {
    if (this.chosen) this.fill(this.selects[this.active], this.chosen.dataset.name);
    this.tell(this.chosen ? "" : ` ${this.pad.dataset.sayChoose}`);
    this.chosen = undefined;
    this.show();
  }

  tell(more = "") {
    const { sayNumber, sayEmpty } = this.pad.dataset;
    const select = this.selects[this.active];
    const name = select.value === "" ? sayEmpty : select.selectedOptions[0].textContent;
    this.say(sayNumber.replace("{number}", this.active + 1).replace("{name}", name) + more);
  }

  show() {
    const focused = this.pad.matches(":focus");
    this.numbers.forEach((number, index) => {
      number.classList.toggle("is-named", this.selects[index].value !== "");
      number.classList.toggle("is-active", focused && index === this.active);
    });
    const used = new Set(this.selects.map((select) => select.value));
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", button === this.chosen);
      button.classList.toggle("is-used", used.has(button.dataset.name));
    }
  }
}

function move(shape, place) {
  shape.toggleAttribute("hidden", !place);
  if (place) shape.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
}

document.addEventListener("filled", (event) => ready(event.target));
ready(document);  // down here: a class is not there before its line
