// The model of place and sink, one tick after the other: the same as rehearsal/simulation/engine/model.py, function by
// function, in whole numbers. It gives the hand its feel; what counts is replayed on the server. Nothing here knows a page.

export const TICK_MS = 50, FULL = 1000, GATE_DEPTH = 1000, ON_THE_MUSCLE = 3000, PROMPT = 40, STAY = 160, UNSAID = 99;
export const ACT = { none: 0, ask: 1, ease: 2, move: 3, off: 4 };
export const ALERT = { none: 0, sign: 1, held: 2, tickle: 3, pulse: 4, wide: 5, tingle: 6, stop: 7 };
export const YES = 1;

const LONGEST = 12000, PRESS = 30, LIFT = 60, HURRIED = 64, AGAINST_BREATH = 24, ANSWER_AFTER = 24, CALM = 100;
const PATIENCE = [0, 100, 100, 100, 100, 100, 100, 60], CONSEQUENCE = [0, 0, 0, 0, 4, 4, 7, 2];
const PRESSING_ON = 100, RESTING = 60, FELT = 20, MUSCLE_SOFT = 800, CEILING_RUN = 10, STOP_NUMBER = 8;
const BY_LAYER = ["soft_fascia", "soft_wall", "soft_deep"], HURRY = ["hurry_fascia", "hurry_wall", "hurry_deep"];

/** The fields of a state, in the order in which both languages have them. */
export const NAMES = [
  "seed", "tick", "over", "critical", "phase", "length", "breath", "held", "pressure", "pace", "cap", "contact",
  "leaving", "depth", "soft_fascia", "soft_wall", "soft_deep", "discomfort", "asking", "allowed", "said", "reply",
  "replies", "alert", "since", "at", "own", "sign", "moved", "numbered", "pending", "quiet", "above", "over_ceiling",
  "knock", "unasked", "entered", "hurry_fascia", "hurry_wall", "hurry_deep", "forced", "stay", "ignored", "answered",
];

const whole = (value, by) => Math.floor(value / by);

export function values(state) { return NAMES.map((name) => state[name]); }

export function restored(kept) { return Object.fromEntries(NAMES.map((name, index) => [name, kept[index]])); }

/** The state before the first tick. */
export function first(ground, seed) {
  const state = restored(NAMES.map(() => 0));
  const [soft_fascia, soft_wall, soft_deep] = ground.soft;
  return Object.assign(state, { seed, length: 90, cap: FULL, said: UNSAID, soft_fascia, soft_wall, soft_deep });
}

/** One tick: the hand wants `target` (0 to 1000) and does `act`; `event` begins to wait. Changes the state. */
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

/** Where the fingers are: 0 off, 1 skin, 2 fascia, 3 wall, 4 deep, 5 on the muscle. */
export function layer(state) {
  if (!state.contact) return 0;
  if (state.depth === 0) return 1;
  return state.depth < ON_THE_MUSCLE ? 2 + whole(state.depth - 1, GATE_DEPTH) : 5;
}

/** Which layer the fingers work on: 0 fascia, 1 wall, 2 deep, 3 muscle. */
export function bed(state) { return whole(state.depth, GATE_DEPTH); }

/** The gate that a yes would open now, 1 to 4; 4 also beyond the last. */
export function nextGate(state) { return state.contact ? Math.min(4, 2 + bed(state)) : 1; }

export function softness(state) { return softnessOf(state, bed(state)); }

/** What the client would say: 0 to 10. */
export function number(state) { return whole(state.discomfort, 100); }

export function ceiling(state, ground) { return state.depth === ON_THE_MUSCLE ? ground.muscle : ground.entry; }

export function inhaling(state) { return state.phase * 10 < state.length * 4; }

function chance(state, below) {
  state.seed = (Math.imul(state.seed, 1664525) + 1013904223) >>> 0;
  return (state.seed >>> 16) % below;
}

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

function changeSoftness(state, which, change) {
  const name = BY_LAYER[which];
  if (name) state[name] = Math.max(0, Math.min(FULL, state[name] + change));
}

function softnessOf(state, which) { return which > 2 ? MUSCLE_SOFT : state[BY_LAYER[which]]; }

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

function unasked(state, gate) {
  state.unasked |= 1 << gate;
  state.allowed = gate;
  state.knock = 0;
  changeSoftness(state, gate - 2, -200);
  if (!state.alert) raise(state, ALERT.sign, 1);
}

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

function raise(state, kind, own) {
  Object.assign(state, { alert: kind, since: state.tick, at: state.pressure, own, moved: 0, numbered: 0 });
  state.sign = chance(state, 4);
  state.allowed = Math.min(state.allowed, bed(state) + 1);
}

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

function answers(state) {
  const eased = state.pressure * 4 <= state.at * 3;
  if (state.leaving || state.alert === ALERT.wide || state.alert === ALERT.stop) return state.leaving === 1;
  if (state.alert === ALERT.pulse) return eased && state.moved === 1;
  if (state.alert === ALERT.tickle) return state.pressure <= state.at && (eased || state.asking > 0);
  return eased;
}

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

function close(state) {
  state.alert = state.held = 0;
  state.quiet = CALM;
}

function reply(state, ground) {
  if (!state.asking || state.over) return;
  state.asking -= 1;
  if (state.asking) return;
  state.replies += 1;
  state.said = state.alert === ALERT.held ? Math.max(state.said, number(state)) : number(state);
  const fine = !state.alert && number(state) <= ceiling(state, ground);
  state.reply = fine ? YES : 2;
  if (fine) {
    state.allowed = Math.max(state.allowed, nextGate(state));
    state.knock = 0;
  }
}

function critical(state, code) {
  if (!state.over) Object.assign(state, { critical: code, over: 2 });
}

function end(state) {
  if (state.over) return;
  if (state.leaving && state.pressure === 0) state.over = 1;
  else if (state.tick >= LONGEST) state.over = 3;
}
