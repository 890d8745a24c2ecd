// The model of place and sink, one tick after the other: the same as model.py and alerts.py in
// lms/rehearsal/simulation/engine, function by function, in whole numbers. It gives the hand its feel; what counts is
// replayed on the server. Nothing here knows a page.
import {
  ACT, ALERT, FULL, GATE_DEPTH, ON_THE_MUSCLE, OVER, REPLY,
  bed, ceiling, changeSoftness, inhaling, nextGate, number, softness, softnessOf, whole,
} from "./sink-state.js";

/** @import { Ground, State } from "./sink-state.js" */

// Ticks of 50 ms.
const LONGEST = 12000;
const PROMPT = 40;  // of sinking at a gate that is not open, until it is passed unasked
const STAY = 160;  // on the muscle: two slow breaths
const ANSWER_AFTER = 24;  // from asking to the answer
const CALM = 100;  // from one alert to the next
const CEILING_RUN = 10;  // in a row above the ceiling, until the body shows it

// Of the pressure, and of how fast it rises.
const PRESS = 30;  // the fastest a hand presses, in a tick
const LIFT = 60;  // and lifts
const HURRIED = 64;  // a pace above it is hurry
const AGAINST_BREATH = 24;  // is pushing while the client breathes in
const RESTING = 60;  // the weight of a resting hand
const FELT = 20;  // with less, no event is felt
const PRESSING_ON = 100;  // so much more than at the alert is pressing on

const STOP_NUMBER = 8;
const SIGNS = 4;  // how many body signs there are
const HURRY = /** @type {const} */ (["hurry_fascia", "hurry_wall", "hurry_deep"]);

/** Ticks until an alert has its consequence, unanswered. */
const PATIENCE = {
  [ALERT.none]: 0,
  [ALERT.sign]: 100,
  [ALERT.held]: 100,
  [ALERT.tickle]: 100,
  [ALERT.pulse]: 100,
  [ALERT.wide]: 100,
  [ALERT.tingle]: 100,
  [ALERT.stop]: 60,
};

/** The critical error of going on against an alert; 0: none. */
const CONSEQUENCE = {
  [ALERT.none]: 0,
  [ALERT.sign]: 0,
  [ALERT.held]: 0,
  [ALERT.tickle]: 0,
  [ALERT.pulse]: 4,
  [ALERT.wide]: 4,
  [ALERT.tingle]: 7,
  [ALERT.stop]: 2,
};

/** One tick: the hand wants `target` (0 to 1000) and does `act`; `event` begins to wait. Changes the state.
 * @param {State} state @param {Ground} ground @param {number} target */
export function step(state, ground, target, act = 0, event = 0) {
  if (state.over) return;
  state.tick += 1;
  if (event) state.pending = event;
  breathe(state);
  doAct(state, act);
  press(state, target);
  if (state.contact && !state.over) {
    soften(state, ground);
    sink(state, ground);
    feel(state, ground);
    alarm(state, ground);
    answered(state);
  }
  reply(state, ground);
  end(state);
}

/** @param {State} state @param {number} below */
function chance(state, below) {
  state.seed = (Math.imul(state.seed, 1664525) + 1013904223) >>> 0;
  return (state.seed >>> 16) % below;
}

/** @param {State} state */
function breathe(state) {
  if (state.held) {
    state.held -= 1;
    return;
  }
  state.phase += 1;
  if (state.phase >= state.length) {
    state.phase = 0;
    state.length = 80 + chance(state, 31) - Math.min(40, whole(state.discomfort, 25));
  }
  const rise = whole(state.length * 4, 10);
  const x = state.phase <= rise
    ? whole(state.phase * FULL, rise)
    : whole((state.length - state.phase) * FULL, state.length - rise);
  state.breath = whole(x * x * (3 * FULL - 2 * x), FULL * FULL);
}

/** @param {State} state @param {number} act */
function doAct(state, act) {
  if (act === ACT.ask && !state.asking) {
    state.asking = ANSWER_AFTER;
    state.numbered = Number(state.alert === ALERT.sign || state.alert === ALERT.held);
  } else if (act === ACT.ease || act === ACT.move) {
    state.cap = whole(state.pressure, 2);
    if (act === ACT.move && state.alert) state.moved = 1;
  } else if (act === ACT.off) {
    state.leaving = 1;
  }
}

/** @param {State} state @param {number} target */
function press(state, target) {
  const wanted = state.leaving ? 0 : Math.min(target, state.cap);
  if (target <= state.cap) state.cap = FULL;
  const change = Math.max(-LIFT, Math.min(PRESS, wanted - state.pressure));
  state.pressure += change;
  state.pace = state.pace - whole(state.pace, 8) + Math.max(0, change);
  if (state.pressure && !state.contact) {
    state.contact = 1;
    state.entered |= 2;
    if (state.allowed < 1) critical(state, 1);
  }
}

/** @param {State} state @param {Ground} ground */
function soften(state, ground) {
  const which = bed(state);
  if (which > 2) return;
  const breathingIn = inhaling(state);
  let change = 0;
  if (number(state) > ceiling(state, ground)) {
    change = -6;
  } else if (state.pace > HURRIED || (breathingIn && state.pace > AGAINST_BREATH)) {
    change = -8;
    if (state.depth || state.pressure > 2 * RESTING) state[HURRY[which]] += 1;
  } else if (state.pressure * 10 >= ground.need[which] * 6 && !state.held) {
    change = whole((breathingIn ? 1 + state.tick % 2 : 3) * ground.give, 100);
  }
  changeSoftness(state, which, change);
}

/** @param {State} state @param {Ground} ground */
function sink(state, ground) {
  const which = bed(state);
  if (state.pressure * 10 < ground.need[which] * 4) {
    state.depth = Math.max(0, state.depth - 6);
    return;
  }
  if (which > 2 || inhaling(state)) return;
  const more = state.pressure - ground.need[which] - whole(FULL - softness(state), 2);
  if (more <= 0) return;
  const gate = which + 2;
  if (state.allowed < gate) {
    state.knock += 1;
    if (state.knock < PROMPT) return;
    unasked(state, gate);
  }
  state.entered |= 1 << gate;
  state.depth = Math.min((which + 1) * GATE_DEPTH, state.depth + Math.min(20, 6 + whole(more, 8)));
  if (bed(state) > which && softnessOf(state, which) < 600) state.forced |= 1 << which;
}

/** @param {State} state @param {number} gate */
function unasked(state, gate) {
  state.unasked |= 1 << gate;
  state.allowed = gate;
  state.knock = 0;
  changeSoftness(state, gate - 2, -200);
  if (!state.alert) raise(state, ALERT.sign, 1);
}

/** @param {State} state @param {Ground} ground */
function feel(state, ground) {
  const tender = ground.tender[bed(state)];
  const felt = whole(whole(state.pressure * (FULL + 300 - softness(state)), FULL) * tender, FULL);
  const wanted = Math.min(FULL, felt + (state.pace > HURRIED ? 100 : 0));
  state.discomfort += whole(wanted - state.discomfort, 8);
  const above = number(state) > ceiling(state, ground);
  state.above = above ? state.above + 1 : 0;
  state.over_ceiling += Number(above);
  if (ground.beat && state.depth > GATE_DEPTH) critical(state, 4);
  if (state.depth === ON_THE_MUSCLE && !above && !state.alert && state.stay < STAY) state.stay += 1;
}

/** @param {State} state @param {Ground} ground */
function alarm(state, ground) {
  if (state.quiet) state.quiet -= 1;
  if (state.alert || state.leaving || state.over) return;
  if (number(state) >= STOP_NUMBER) {
    raise(state, ALERT.stop, 1);
  } else if (state.above >= CEILING_RUN && !state.quiet) {
    raise(state, ALERT.sign, 1);
  } else if (state.pending && !state.quiet && state.pressure >= FELT) {
    const kind = state.pending;
    state.pending = 0;
    raise(state, kind, 0);
    if (kind === ALERT.held) {
      state.held = CALM;
      state.said = ground.entry + 1;
    } else if (kind === ALERT.tickle) {
      changeSoftness(state, bed(state), -200);
    }
  }
}

/** @param {State} state @param {number} kind @param {number} own */
function raise(state, kind, own) {
  Object.assign(state, { alert: kind, since: state.tick, at: state.pressure, own, moved: 0, numbered: 0 });
  state.sign = chance(state, SIGNS);
  state.allowed = Math.min(state.allowed, bed(state) + 1);
}

/** @param {State} state */
function answered(state) {
  if (!state.alert || state.over || state.tick === state.since) return;
  const kind = state.alert;
  if (answers(state)) {
    state.answered += 1;
    close(state);
  } else if (CONSEQUENCE[kind] && state.pressure >= state.at + PRESSING_ON) {
    critical(state, CONSEQUENCE[kind]);
  } else if (state.tick - state.since >= PATIENCE[kind]) {
    ignored(state);
  }
}

/** @param {State} state */
function answers(state) {
  const eased = state.pressure * 4 <= state.at * 3;
  if (state.leaving || state.alert === ALERT.wide || state.alert === ALERT.stop) return state.leaving === 1;
  if (state.alert === ALERT.pulse) return eased && state.moved === 1;
  if (state.alert === ALERT.tickle) return state.pressure <= state.at && (eased || state.asking > 0);
  return eased;
}

/** @param {State} state */
function ignored(state) {
  const kind = state.alert;
  if (CONSEQUENCE[kind]) {
    critical(state, CONSEQUENCE[kind]);
    return;
  }
  if (kind !== ALERT.tickle) {
    state.ignored += 1;
    if (state.ignored > 1) {
      critical(state, 2);
      return;
    }
  }
  for (const which of [0, 1, 2]) changeSoftness(state, which, -200);
  close(state);
}

/** @param {State} state */
function close(state) {
  state.alert = state.held = 0;
  state.quiet = CALM;
}

/** @param {State} state @param {Ground} ground */
function reply(state, ground) {
  if (!state.asking || state.over) return;
  state.asking -= 1;
  if (state.asking) return;
  state.replies += 1;
  state.said = state.alert === ALERT.held ? Math.max(state.said, number(state)) : number(state);
  const fine = !state.alert && number(state) <= ceiling(state, ground);
  state.reply = fine ? REPLY.yes : REPLY.wait;
  if (fine) {
    state.allowed = Math.max(state.allowed, nextGate(state));
    state.knock = 0;
  }
}

/** @param {State} state @param {number} code */
function critical(state, code) {
  if (!state.over) Object.assign(state, { critical: code, over: OVER.critical });
}

/** @param {State} state */
function end(state) {
  if (state.over) return;
  if (state.leaving && state.pressure === 0) state.over = OVER.off;
  else if (state.tick >= LONGEST) state.over = OVER.time;
}
