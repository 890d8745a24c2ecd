// A calm clock for a practice question: it tells about how much time is left, can be turned off, and cuts nothing off.

const EVERY = 5;  // seconds between two looks at the clock

class Drill {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.say = /** @type {Record<string, string>} */ (box.dataset);
    this.begin = this.part("[data-start]");
    this.off = this.part("[data-off]");
    this.left = this.part(".drill-left");
    this.timer = 0;
    this.begin.addEventListener("click", () => this.start());
    this.off.addEventListener("click", () => this.stop(this.say.sayOff));
    box.hidden = false;
  }

  /** @param {string} which @returns {HTMLElement} */
  part(which) { return /** @type {HTMLElement} */ (this.box.querySelector(which)); }

  start() {
    const end = performance.now() + Number(this.say.drill) * 1000;
    const tell = () => {
      const left = Math.ceil((end - performance.now()) / 1000 / EVERY) * EVERY;
      if (left <= 0 || !this.box.isConnected) this.stop(this.say.sayOver);
      else this.left.textContent = this.say.sayLeft.replace("{seconds}", String(left));
    };
    this.running(true);
    this.timer = setInterval(tell, EVERY * 1000);
    tell();
  }

  /** @param {string} words */
  stop(words) {
    clearInterval(this.timer);
    this.running(false);
    this.left.textContent = words;
  }

  /** @param {boolean} is */
  running(is) {
    const focused = document.activeElement === this.begin || document.activeElement === this.off;
    this.begin.hidden = is;
    this.off.hidden = !is;
    if (focused) (is ? this.off : this.begin).focus();
  }
}

/** @param {ParentNode} root */
function ready(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const boxes = root.querySelectorAll("[data-drill][hidden]");
  for (const box of boxes) new Drill(box);
}

document.addEventListener("filled", (event) => ready(/** @type {HTMLElement} */ (event.target)));
ready(document);  // down here: a class is not there before its line
