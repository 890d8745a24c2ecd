"""Saving answers: the newest counts, by the page's sequence number; every change leaves an event.

Each runs inside the caller's write scope, and what it returns is acknowledged only after the commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Integer, and_, bindparam, select

from lms.assessment.models import Answer, AnswerEvent, Attempt
from lms.assessment.queries import Taken, answers
from lms.core.clock import now
from lms.core.db import UTCDateTime, db, upsert
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _

ANSWERS: Any = Answer.__table__  # plain tables: an insert of many rows or from a SELECT is no work for the ORM
EVENTS: Any = AnswerEvent.__table__
COLUMNS = ["attempt_id", "question", "response", "seq", "saved_at", "final"]
KEY = ["attempt_id", "question"]


@dataclass(frozen=True)
class Saved:
    """What was stored: under which sequence number, and when."""

    seq: int
    saved_at: datetime


def save(attempt: Taken, number: int, response: Any, seq: int) -> Saved:  # noqa: ANN401 - JSON
    """Store one answer, if it is newer than what is stored; the same one again changes nothing.

    One statement checks that the attempt is open, that the question is not checked for good, and that
    the answer is newer. Raises Conflict where it is not so.
    """
    moment = now()
    given = {"attempt": attempt.id, "question": number, "response": response, "seq": seq, "at": moment}
    taken = db.session.execute(_save_if_newer(db.engine.dialect.name), given).first()
    if taken is None:
        return _unchanged(attempt, number, response, seq)
    _note([_event(attempt, number, response, seq, moment)])
    return Saved(seq, moment)


@lru_cache
def _save_if_newer(_dialect: str) -> Any:  # noqa: ANN401 - an INSERT of either dialect
    """INSERT … SELECT from the attempt while it is open; its row is held, so that handing in waits for the commit."""
    source = select(
        Attempt.id, bindparam("question", type_=Integer), bindparam("response", type_=JSON),
        bindparam("seq", type_=Integer), bindparam("at", type_=UTCDateTime), Attempt.id < 0,
    )  # fmt: skip
    is_open = source.where(Attempt.id == bindparam("attempt"), Attempt.submitted_at.is_(None))
    row = upsert(ANSWERS).from_select(COLUMNS, is_open.with_for_update(read=True), include_defaults=False)
    newer = {name: row.excluded[name] for name in ("response", "seq", "saved_at")}
    changeable = and_(row.excluded.seq > Answer.seq, Answer.final.is_(False))
    return row.on_conflict_do_update(index_elements=KEY, set_=newer, where=changeable).returning(Answer.seq)


def _unchanged(attempt: Taken, number: int, response: Any, seq: int) -> Saved:  # noqa: ANN401 - JSON
    """The answer that is stored already, where it is the very same; else why this one was not taken."""
    _refuse_closed(attempt, read=True)
    stored = answers(attempt.id)[number]
    if stored.seq == seq and stored.response == response:
        return Saved(stored.seq, stored.saved_at)
    if stored.final:
        raise Conflict(_("You have checked this question; its answer stays as it is."))
    raise Conflict(_("A newer answer was saved in another window. Reload this page to see it."))


def save_all(attempt: Taken, responses: Mapping[int, Any], check: int | None = None) -> None:
    """Store the answers of a whole form, as the newest; `check` names a question to be left as it is for good.

    Questions that were checked before are left alone. Raises Conflict for an attempt that was handed in.
    """
    moment = now()
    _refuse_closed(attempt)
    stored = answers(attempt.id)
    changed = [
        (number, response)
        for number, response in responses.items()
        if number not in stored or _differs(stored[number].response, response, stored[number].final)
    ]
    rows = [
        _event(attempt, number, response, stored[number].seq + 1 if number in stored else 1, moment)
        for number, response in changed
        if number in stored or response is not None
    ]
    if rows:
        _store(rows)
        _note(rows)
    if check is not None:
        checked = (Answer.attempt_id == attempt.id, Answer.question == check)
        db.session.execute(ANSWERS.update().where(*checked).values(final=True))


def _differs(stored: Any, response: Any, final: bool) -> bool:  # noqa: ANN401 - JSON
    return not final and stored != response


def _store(rows: list[dict[str, Any]]) -> None:
    row = upsert(ANSWERS)
    newer = {name: row.excluded[name] for name in ("response", "seq", "saved_at")}
    stored = [{**each, "saved_at": each["at"], "final": False} for each in rows]
    for each in stored:
        del each["at"]
    db.session.execute(row.on_conflict_do_update(index_elements=KEY, set_=newer), stored)


def _refuse_closed(attempt: Taken, *, read: bool = False) -> None:
    """Hold the attempt's row until the commit; `read` shares it, as whoever shares it already must."""
    held = select(Attempt.submitted_at).where(Attempt.id == attempt.id).with_for_update(read=read)
    if db.session.scalar(held) is not None:
        raise Conflict(_("This attempt has been handed in; its answers cannot be changed any more."))


def _event(attempt: Taken, number: int, response: Any, seq: int, at: datetime) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"attempt_id": attempt.id, "question": number, "response": response, "seq": seq, "at": at}


def _note(events: list[dict[str, Any]]) -> None:
    db.session.execute(EVENTS.insert(), events)
