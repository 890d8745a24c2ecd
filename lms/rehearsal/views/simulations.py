"""The pages of a simulation, and what they send."""

import secrets
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms.core import audit
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.core.pages import page, write
from lms.core.policy import open_to
from lms.rehearsal import actions, queries
from lms.rehearsal.forms.conversations import sent_form, sent_number
from lms.rehearsal.forms.simulations import is_chunk, is_turn, sent_chunk, sent_place, sent_turn, wanted_form
from lms.rehearsal.pages import introduction_page
from lms.rehearsal.policy import own_simulation
from lms.rehearsal.queries import StoredStep
from lms.rehearsal.rules import to_draw
from lms.rehearsal.simulation.engine import place, turns
from lms.rehearsal.simulation.pages import words
from lms.rehearsal.simulation.pages.debrief import debrief_page
from lms.rehearsal.simulation.pages.run import place_page, reply, sink_page
from lms.rehearsal.simulation.record import chunks
from lms.rehearsal.simulation.record.chunks import Chunk, Impossible
from lms.rehearsal.simulation.record.judge import judge
from lms.rehearsal.simulation.record.session import Session
from lms.rehearsal.simulation.record.stored import session_of, taken_of
from lms.rehearsal.values import OwnRehearsal, OwnRun
from lms.rehearsal.views.blueprint import bp
from lms.rehearsal.words import usual_rules

SECOND_MS = 1000


@bp.get("/courses/<slug>/simulations/<uid>")
@open_to(own_simulation)
def simulation(own: OwnRehearsal) -> ResponseReturnValue:
    """What it is, the learner's state, and the two forms to begin."""
    rules = [*words.the_rules(own.rehearsal.body), *usual_rules(own.rehearsal), words.honest()]
    return page(introduction_page(own, now(), sort=_("Simulation"), rules=rules, doors=words.doors()))


@bp.post("/courses/<slug>/simulations/<uid>/runs")
@open_to(own_simulation)
def begin_simulation(own: OwnRehearsal) -> ResponseReturnValue:
    """Begin a run, in another variant than the last, or continue the open one."""
    form = sent_form(tuple(door.form for door in words.doors()))
    enrolment_id, at = own.enrolled.enrolment_id, now()
    state = queries.states(enrolment_id, own.document, at)[own.rehearsal.id]
    variants = [each["id"] for each in own.rehearsal.body["variant"]]
    variant = secrets.choice(to_draw(variants, state.last_variant))
    passed, seed = queries.passed_quizzes(enrolment_id, own.document, at), secrets.token_hex(8)
    public_id = write(
        lambda: actions.begin(own.enrolled, own.rehearsal.id, form, variant, seed=seed, passed=passed),
        "rehearsal.simulation", slug=own.enrolled.slug, uid=own.rehearsal.id,
    )  # fmt: skip
    return redirect(url_for("rehearsal.run", id=public_id), 303)


class Hands:
    """The pages of a run through a simulation."""

    def show(self, own: OwnRun) -> ResponseReturnValue:
        """Placing the hand, then the session. A finished run redirects to its debrief."""
        if own.run.finished_at:
            return redirect(_debrief_path(own), 303)
        session = session_of(own, taken_of(own))
        form = wanted_form(own.run.form)
        if not session.places or (form == "place" and not session.played):
            return page(place_page(own, session))
        return page(sink_page(own, session, form))

    def take(self, own: OwnRun) -> ResponseReturnValue:
        """A part of a live trace (JSON), a turn, or a place."""
        taken = taken_of(own)
        session = session_of(own, taken)
        if is_chunk():
            return _take_chunk(own, session, taken)
        number = sent_number()
        entry = _place(own, session) if not is_turn() else _turn(own, session, number)
        ended = _store(own, session, number, entry)
        if ended:
            return redirect(_debrief_path(own), 303)
        return redirect(url_for("rehearsal.run", id=own.run.public_id, _anchor="now", **_form_of(entry)), 303)

    def look_back(self, own: OwnRun) -> ResponseReturnValue:
        """The debrief: the mark with its reasons, and the course of the session."""
        mark = queries.mark(own.run.id)
        if mark is None:
            raise Conflict(_("You’ll get the debrief when the session ends."), _run_path(own), code="debrief_later")
        return page(debrief_page(own, session_of(own, taken_of(own)), mark))


def _form_of(entry: dict[str, Any]) -> dict[str, Any]:
    return {"form": words.TURNS} if "turn" in entry else {}


def _place(own: OwnRun, session: Session) -> dict[str, Any]:
    if session.played:
        placed = _("You’ve already placed your hand. This is where you are now.")
        raise Conflict(placed, way_on=_run_path(own), code="hand_placed")
    where = own.rehearsal.body["place"]
    frame = own.document.figure[where["figure"]].frame or (0, 0, 0, 0)
    point = sent_place(where["spot"], frame)
    return {"place": list(point), "kind": place.kind_of(own.rehearsal.body, point)}


def _turn(own: OwnRun, session: Session, number: int) -> dict[str, Any]:
    """The turn that was sent, played from the state before it, so that one sent twice is the same."""
    if not session.places or number > len(session.entries) + 1:
        lost = _("An earlier step did not reach us. This is where you are now.")
        raise Conflict(lost, way_on=_run_path(own), code="step_missing")
    before = session.up_to(number - 1)
    if not before.places or before.state.over:
        moved = _("This run has already moved on. This is where you are now.")
        raise Conflict(moved, way_on=_run_path(own), code="step_overtaken")
    return before.turn(sent_turn(turns.offered(before.state)))


def _take_chunk(own: OwnRun, session: Session, taken: list[StoredStep]) -> ResponseReturnValue:
    try:
        sent = sent_chunk()
        number, chunk = sent.number, chunks.checked(sent.begins, sent.inputs)
        if number <= len(session.entries):
            return _same_again(own, session, number, chunk.inputs)
        entry = _possible(own, session, number, chunk, taken)
    except Impossible as impossible:
        reason = impossible.reason
        write_tx(lambda: _note_smell(own, reason))
        raise Invalid(impossible.message, way_on=_run_path(own), code="trace_impossible") from impossible
    _store(own, session, number, entry)
    return _reply(own, session.and_then(entry), number)


def _possible(own: OwnRun, session: Session, number: int, chunk: Chunk, taken: list[StoredStep]) -> dict[str, Any]:
    """The entry for the next chunk. Raises Impossible if no hand can have made it, Conflict if one is missing."""
    if own.run.finished_at:
        raise Impossible("after-the-end", _("The session has ended, so this was not saved."))
    if number != len(session.entries) + 1 or not session.places:
        lost = _("An earlier part did not reach us. This is where you are now.")
        raise Conflict(lost, way_on=_run_path(own), code="step_missing")
    passed_ms = int((now() - taken[-1].at).total_seconds() * SECOND_MS)
    return chunks.taken(session, chunk, passed_ms)


def _same_again(own: OwnRun, session: Session, number: int, inputs: list[list[int]]) -> dict[str, Any]:
    if session.entries[number - 1].get("inputs") != inputs:
        conflict = _("You’ve already moved on, maybe in another tab. This is where you are now.")
        raise Conflict(conflict, way_on=_run_path(own), code="step_overtaken")
    return _reply(own, session, number)


def _reply(own: OwnRun, session: Session, number: int) -> dict[str, Any]:
    told = reply(session, number)
    ended = number == len(session.entries) and session.state.over
    return {**told, "over": _debrief_path(own)} if ended else told


def _store(own: OwnRun, session: Session, number: int, entry: dict[str, Any]) -> bool:
    """Add the step and, after the last one, the mark. Returns whether it ended. Three statements, five at the end."""
    after = session.up_to(number - 1).and_then(entry)
    ended = "inputs" in entry and bool(after.state.over)
    earned = _earned(own, after) if ended else None  # replayed outside the write scope

    def work() -> None:
        if actions.add(own.run.id, number, entry) and earned:
            actions.finish(own.run.id, earned)

    write(work, "rehearsal.run", id=own.run.public_id)
    return ended


def _earned(own: OwnRun, session: Session) -> actions.Earned:
    verdict = judge(session)
    record = verdict.record
    kind = record.heard[-1].kind if record.heard and record.heard[-1].outcome == "critical" else 0
    missed = words.missed(session.body, record.state, kind) if verdict.critical else ""
    return actions.Earned(verdict.points, verdict.of, own.rehearsal.pass_mark, verdict.critical, missed)


def _note_smell(own: OwnRun, reason: str) -> None:
    subject = f"run:{own.run.public_id}"
    audit.record(Act.TRACE_SENT, subject, by=me().person_id, refused=True, reason=reason)


def _run_path(own: OwnRun) -> str:
    return url_for("rehearsal.run", id=own.run.public_id)


def _debrief_path(own: OwnRun) -> str:
    return url_for("rehearsal.debrief", id=own.run.public_id)
