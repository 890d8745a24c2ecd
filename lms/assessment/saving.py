"""Save answers. The newest counts, by the page's sequence number, and every change leaves an event.

Everything runs in the caller's write scope. What it returns is acknowledged only after the commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, JSON, Boolean, Executable, Integer, String, and_, bindparam, exists, false, or_, select

from lms.assessment import late
from lms.assessment.late import AttemptTimes
from lms.assessment.models import Answer, AnswerEvent, Attempt
from lms.assessment.queries import Answered, answers
from lms.assessment.values import Sent, Sitting, grace
from lms.core.cache import cached
from lms.core.clock import now
from lms.core.db import UTCDateTime, db, upsert
from lms.core.errors import Conflict, Invalid
from lms.core.i18n import gettext as _
from lms.core.rows import AnySelect, columns, one

ANSWERS = Answer.__table__  # plain tables: an insert of many rows or from a SELECT is no work for the ORM
EVENTS = AnswerEvent.__table__
CHANGES = ["response", "seq", "saved_at", "flagged", "confidence"]
COLUMNS = ["attempt_id", "question", *CHANGES, "final"]
KEY = ["attempt_id", "question"]
FURTHEST = 1000  # more changes than anyone makes between two that arrive
ANY_SECTION = -1
NOTED = ["attempt_id", "question", "response", "seq", "at", "confidence", "late", "claimed_at"]
_NOTE = EVENTS.insert()  # built once, outside the write scope
STORED = [ANSWERS.c[name] for name in ("attempt_id", "question", "response", "seq", "saved_at")]


@dataclass(frozen=True)
class Saved:
    """What was stored, under which sequence number and when. A `late` answer is kept and does not count."""

    seq: int
    saved_at: datetime
    late: bool = False


@dataclass(frozen=True)
class FormSaved:
    """The outcome of saving a whole form: whether it was late, and which questions another window had answered."""

    late: bool = False
    overtaken: tuple[int, ...] = ()


class FromTheFuture(Invalid):
    """A sequence number that none of our pages can have reached."""


def save(sitting: Sitting, number: int, sent: Sent) -> Saved:
    """Store one answer if it is newer than the stored one. The same one again changes nothing.

    One statement checks that the attempt is open, its time not over and the section not left, that
    the question was not checked, and that the answer is newer. After the end of the time, it is kept as
    late. Raises Conflict if any other check fails, FromTheFuture for a sequence number far ahead.
    """
    moment = now()
    given = {
        "attempt": sitting.attempt.id, "question": number, "response": sent.response, "seq": sent.seq, "at": moment,
        "flagged": sent.flagged, "confidence": sent.confidence, "latest": moment - grace(sitting.quiz),
        "section": sitting.section_of(number) if sitting.one_way else ANY_SECTION, "claimed_at": sent.claimed_at,
    }  # fmt: skip
    dialect = db.engine.dialect.name
    taken = db.session.execute(_save_if_newer(dialect), given).first()
    if taken is None:
        return _not_taken(sitting, number, sent, moment)
    if dialect == "sqlite":
        _note([_event(sitting, number, sent, moment)])
    return Saved(sent.seq, moment)


@cached(2)
def _save_if_newer(dialect: str) -> Executable:
    """Take an answer where its attempt is open and nothing newer is stored: one statement, so nothing comes between.

    INSERT INTO answer (…)
    SELECT attempt.id, :question, :response, :seq, :at, … FROM attempt
     WHERE id = :attempt AND submitted_at IS NULL
       AND (deadline_at IS NULL OR deadline_at >= :latest)
       AND (:section < 0 OR reached = :section)             -- a section that was left stays closed
       AND (:seq <= FURTHEST OR EXISTS (answer …))          -- no first answer from the far future
       FOR SHARE OF attempt                                 -- handing in waits for the commit
    ON CONFLICT (attempt_id, question) DO UPDATE SET response = excluded.response, …
     WHERE excluded.seq > answer.seq AND excluded.seq <= answer.seq + FURTHEST AND NOT answer.final
    RETURNING …                                             -- no row: it was not taken

    On PostgreSQL the answer's event is written by the same statement: WITH stored AS (the above), noted AS (INSERT
    INTO answer_event SELECT … FROM stored) SELECT seq FROM stored.
    """
    seq, section = bindparam("seq", type_=Integer), bindparam("section", type_=Integer)
    known = exists().where(Answer.attempt_id == Attempt.id, Answer.question == bindparam("question", type_=Integer))
    source = select(
        Attempt.id, bindparam("question", type_=Integer), bindparam("response", type_=JSON), seq,
        bindparam("at", type_=UTCDateTime), bindparam("flagged", type_=Boolean), bindparam("confidence", type_=String),
        Attempt.id < 0,
    ).where(
        Attempt.id == bindparam("attempt"), Attempt.submitted_at.is_(None),
        or_(Attempt.deadline_at.is_(None), Attempt.deadline_at >= bindparam("latest", type_=UTCDateTime)),
        or_(section < 0, Attempt.reached == section), or_(seq <= FURTHEST, known.correlate(Attempt)),
    )  # fmt: skip
    row = upsert(ANSWERS).from_select(COLUMNS, source.with_for_update(read=True, of=Attempt), include_defaults=False)
    newer = {name: row.excluded[name] for name in CHANGES}
    within = and_(row.excluded.seq > Answer.seq, row.excluded.seq <= Answer.seq + FURTHEST)
    changeable = and_(within, Answer.final.is_(False))
    stored = row.on_conflict_do_update(index_elements=KEY, set_=newer, where=changeable).returning(*STORED)
    return stored if dialect == "sqlite" else _with_event(stored.cte("stored"))


def _with_event(stored: CTE) -> AnySelect:
    """The same with its event in one statement, which saves PostgreSQL a round trip."""
    event = select(
        *stored.c, bindparam("confidence", type_=String), false(), bindparam("claimed_at", type_=UTCDateTime)
    )
    noted = EVENTS.insert().from_select(NOTED, event, include_defaults=False).cte("noted")
    return select(stored.c.seq).add_cte(noted)


def _not_taken(sitting: Sitting, number: int, sent: Sent, moment: datetime) -> Saved:
    """The stored answer if it is the same, or the answer kept as late. Otherwise raises why it was refused."""
    deadline = sitting.attempt.deadline_at
    standing = _standing(
        sitting, read=deadline is None or moment < deadline
    )  # late answers are kept one after the other
    stored = answers(sitting.attempt.id).get(number)
    if stored and stored.seq == sent.seq and stored.response == sent.response:
        return Saved(stored.seq, stored.saved_at)
    too_late = late.is_late(sitting, standing, moment)
    if standing.submitted_at and not too_late:
        raise _handed_in()
    if sent.seq > FURTHEST + (stored.seq if stored else 0):
        words = _("Your answer is out of sync with the server. Reload the page and answer again.")
        raise FromTheFuture(words, code="answer_out_of_sync")
    if stored and stored.final:
        words = _("You’ve checked this question, so its answer can no longer change.")
        raise Conflict(words, code="answer_checked")
    if stored and sent.seq <= stored.seq and not (too_late and sent.seq == stored.seq):
        words = _("You answered this question in another window, and that answer counts. Reload the page to see it.")
        raise Conflict(words, code="answer_overtaken")
    if too_late:
        return Saved(sent.seq, late.keep(sitting, number, sent, moment), late=True)
    _refuse_left_sections(sitting, standing, [number])
    return save(sitting, number, sent)  # its time was extended meanwhile; the row is locked now


def save_all(
    sitting: Sitting, sent: Mapping[int, Sent], check: int | None = None, leave: int | None = None
) -> FormSaved:  # fmt: skip
    """Store the answers of a whole form as the newest. After the end of the time they are kept as late.

    An answer that another window has given since the form was loaded stays. `check` names a question
    to close with its answer, `leave` a section to leave for good. Questions checked before are
    skipped. Raises Conflict for a submitted attempt, and for a change in a section that was left.
    """
    moment = now()
    standing = _standing(sitting)
    too_late = late.is_late(sitting, standing, moment)
    if standing.submitted_at and not too_late:
        raise _handed_in()
    stored = answers(sitting.attempt.id)
    differing = {number: each for number, each in sent.items() if _changes(each, stored.get(number))}
    overtaken = tuple(number for number, each in differing.items() if each.seq < _seq(stored.get(number)))
    changed = {
        number: replace(each, seq=_seq(stored.get(number)) + 1)
        for number, each in differing.items()
        if number not in overtaken
    }
    if too_late:
        for number, each in changed.items():
            late.keep(sitting, number, each, moment)
        return FormSaved(late=bool(changed), overtaken=overtaken)
    _refuse_left_sections(sitting, standing, differing)
    if changed:
        as_of = {"saved_at": moment, "final": False}
        _store([{**_row(sitting, number, each), **as_of} for number, each in changed.items()])
        _note([_event(sitting, number, each, moment) for number, each in changed.items()])
    _move_on(sitting, standing, check if check not in overtaken else None, leave)
    return FormSaved(overtaken=overtaken)


def _move_on(sitting: Sitting, standing: AttemptTimes, check: int | None, leave: int | None) -> None:
    """Close a question, or leave a section, for good."""
    if check is not None:
        checked = (Answer.attempt_id == sitting.attempt.id, Answer.question == check)
        db.session.execute(ANSWERS.update().where(*checked).values(final=True))
    if leave is not None and leave == standing.reached < len(sitting.sections) - 1:
        mine = Attempt.__table__.c.id == sitting.attempt.id
        db.session.execute(Attempt.__table__.update().where(mine).values(reached=leave + 1))


def _seq(stored: Answered | None) -> int:
    return stored.seq if stored else 0


def _changes(sent: Sent, stored: Answered | None) -> bool:
    if stored is None:
        return sent.response is not None or sent.flagged or bool(sent.confidence)
    before = (stored.response, stored.flagged, stored.confidence)
    return not stored.final and before != (sent.response, sent.flagged, sent.confidence)


def _store(rows: list[dict[str, Any]]) -> None:
    row = upsert(ANSWERS)
    newer = {name: row.excluded[name] for name in CHANGES}
    db.session.execute(row.on_conflict_do_update(index_elements=KEY, set_=newer), rows)


def _standing(sitting: Sitting, *, read: bool = False) -> AttemptTimes:
    """The times of the attempt, whose row stays locked until the commit. With `read` the lock is a shared one."""
    times = select(*columns(AttemptTimes, Attempt)).where(Attempt.id == sitting.attempt.id)
    return one(AttemptTimes, times.with_for_update(read=read))


def _refuse_left_sections(sitting: Sitting, standing: AttemptTimes, numbers: Mapping[int, Sent] | list[int]) -> None:
    if not sitting.one_way:
        return
    for number in numbers:
        section = sitting.section_of(number)
        if section < standing.reached:
            words = _("You’ve finished this section, so its answers can no longer change.")
            raise Conflict(words, code="section_finished")
        if section > standing.reached:
            raise Conflict(_("This section is locked. Finish the one before it first."), code="section_locked")


def _handed_in() -> Conflict:
    words = _("This attempt has been submitted, so its answers can no longer change.")
    return Conflict(words, code="attempt_submitted")


def _row(sitting: Sitting, number: int, sent: Sent) -> dict[str, Any]:
    return {
        "attempt_id": sitting.attempt.id, "question": number, "response": sent.response, "seq": sent.seq,
        "flagged": sent.flagged, "confidence": sent.confidence,
    }  # fmt: skip


def _event(sitting: Sitting, number: int, sent: Sent, at: datetime) -> dict[str, Any]:
    row = _row(sitting, number, sent)
    del row["flagged"]
    return {**row, "at": at, "late": False, "claimed_at": sent.claimed_at}


def _note(events: list[dict[str, Any]]) -> None:
    db.session.execute(_NOTE, events)
