// Steps to put in order. Each has a select for its place; with this script the step is a button instead: pressed, it
// takes the lowest free place, or gives its own back. A digit names the place. A chosen place never moves: only its
// own step changes it. The selects keep the answer, and tell it like any other change of a field.

/** Make buttons of the steps of every list below `root`, and show what is filled in. */
function ready(root) {
  for (const box of root.querySelectorAll("[data-ordering]")) {
    box.ordering ??= new Ordering(box);
    box.ordering.show();
  }
}

class Ordering {
  constructor(box) {
    this.box = box;
    this.say = box.dataset;
    this.selects = [...box.querySelectorAll("select")];
    this.buttons = this.selects.map(buttonFor);
    for (const [step, button] of this.buttons.entries()) {
      button.addEventListener("click", () => this.pressed(step));
      button.addEventListener("keydown", (event) => this.typed(step, event));
    }
    box.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    for (const each of box.querySelectorAll("[data-scripted]")) each.hidden = false;
    for (const each of box.querySelectorAll("[data-plain]")) each.hidden = true;
  }

  /** The place of each step as its select has it: "0", "1", …, or "". */
  get places() { return this.selects.map((select) => select.value); }

  /** The first step that has a place; -1 where none has. */
  at(place) { return this.places.indexOf(String(place)); }

  words(say, step, place) {
    return say.replace("{step}", this.buttons[step].lastElementChild.textContent).replace("{place}", Number(place) + 1);
  }

  pressed(step) {
    if (this.selects[step].value === "") this.put(step, this.selects.findIndex((_, place) => this.at(place) < 0));
    else this.put(step, "");
  }

  typed(step, { key, altKey, ctrlKey, metaKey }) {
    const place = key - 1;
    if (altKey || ctrlKey || metaKey || !/^[1-9]$/.test(key) || place >= this.selects.length) return;
    const holder = this.at(place);
    if (holder < 0) this.put(step, place);
    else this.show(this.words(this.say.sayTaken, holder, place));
  }

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

  tell(select) { select.dispatchEvent(new Event("change", { bubbles: true })); }

  /** Show what the selects say; `words` are about what was just done. */
  show(words = "") {
    const places = this.places, placed = places.filter((place) => place !== "");
    const twice = this.selects.map((_, place) => String(place))
      .filter((place) => placed.indexOf(place) < placed.lastIndexOf(place));
    for (const [step, place] of places.entries()) {
      const button = this.buttons[step], has = place !== "";
      button.firstElementChild.textContent = has ? Number(place) + 1 : "";
      button.setAttribute("aria-pressed", has);
      button.setAttribute("aria-label", this.words(has ? this.say.sayPlaced : "{step}", step, place));
      this.selects[step].setAttribute("aria-invalid", twice.includes(place));
    }
    const soFar = this.say.saySoFar.replace("{done}", placed.length).replace("{all}", places.length);
    const doubled = twice.map((place) => this.say.sayTwice.replace("{place}", Number(place) + 1));
    const lines = [words, placed.length ? [soFar, ...doubled].join(" ") : ""].map((textContent) =>
      Object.assign(document.createElement("span"), { textContent }));
    this.box.querySelector(".ordering-said").replaceChildren(lines[0], " ", lines[1]);
    this.tellWhole(placed.length === places.length && !twice.length);
  }

  /** Once every step has a place, the order can be read from first to last. */
  tellWhole(whole) {
    const told = this.box.querySelector("[data-told]");
    told.hidden = !whole;
    if (!whole) return;
    told.lastElementChild.replaceChildren(...this.selects.map((_, place) => {
      const { textContent } = this.buttons[this.at(place)].lastElementChild;
      return Object.assign(document.createElement("li"), { textContent });
    }));
  }
}

/** A button in the place of a select's label: a badge for the number, and the label's words. */
function buttonFor(select) {
  const label = select.labels[0];
  const button = Object.assign(document.createElement("button"), { type: "button", className: "step" });
  button.setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
  const badge = Object.assign(document.createElement("span"), { className: "seat" });
  const words = Object.assign(document.createElement("span"), { lang: label.lang });
  words.append(...label.childNodes);
  button.append(badge, words);
  label.replaceWith(button);
  select.hidden = true;
  return button;
}

document.addEventListener("filled", (event) => ready(event.target));
ready(document);  // down here: a class is not there before its line
