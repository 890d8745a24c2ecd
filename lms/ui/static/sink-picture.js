// The picture of place and sink: layers that bend under a hand, a breath that goes on, and words beside them.
import { ALERT, REPLY, bed, inhaling, softness } from "./sink-state.js";

/** @import { State } from "./sink-state.js" */
/** What the client shows and says.
 * @typedef {{ alerts: Record<number, { shows: string[], says: string }>, yes: string[], wait: string[] }} Told */

const TOPS = [96, 108, 156, 172, 204, 264];  // of skin, fascia, wall, its weave, deep, muscle
const TIPS = [102, 156, 204, 262];  // where the fingertip is at each gate's depth
const LEFT = 0, RIGHT = 480, CENTRE = 240, FLOOR = 320, AIR = 54;
const RISE = 0.012, GIVE = 0.02, EASE = 0.35, WAVE = { left: 8, right: 472, y: 340, high: 20, ticks: 120 };

export class Picture {
  /** @param {HTMLElement} root @param {Told} told */
  constructor(root, told) {
    this.say = /** @type {Record<string, string>} */ (root.dataset);
    this.told = told;
    /** @param {string} id */
    const part = (id) => /** @type {Element} */ (root.querySelector(`#${id}`));
    this.layers = TOPS.map((_top, index) => part(`layer-${index}`));
    this.hand = part("hand");
    this.beat = part("beat");
    this.bowel = part("bowel");
    this.hardness = part("hardness");
    this.level = part("level");
    this.wave = part("wave");
    this.waveNow = part("wave-now");
    this.pad = part("pad");
    this.client = part("client");
    this.alarm = part("alarm");
    this.bubble = part("bubble");
    this.texts = { tissue: part("tissue"), breath: part("breath"), number: part("number") };
    this.gates = [1, 2, 3, 4].map((gate) => part(`gate-${gate}`));
    this.shown = { tip: TOPS[0] - AIR, breath: 0 };
    this.tick = -1;  // of the state that is drawn
    this.since = this.replies = 0;
    /** The breath of the last ticks.
     * @type {number[]} */
    this.past = [];
  }

  /** Between two ticks the picture goes on by itself, so that it moves in every frame.
   * @param {State} state */
  draw(state) {
    const tip = this.tip(state);
    this.shown.tip += (tip - this.shown.tip) * EASE;
    this.shown.breath += (state.breath - this.shown.breath) * EASE;
    this.bend(state);
    if (state.tick === this.tick) return;
    this.tick = state.tick;
    this.breathes(state);
    this.tells(state);
  }

  /** @param {State} state */
  tip(state) {
    if (!state.contact) return TOPS[0] - AIR;
    const which = Math.min(2, bed(state)), share = (state.depth - which * 1000) / 1000;
    return TIPS[which] + (TIPS[which + 1] - TIPS[which]) * share + state.pressure * GIVE;
  }

  /** @param {State} state */
  bend(state) {
    const { tip, breath } = this.shown, rise = breath * RISE, soft = softness(state);
    const width = 60 + soft * 0.05;
    this.layers.forEach((path, index) => {
      const top = TOPS[index], dip = Math.max(0, tip + (index > 0 ? index * 1.5 : 0) - top);
      const line = curve(top - rise * (1 - index * 0.12), dip, width);
      path.setAttribute("d", index === 3 ? line : `${line}V${FLOOR}H${LEFT}Z`);
    });
    const away = Math.max(0, Math.min(1, (tip - 190) / 60)) * 26;
    this.bowel.setAttribute("transform", `translate(0 ${(away / 4 - rise * 0.5).toFixed(1)})`);
    this.spread(away);
    const y = (tip - rise).toFixed(1);
    this.hand.setAttribute("transform", `translate(0 ${y})`);
    this.beat.setAttribute("transform", `translate(0 ${y})`);
  }

  /** The bowel slides aside for a hand that comes deep.
   * @param {number} away */
  spread(away) {
    const loops = this.bowel.children;
    loops[1].setAttribute("cx", (150 - away).toFixed(1));
    loops[2].setAttribute("cx", (330 + away).toFixed(1));
  }

  /** @param {State} state */
  breathes(state) {
    this.past.push(state.breath);
    if (this.past.length > WAVE.ticks) this.past.shift();
    const step = (WAVE.right - WAVE.left) / WAVE.ticks;
    const points = this.past.map((breath, index) => `${(WAVE.left + index * step).toFixed(1)} ${wavy(breath)}`);
    this.wave.setAttribute("d", `M${points.join("L")}`);
    this.waveNow.setAttribute("cx", (WAVE.left + (this.past.length - 1) * step).toFixed(1));
    this.waveNow.setAttribute("cy", wavy(state.breath));
  }

  /** @param {State} state */
  tells(state) {
    const soft = softness(state), hard = state.contact ? Math.max(0, 1 - soft / 850) : 0;
    const y = Math.min(290, this.shown.tip + 14);
    this.hardness.setAttribute("d", `M${CENTRE - 74} ${y}a74 26 0 1 0 148 0a74 26 0 1 0-148 0Z`);
    this.hardness.setAttribute("opacity", hard.toFixed(2));
    const level = state.pressure * 0.056;
    this.level.setAttribute("height", level.toFixed(1));
    this.level.setAttribute("y", (74 - level).toFixed(1));
    for (const [index, gate] of this.gates.entries()) gate.classList.toggle("is-open", state.allowed > index);
    const beats = state.alert === ALERT.pulse || state.alert === ALERT.wide;
    this.beat.setAttribute("visibility", beats && state.tick % 16 < 8 ? "visible" : "hidden");
    this.beat.classList.toggle("is-wide", state.alert === ALERT.wide);
    this.write(this.texts.tissue, state.contact ? this.tissue(soft) : this.say.sayNothing);
    this.write(this.texts.breath, state.held ? this.say.sayHeld : inhaling(state) ? this.say.sayIn : this.say.sayOut);
    this.write(this.texts.number, state.said > 10 ? "–" : String(state.said));
    this.speaks(state);
  }

  /** @param {number} soft */
  tissue(soft) {
    if (soft < 300) return this.say.sayHard;
    if (soft < 600) return this.say.sayFirm;
    return soft < 850 ? this.say.sayGiving : this.say.saySoft;
  }

  /** The client's answer, and what asks for one of yours.
   * @param {State} state */
  speaks(state) {
    if (state.alert && state.since !== this.since) {
      const { shows, says } = this.told.alerts[state.alert];
      this.write(this.alarm, `${shows[state.sign % shows.length]} ${says}`);
    } else if (!state.alert && this.since) {
      this.write(this.alarm, "");
    }
    this.since = state.alert ? state.since : 0;
    this.bubble.classList.toggle("is-asked", state.asking > 0);
    if (state.replies === this.replies) return;
    this.replies = state.replies;
    const texts = state.reply === REPLY.yes ? this.told.yes : this.told.wait;
    this.write(this.client, texts[state.replies % texts.length].replace("{number}", String(state.said)));
  }

  /** @param {number} target */
  wants(target) { this.pad.setAttribute("aria-valuenow", String(Math.round(target / 10))); }

  /** @param {Element} element @param {string} words */
  write(element, words) { if (element.textContent !== words) element.textContent = words; }
}

/** @param {number} y @param {number} dip @param {number} width */
function curve(y, dip, width) {
  const [top, low] = [y.toFixed(1), (y + dip).toFixed(1)];
  const [a, b] = [CENTRE - 34 - width, CENTRE + 34 + width];
  return `M${LEFT} ${top}H${a}C${a + width * 0.6} ${top} ${CENTRE - 50} ${low} ${CENTRE - 32} ${low}` +
    `H${CENTRE + 32}C${CENTRE + 50} ${low} ${b - width * 0.6} ${top} ${b} ${top}H${RIGHT}`;
}

/** @param {number} breath */
function wavy(breath) { return (WAVE.y + 8 - breath * WAVE.high / 1000).toFixed(1); }
