"""Chunks that a live session sends: accepted if they are possible, otherwise refused."""

from dataclasses import dataclass
from typing import Any

from lms.core.i18n import gettext as _
from lms.rehearsal.simulation.engine.state import TICK_MS
from lms.rehearsal.simulation.engine.trace import length, well_formed
from lms.rehearsal.simulation.record.session import GRANT, Session

MOST_TICKS = 2 * GRANT  # in one chunk
TOLERANCE = 100  # ticks that a session may be ahead of the server's clock: five seconds


class Impossible(Exception):
    """No hand can have made this trace. `reason` is for the audit trail, the message for the learner."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True)
class Chunk:
    """A part of a trace: the tick before it, and its inputs."""

    begins: int
    inputs: list[list[int]]


def checked(begins: int, inputs: list[Any]) -> Chunk:
    """Check a chunk. Raises Impossible for values of a wrong type, out of range, or too many."""
    if len(inputs) > MOST_TICKS:
        raise Impossible("too-many", _("That part has more in it than the time allows. It was not saved."))
    if any(isinstance(each, list) and each and type(each[0]) is int and each[0] < 1 for each in inputs):
        raise Impossible("backwards", _("The times in that part are out of order. It was not saved."))
    if not well_formed(inputs, MOST_TICKS):
        raise Impossible("malformed", _("Some values in that part are not possible for a hand. It was not saved."))
    return Chunk(begins, inputs)


def taken(session: Session, chunk: Chunk, elapsed_ms: int) -> dict[str, Any]:
    """The entry for a chunk that comes `elapsed_ms` after the entry before. Raises Impossible."""
    now, ticks = session.state.tick, length(chunk.inputs)
    if chunk.begins != now:
        reason = "backwards" if chunk.begins < now else "gap"
        raise Impossible(reason, _("That part does not start where the last one ended. It was not saved."))
    if now + ticks > session.until:
        raise Impossible("beyond", _("That part is ahead of the session. It was not saved."))
    before = session.played[-1].get("ahead", 0) if session.played else 0
    ahead = max(0, before + ticks - max(0, elapsed_ms) // TICK_MS)
    if ahead > TOLERANCE:
        raise Impossible("too-fast", _("That part is longer than the time that has passed. It was not saved."))
    entry, left = session.after(chunk.inputs, live=True)
    if left:
        raise Impossible("after-the-end", _("The session ended before that part did. It was not saved."))
    return {**entry, "ahead": ahead}
