"""How a session continues: from its stored entries and new input to the next entry. Pure: no clock, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lms.rehearsal.simulation.engine import trace, turns
from lms.rehearsal.simulation.engine.place import ground_at
from lms.rehearsal.simulation.engine.state import Alert, Ground, SessionState, first, restored, values
from lms.rehearsal.simulation.engine.trace import Entry
from lms.rehearsal.simulation.record import plan

GRANT = 80  # ticks that the hand may move ahead of the server's reply: four seconds


@dataclass(frozen=True)
class Session:
    """A session after its entries, and what the next one begins with."""

    body: Mapping[str, Any]
    variant: str
    seed: str
    entries: Sequence[Entry] = ()

    @property
    def places(self) -> list[Entry]:
        """The chosen places, in order. The last is where the hand is."""
        return [each for each in self.entries if "place" in each]

    @property
    def played(self) -> list[Entry]:
        """The parts that were played, in order."""
        return [each for each in self.entries if "inputs" in each]

    @property
    def ground(self) -> Ground:
        """The ground at the place of the hand."""
        return ground_at(self.body, self.places[-1]["kind"])

    @property
    def first(self) -> SessionState:
        """The state before the first tick."""
        return first(self.ground, plan.model_seed(self.seed))

    @property
    def state(self) -> SessionState:
        """The state now."""
        return restored(self.played[-1]["state"]) if self.played else self.first

    @property
    def waiting(self) -> list[list[int]]:
        """The events that were announced but have not happened yet."""
        return list(self.played[-1]["waiting"]) if self.played else []

    @property
    def until(self) -> int:
        """The tick up to which a live hand may move before the server replies again."""
        return int(self.played[-1]["until"]) if self.played else GRANT

    @property
    def events(self) -> plan.Plan:
        """The plan of its variant."""
        return next(each["events"] for each in self.body["variant"] if each["id"] == self.variant)

    def after(self, inputs: list[list[int]], *, live: bool) -> tuple[dict[str, Any], int]:
        """The entry for these inputs, and how many ticks came after the end (a true trace has none).

        An event is announced for the first tick that a live hand cannot have played yet; in turns, for the next.
        """
        state, waiting = self.state, self.waiting
        left = trace.play(state, self.ground, inputs, waiting, lambda _state: None)
        told = self.played[-1]["told"] if self.played else 0
        waiting = [each for each in waiting if each[0] > state.tick]
        event = Alert.NONE if waiting or state.over else plan.next_event(self.events, told, state, self.seed)
        if event:
            waiting.append([(max(self.until, state.tick) if live else state.tick) + 1, int(event)])
        entry = {
            "inputs": inputs, "state": values(state), "waiting": waiting,
            "told": told + bool(event), "until": state.tick + GRANT,
        }  # fmt: skip
        return entry, left

    def turn(self, choice: str) -> dict[str, Any]:
        """The entry for a turn."""
        inputs = turns.take(self.state, self.ground, choice, self.waiting)
        entry, _none_left = self.after(inputs, live=False)
        return {"turn": choice, **entry}

    def up_to(self, steps: int) -> "Session":
        """The session after `steps` of its entries."""
        return replace(self, entries=self.entries[:steps])

    def and_then(self, entry: Entry) -> "Session":
        """The session with one more entry."""
        return replace(self, entries=(*self.entries, entry))
