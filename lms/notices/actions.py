"""Write notices in the transaction of their cause, mark them as seen, and choose how to be told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Select, delete, select, update

from lms.accounts.events import AddressChanged, PersonLeft
from lms.assessment.events import AttemptHeld, GrantTaken, MakeupSubmitted
from lms.assessment.queries import records
from lms.assessment.rules import Outcome, tries
from lms.core import addresses, mail
from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.ids import AttemptId, CourseId, MarkId, PersonId
from lms.curriculum.queries import CourseRow, document
from lms.grading.events import AttemptGranted, AttemptMarked, LateAnswersAccepted
from lms.invitations.events import InvitationEnded, InvitationFailed
from lms.notices import mails, queries
from lms.notices.models import Notice, NoticeChoice
from lms.notices.queries import AttemptTold, Reader
from lms.notices.rules import Channels, Kind, mailed


class Attained(Protocol):
    """The shape of the events that a higher feature announces about attainments."""

    @property
    def person_id(self) -> PersonId:
        """Whose it is."""

    @property
    def public_id(self) -> str:
        """That of its page."""

    @property
    def title(self) -> str:
        """What was attained."""


@dataclass(frozen=True)
class News:
    """A notice to write. `cause` identifies what it is about, so that it is told once."""

    kind: Kind
    cause: str
    about: str
    link: str
    course: str = ""
    language: str = ""


# What happened to attempts


def held(event: AttemptHeld) -> None:
    """Tell that the make-up opens, once it does. If it opens at once, the result page says so already: no email."""
    found = queries.about_attempt(event.attempt_id, "make-up-open")
    if found is None:
        return
    waits = document(found.edition_id).quiz[found.quiz].wait_hours > 0
    news = _news("make-up-open", _makeup(event.attempt_id), found, _quiz_page(found))
    _tell(found.reader, news, event.opens_at, by_mail=waits)


def decided(event: MakeupSubmitted) -> None:
    """Settle the notice that a make-up is open, now that it was taken."""
    _settle(_makeup(event.attempt_id))


def reopened(event: AttemptGranted) -> None:
    """Tell that an instructor has granted an extra attempt."""
    found = queries.about_attempt(event.attempt_id, "reopened")
    if found:
        _tell(found.reader, _news("reopened", _granted(event.attempt_id), found, _quiz_page(found)), now())


def grant_taken(event: GrantTaken) -> None:
    """Settle the notice of an extra attempt, now that it was started."""
    _settle(_granted(event.attempt_id))


def marked(event: AttemptMarked) -> None:
    """Tell that an attempt was marked by hand, once all its answers have marks."""
    _result("marked", event.attempt_id, event.mark_id)


def accepted(event: LateAnswersAccepted) -> None:
    """Tell that late answers count now."""
    _result("late-accepted", event.attempt_id, event.mark_id)


def _result(kind: Kind, attempt_id: AttemptId, mark_id: MarkId) -> None:
    found = queries.about_attempt(attempt_id, kind)
    if found is None:
        return
    end = _end(found)
    if kind == "marked" and end == "marking":
        return
    link = addresses.anywhere("assessment.review", id=found.public_id)
    _tell(found.reader, _news(kind, f"{kind}:{mark_id}", found, link), now())
    if end != "held":
        _settle(_makeup(attempt_id))
    if end == "passed":  # an extra attempt is no longer needed
        _settle(_granted(attempt_id))


def _end(found: AttemptTold) -> Outcome:
    """The outcome of the attempt (of a make-up, of its attempt) by the newest marks. One statement."""
    history = records([found.enrolment_id], now())[found.enrolment_id]
    sat = tries(each for each in history if each.quiz == found.quiz)
    return next(each.outcome for each in sat if found.public_id in each)


def _makeup(attempt_id: AttemptId) -> str:
    return f"make-up-open:{attempt_id}"


def _granted(attempt_id: AttemptId) -> str:
    return f"reopened:{attempt_id}"


def _quiz_page(found: AttemptTold) -> str:
    return addresses.anywhere("assessment.quiz", slug=document(found.edition_id).slug, uid=found.quiz)


def _news(kind: Kind, cause: str, found: AttemptTold, link: str) -> News:
    course = document(found.edition_id)
    return News(kind, cause, course.quiz[found.quiz].title, link, course.title, course.language)


# What was attained


def awarded(event: Attained) -> None:
    """Tell that an achievement was issued."""
    reader = queries.reader(event.person_id, "certificate-awarded")
    if reader:
        link = addresses.certificate(event.public_id)
        _tell(reader, News("certificate-awarded", _attained(event), event.title, link), now())


def revoked(event: Attained) -> None:
    """Settle the notice that an achievement was issued, now that it is revoked."""
    _settle(_attained(event))


def _attained(event: Attained) -> str:
    return f"certificate-awarded:{event.public_id}"


# What concerns those who teach and invite


def answers_wait(person_id: PersonId, course: CourseRow, *, late_alone: bool) -> int:
    """Tell a person that answers wait in a course that they teach, again if told before. Returns how many notices."""
    reader = queries.reader(person_id, "answers-waiting")
    if reader is None:
        return 0
    cause = answers(person_id, course.id)
    _settle(cause)
    link = addresses.anywhere("grading.late" if late_alone else "grading.marking", slug=course.slug)
    language = document(course.current_edition_id).language
    _tell(reader, News("answers-waiting", cause, course.title, link, language=language), now())
    return 1


def no_answers_wait(person_id: PersonId, course: CourseRow) -> int:
    """Settle the notice that answers wait. Returns how many notices were settled."""
    _settle(answers(person_id, course.id))
    return 0


def answers(person_id: PersonId, course_id: CourseId) -> str:
    """The cause of the notice that answers wait."""
    return f"answers-waiting:{course_id}:{person_id}"


def invitation_failed(event: InvitationFailed) -> None:
    """Tell the inviter that the email cannot be delivered."""
    reader = queries.reader(event.invited_by, "invitation-failed")
    if reader:
        link = addresses.anywhere("invitations.invitations", to=event.to, slug=event.slug)
        _tell(reader, News("invitation-failed", _invited(event.public_id), event.email, link), now())


def invitation_ended(event: InvitationEnded) -> None:
    """Settle the notice that its email cannot be delivered."""
    _settle(_invited(event.public_id))


def _invited(public_id: str) -> str:
    return f"invitation-failed:{public_id}"


# Telling and taking back


def _tell(reader: Reader, news: News, visible_from: datetime, *, by_mail: bool = True) -> None:
    """Write the notice and, if wanted, the email. Two statements.

    Nothing is written if the cause was told already. If it was settled and is true again, it is told again.
    """
    moment = now()
    wanted = random_id() if by_mail and mailed(news.kind, reader.chosen_mail) else None
    fresh = {
        "made_at": moment, "visible_from": max(moment, visible_from), "mail": wanted, "seen_at": None,
        "settled_at": None,
    }  # fmt: skip
    row = upsert(Notice).values(person_id=reader.person_id, **asdict(news), **fresh)
    again = row.on_conflict_do_update(index_elements=["cause"], set_=fresh, where=Notice.settled_at.is_not(None))
    if db.session.scalar(again.returning(Notice.id)) is not None and wanted:
        mails.tell(
            reader.email, news.kind, news.about, news.course, news.link, due_at=visible_from, public_id=wanted
        )  # fmt: skip


def _settle(cause: str) -> None:
    """Hide a notice that is no longer true, and withdraw its email if it has not left."""
    still_told = (Notice.cause == cause, Notice.settled_at.is_(None))
    row = db.session.execute(update(Notice).where(*still_told).values(settled_at=now()).returning(Notice.mail)).first()
    if row and row.mail:
        mail.call_back(select(Notice.mail).where(Notice.cause == cause))


# What readers do


def see_all(person_id: PersonId, until: datetime) -> None:
    """Mark as seen all notices that were visible at the moment `until`. One statement."""
    there = (Notice.person_id == person_id, Notice.seen_at.is_(None), Notice.visible_from <= until)
    db.session.execute(update(Notice).where(*there).values(seen_at=now()))


def choose(person_id: PersonId, chosen: Mapping[Kind, Channels]) -> None:
    """Store how each of these kinds is to be told, and withdraw unsent emails of kinds no longer wanted by email."""
    moment = now()
    row = upsert(NoticeChoice).values(
        [
            {
                "person_id": person_id,
                "kind": kind,
                "by_mail": each.by_mail,
                "on_page": each.on_page,
                "chosen_at": moment,
            }
            for kind, each in chosen.items()
        ]
    )
    newer = {name: row.excluded[name] for name in ("by_mail", "on_page", "chosen_at")}
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "kind"], set_=newer))
    unwanted = [kind for kind, each in chosen.items() if not each.by_mail]
    mail.call_back(_mails_of(person_id).where(Notice.kind.in_(unwanted)))


# What happens to readers


def follow(event: AddressChanged) -> None:
    """Redirect unsent emails to the new address."""
    mail.send_elsewhere(_mails_of(event.person_id), event.email)


def forget(event: PersonLeft) -> None:
    """Delete the notices and unsent emails of a person who has left."""
    mail.call_back(_mails_of(event.person_id))
    db.session.execute(delete(Notice).where(Notice.person_id == event.person_id))
    db.session.execute(delete(NoticeChoice).where(NoticeChoice.person_id == event.person_id))


def _mails_of(person_id: PersonId) -> Select[str | None]:
    return select(Notice.mail).where(Notice.person_id == person_id, Notice.mail.is_not(None))
