"""Random traces for the model of place and sink: hands of every kind, from patient to wild."""

from random import Random
from typing import Any

from lms.rehearsal.simulation.engine.model import step
from lms.rehearsal.simulation.engine.state import Alert, Ground, HandAct, first, values

EVERY = 50  # ticks between two states that are compared
Trace = dict[str, Any]


def trace(number: int) -> Trace:
    """The trace of this number: the ground, the seed, and for each tick what the hand wants, does and meets."""
    rng = Random(number)
    ground = {
        "need": [rng.randrange(150, 400) for _ in range(4)],
        "tender": [rng.randrange(700, 2400) for _ in range(4)],
        "soft": [rng.randrange(0, 700) for _ in range(3)],
        "entry": rng.randrange(2, 5),
        "muscle": rng.randrange(5, 8),
        "give": rng.choice([50, 70, 100]),
        "beat": int(rng.random() < 0.1),
    }
    return {"ground": ground, "seed": rng.randrange(1 << 32), "inputs": list(_inputs(rng))}


def _inputs(rng: Random) -> list[tuple[int, int, int]]:
    wild = rng.random()
    inputs = [(0, int(HandAct.ASK) if rng.random() < 0.95 else 0, 0)] + [(0, 0, 0)] * 30
    level = 60
    for _ in range(rng.randrange(3, 60)):
        level = max(0, min(1000, level + rng.randrange(-120, 140 + int(400 * wild))))
        for tick in range(rng.randrange(5, 90)):
            act = (
                rng.choice((HandAct.ASK, HandAct.ASK, HandAct.ASK, HandAct.EASE, HandAct.MOVE))
                if rng.random() < 0.02
                else HandAct.NONE
            )
            event = rng.choice(list(Alert)[2:]) if rng.random() < 0.003 else Alert.NONE
            inputs.append((level if tick else level // 2, int(act), int(event)))
    inputs += [(0, int(HandAct.OFF), 0)] + [(0, 0, 0)] * 20 if rng.random() < 0.5 else []
    return inputs


def played(each: Trace) -> list[list[int]]:
    """The states of the Python model along a trace: every fiftieth, and the last."""
    ground, state = Ground(**each["ground"]), first(Ground(**each["ground"]), each["seed"])
    seen = []
    for target, act, event in each["inputs"]:
        step(state, ground, target, act, event)
        if state.tick % EVERY == 0:
            seen.append(values(state))
    return [*seen, values(state)]


PLAY = """return given.traces.map(({ ground, seed, inputs }) => {
  const state = model.first(ground, seed), seen = [];
  for (const [target, act, event] of inputs) {
    model.step(state, ground, target, act, event);
    if (state.tick % given.every === 0) seen.push(model.values(state));
  }
  return [...seen, model.values(state)];
});"""
