"""Reads of notices: a person's own, their choices, and whom a notice about an attempt is for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, select

from lms.accounts.models import Person
from lms.assessment.models import Attempt
from lms.core.clock import now
from lms.core.db import db
from lms.core.ids import AttemptId, EditionId, EnrolmentId, PersonId
from lms.core.paging import Slice, paged
from lms.core.rows import first, read, read_all
from lms.curriculum.queries import teaching
from lms.enrolment.models import Enrolment
from lms.invitations.models import Invitation
from lms.notices.models import Notice, NoticeChoice
from lms.notices.rules import DEFAULTS, INVITING, KINDS, TEACHING, Channels, Kind


@dataclass(frozen=True)
class ShownNotice:
    """A notice as its reader sees it."""

    kind: Kind
    about: str
    course: str
    language: str
    link: str
    at: datetime  # since when it is visible
    seen: bool


@dataclass(frozen=True)
class Shelf:
    """Some of a person's notices, and the number of all unseen ones."""

    notices: Slice[ShownNotice]
    unseen: int


@dataclass(frozen=True)
class Reader:
    """The person a notice is for. `chosen_mail` is None if they have not chosen."""

    person_id: PersonId
    email: str
    chosen_mail: bool | None


@dataclass(frozen=True)
class AttemptTold:
    """The content of a notice about an attempt."""

    reader: Reader
    public_id: str
    quiz: str
    enrolment_id: EnrolmentId
    edition_id: EditionId


_own_choice = and_(NoticeChoice.person_id == Notice.person_id, NoticeChoice.kind == Notice.kind)
_on_page: ColumnElement[bool] = func.coalesce(
    NoticeChoice.on_page, Notice.kind.in_([kind for kind in KINDS if DEFAULTS[kind].on_page])
)
# Built once, because the home page uses it too.
_SHOWN = (
    select(
        Notice.kind, Notice.about, Notice.course, Notice.language, Notice.link, Notice.visible_from.label("at"),
        Notice.seen_at.is_not(None).label("seen"),
        func.count(case((Notice.seen_at.is_(None), 1))).over().label("unseen"),
    )
    .outerjoin(NoticeChoice, _own_choice)
    .where(
        Notice.person_id == bindparam("person_id"),
        Notice.visible_from <= bindparam("moment"),
        Notice.settled_at.is_(None),
        _on_page,
    )
    .order_by(Notice.visible_from.desc(), Notice.id.desc())
)  # fmt: skip
_UNSEEN = _SHOWN.where(Notice.seen_at.is_(None))
_PERSON = (
    select(Person.id.label("person_id"), Person.email, NoticeChoice.by_mail.label("chosen_mail"))
    .outerjoin(NoticeChoice, and_(NoticeChoice.person_id == Person.id, NoticeChoice.kind == bindparam("kind")))
    .where(Person.left_at.is_(None))
)
_ATTEMPT = (
    _PERSON.join(Enrolment, Enrolment.person_id == Person.id)
    .join(Attempt, Attempt.enrolment_id == Enrolment.id)
    .where(Attempt.id == bindparam("attempt_id"))
    .add_columns(Attempt.public_id, Attempt.quiz, Attempt.enrolment_id, Attempt.edition_id)
)


def shelf(person_id: PersonId, number: int, size: int) -> Shelf:
    """One page (from 1) of a person's notices, newest first. One statement."""
    return _shelf(_SHOWN, person_id, number, size)


def unseen(person_id: PersonId, most: int) -> Shelf:
    """The newest notices that a person has not seen, at most `most`. One statement."""
    return _shelf(_UNSEEN, person_id, 1, most)


def _shelf(query: Select[*tuple[Any, ...]], person_id: PersonId, number: int, size: int) -> Shelf:
    found = paged(query, number, size, person_id=person_id, moment=now())
    return Shelf(found.holding(read_all(ShownNotice, found.items)), found.items[0].unseen if found.items else 0)


def choices(person_id: PersonId) -> dict[Kind, Channels]:
    """How a person wants to be told each kind that can reach them. Two statements."""
    rows = db.session.execute(
        select(NoticeChoice.kind, NoticeChoice.by_mail, NoticeChoice.on_page).where(NoticeChoice.person_id == person_id)
    )
    chosen = {kind: Channels(by_mail, on_page) for kind, by_mail, on_page in rows}
    return {kind: chosen.get(kind, DEFAULTS[kind]) for kind in reaching(person_id)}


def reaching(person_id: PersonId) -> tuple[Kind, ...]:
    """The kinds of notices that can reach a person. One statement."""
    invited = exists().where(Invitation.invited_by == person_id)
    teaches, invites = db.session.execute(select(teaching(person_id, now()), invited)).one()
    out_of_reach = {kind for kind, reaches in ((TEACHING, teaches), (INVITING, invites)) if not reaches}
    return tuple(kind for kind in KINDS if kind not in out_of_reach)


def told(causes: Collection[str]) -> dict[str, tuple[datetime, bool]]:
    """When each of these causes was last told, and whether it is settled. One statement."""
    rows = select(Notice.cause, Notice.made_at, Notice.settled_at.is_not(None)).where(Notice.cause.in_(causes))
    return {cause: (made_at, settled) for cause, made_at, settled in db.session.execute(rows)}


def reader(person_id: PersonId, kind: Kind) -> Reader | None:
    """The reader of a notice for this person, or None if they have left. One statement."""
    return first(Reader, _PERSON.where(Person.id == person_id), kind=kind)


def about_attempt(attempt_id: AttemptId, kind: Kind) -> AttemptTold | None:
    """What a notice about this attempt tells, and to whom, or None if they have left. One statement."""
    row = db.session.execute(_ATTEMPT, {"attempt_id": attempt_id, "kind": kind}).first()
    if row is None:
        return None
    return AttemptTold(read(Reader, row), row.public_id, row.quiz, row.enrolment_id, row.edition_id)
