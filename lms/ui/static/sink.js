// Place and sink, live: the hand, the picture, and a trace that is sent as it happens. The model gives the feel here;
// the server replays the trace, and alone decides what it is worth.
import { step } from "./sink-model.js";
import { Picture } from "./sink-picture.js";
import { Post } from "./sink-post.js";
import { ACT, first, restored } from "./sink-state.js";

/** @import { Granted, Run } from "./sink-post.js" */
/** @import { Told } from "./sink-picture.js" */
/** @import { Ground } from "./sink-state.js" */

const RESTING = 60, STEP = 20, LEAP = 100, PER_PIXEL = 3, TICK = 50, LONGEST_FRAME = 400;
/** @type {Record<string, string>} */
const KEYS = {
  ArrowDown: "more", ArrowUp: "less", ArrowRight: "more", ArrowLeft: "less",
  PageDown: "leap", PageUp: "back", Home: "rest",
};
/** @type {Record<string, number>} */
const ACTS = { ask: ACT.ask, ease: ACT.ease, move: ACT.move, off: ACT.off };

class Session {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Told & Granted & { ground: Ground, state?: number[], chunk: number, number: number }} */
    const told = JSON.parse(root.dataset.session ?? "");
    this.ground = told.ground;
    this.state = told.state ? restored(told.state) : first(this.ground, 0);
    this.picture = new Picture(root, told);
    this.target = this.state.pressure;
    this.act = this.y = this.last = this.debt = 0;
    this.done = false;
    /** Where the pointer was set down, and what the hand wanted there.
     * @type {{ y: number, target: number }?} */
    this.held = null;
    this.keys = { ...KEYS };
    this.post = new Post(root, told, this);
    for (const inputs of this.post.kept()) this.replay(inputs);
    this.listen();
  }

  /** Play again what this device has kept and the server has not seen.
   * @param {Run[]} inputs */
  replay(inputs) {
    for (const [count, target, act] of inputs) {
      for (let tick = 0; tick < count; tick += 1) {
        step(this.state, this.ground, target, tick ? 0 : act, this.post.event(this.state.tick + 1));
      }
      this.target = target;
    }
  }

  listen() {
    const [pad] = this.elements("#pad");
    for (const button of this.elements("[data-do]")) {
      const { do: wanted = "" } = button.dataset;
      this.keys[String(button.querySelector("kbd")?.textContent).toLowerCase()] = wanted;
      button.addEventListener("click", () => this.do(wanted));
    }
    this.root.addEventListener("keydown", (event) => this.key(event));
    pad.addEventListener("pointerdown", (event) => this.hold(event, pad));
    pad.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => this.release());
    /** @type {HTMLAnchorElement?} */
    const turns = this.root.querySelector("#to-turns");
    turns?.addEventListener("click", async (event) => {
      event.preventDefault();
      await this.post.settle();
      location.assign(turns.href);
    });
    document.addEventListener("visibilitychange", () => { this.last = 0; });
    addEventListener("pagehide", () => this.post.close());
    addEventListener("online", () => this.post.again());
  }

  /** @param {string} which @returns {NodeListOf<HTMLElement>} */
  elements(which) { return this.root.querySelectorAll(which); }

  /** @param {KeyboardEvent} event */
  key(event) {
    const wanted = this.keys[event.key] ?? this.keys[event.key.toLowerCase()];
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!(event.repeat && wanted in ACTS)) this.do(wanted);
  }

  /** @param {string} wanted */
  do(wanted) {
    if (this.state.over) return;
    if (wanted in ACTS) this.act = ACTS[wanted];
    if (wanted === "ease" || wanted === "move") this.want(Math.floor(this.state.pressure / 2));
    else if (wanted === "off") this.want(0);
    else if (wanted === "more") this.want(this.target ? this.target + STEP : RESTING);
    else if (wanted === "less") this.want(Math.max(this.state.contact ? RESTING : 0, this.target - STEP));
    else if (wanted === "leap") this.want(this.target + LEAP);
    else if (wanted === "back") this.want(Math.max(this.state.contact ? RESTING : 0, this.target - LEAP));
    else if (wanted === "rest") this.want(RESTING);
  }

  /** @param {number} target */
  want(target) {
    this.target = Math.max(0, Math.min(1000, Math.round(target)));
    if (this.held) this.held = { y: this.y, target: this.target };
    this.picture.wants(this.target);
  }

  /** @param {PointerEvent} event @param {HTMLElement} pad */
  hold(event, pad) {
    if (event.button) return;
    pad.setPointerCapture(event.pointerId);
    this.y = event.clientY;
    this.held = { y: this.y, target: Math.max(RESTING, this.target) };
    this.target = this.held.target;
  }

  /** @param {PointerEvent} event */
  draw(event) {
    this.y = event.clientY;
    if (!this.held) return;
    const wanted = this.held.target + (this.y - this.held.y) * PER_PIXEL;
    this.target = Math.max(RESTING, Math.min(1000, Math.round(wanted)));
  }

  release() {
    if (!this.held) return;
    this.held = null;
    this.want(this.state.leaving ? 0 : Math.min(this.target, RESTING));
  }

  start() {
    this.debt = this.last = 0;
    requestAnimationFrame((now) => this.frame(now));
  }

  /** @param {number} now */
  frame(now) {
    if (this.last && !document.hidden) this.debt += Math.min(LONGEST_FRAME, now - this.last);
    this.last = now;
    while (this.debt >= TICK && !this.state.over && this.state.tick < this.post.until) this.tick();
    const waits = this.debt >= TICK && !this.state.over;
    if (waits) this.debt = TICK;
    this.post.waits(waits, now);
    this.picture.draw(this.state);
    if (!this.done) requestAnimationFrame((next) => this.frame(next));
  }

  tick() {
    this.debt -= TICK;
    const act = this.act;
    this.act = 0;
    this.post.note(this.target, act);
    step(this.state, this.ground, this.target, act, this.post.event(this.state.tick + 1));
    if (this.state.tick === this.post.size) document.getElementById("felt")?.remove();  // it cannot be placed anew
    if (this.state.over) this.post.flush();
  }

  /** The server has said that it is over.
   * @param {string} debrief */
  end(debrief) {
    this.done = true;
    this.picture.draw(this.state);
    location.assign(debrief);
  }
}

const root = document.getElementById("live");
if (root) {
  const parts = ["turns", "calm", "anyway"].map((each) => document.getElementById(each));
  const [turns, calm, anyway] = /** @type {HTMLElement[]} */ (parts);
  const begin = () => {
    calm.hidden = turns.hidden = true;
    root.hidden = false;
    new Session(root).start();
  };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    calm.hidden = false;
    anyway.addEventListener("click", begin);
  } else {
    begin();
  }
}
