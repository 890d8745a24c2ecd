"""Starting attempts and make-ups, and handing them in. Each runs inside the caller's write scope."""

import secrets
from collections import Counter
from random import Random
from textwrap import shorten
from typing import Any

from sqlalchemy import update

from lms.assessment import queries, rules
from lms.assessment.events import AttemptSubmitted
from lms.assessment.kinds.base import Grade
from lms.assessment.models import Attempt, Mark
from lms.assessment.queries import Taken
from lms.assessment.questions import Drawn, Question, plain, question
from lms.assessment.rules import Record
from lms.assessment.words import may_not_make_up, may_not_start
from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.errors import Conflict, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.curriculum.document import Document, Quiz
from lms.curriculum.queries import document
from lms.enrolment import actions as enrolment
from lms.enrolment import gates
from lms.enrolment.queries import Enrolled

MARKS: Any = Mark.__table__
LONGEST_QUOTE = 90


def start(enrolled: Enrolled, quiz_id: str) -> str:
    """Begin an attempt, or find the one that is open; its public id.

    The enrolment's row is locked, so that parallel starts make one attempt. Raises NotFound for a quiz
    that the edition does not have, Conflict with the reason when none may be started now.
    """
    edition_id = enrolment.locked(enrolled.enrolment_id).edition_id
    course = document(edition_id)
    quiz = _quiz(course, quiz_id)
    history = queries.records([enrolled.enrolment_id], drawn=True)[enrolled.enrolment_id]
    states = queries.states(history, course)
    standing = states[quiz.id]
    if standing.unfinished:
        return standing.unfinished
    reason = rules.refused(standing, now())
    if reason:
        raise Conflict(may_not_start(reason, standing))
    _refuse_closed_gates(enrolled, quiz.id, queries.passed(states))
    seed = secrets.token_hex(16)
    rng = Random(seed)  # noqa: S311 - the seed is the secret
    seen = _seen(history)
    families = rules.draw(quiz, course.families, rng)
    drawn = [_arranged(edition_id, each.id, rules.pick(each, seen, rng).id, rng) for each in families]
    return _begin(enrolled.enrolment_id, edition_id, quiz.id, standing.used + 1, seed, drawn)


def make_up(attempt: Taken) -> str:
    """Begin the make-up of a held attempt, or find the one that is open; its public id.

    Raises Conflict while it is not open, and where the attempt is not held (any more).
    """
    enrolment.locked(attempt.enrolment_id)
    history = queries.records([attempt.enrolment_id], drawn=True)[attempt.enrolment_id]
    quiz = _quiz(document(attempt.edition_id), attempt.quiz)
    standing = rules.state(quiz, [each for each in history if each.quiz == quiz.id])
    if standing.attempt != attempt.public_id or not rules.may_make_up(standing, now()):
        raise Conflict(may_not_make_up(standing))
    if standing.makeup:
        return standing.makeup
    missed = [number for number, mark in queries.marks(attempt.id).items() if mark.critical_missed]
    seed = secrets.token_hex(16)
    rng = Random(seed)  # noqa: S311 - the seed is the secret
    drawn = [_parallel(attempt, number, _seen(history), rng) for number in sorted(missed)]
    return _begin(
        attempt.enrolment_id, attempt.edition_id, quiz.id, -attempt.number, seed, drawn, makeup_of=attempt.id
    )  # fmt: skip


def submit(attempt: Taken, questions: list[Question]) -> None:
    """Hand an attempt in and mark it; doing it again changes nothing.

    What was not answered earns nothing and, where it is critical, is missed.
    """
    moment = now()
    still_open = (Attempt.id == attempt.id, Attempt.submitted_at.is_(None))
    if not db.session.execute(update(Attempt).where(*still_open).values(submitted_at=moment)).rowcount:  # type: ignore[attr-defined]
        return
    answers = queries.answers(attempt.id)
    grades = [
        each.grade(answers[number].response if number in answers else None) for number, each in enumerate(questions)
    ]
    rows: list[dict[str, Any]] = [
        {
            "attempt_id": attempt.id, "question": number, "points": grade.points, "of": grade.of,
            "critical_missed": grade.critical_missed, "missed": _words(grade, questions[number]),
            "marked_by": None, "reason": "", "at": moment,
        }
        for number, grade in enumerate(grades)
    ]  # fmt: skip
    db.session.execute(MARKS.insert(), rows)
    announce(AttemptSubmitted(attempt.enrolment_id, attempt.quiz, _passes(attempt, grades)))


def _passes(attempt: Taken, grades: list[Grade]) -> bool:
    if any(grade.critical_missed for grade in grades):
        return False
    if attempt.makeup_of:
        return all(grade.right for grade in grades)
    percent = rules.percent(sum(grade.points for grade in grades), sum(grade.of for grade in grades))
    return percent >= _quiz(document(attempt.edition_id), attempt.quiz).pass_mark


def _words(grade: Grade, missed: Question) -> str:
    if not grade.critical_missed:
        return ""
    ask = shorten(plain(missed.variant.ask), LONGEST_QUOTE, placeholder=" …")
    return grade.missed or _("you did not get this right: “%(ask)s”", ask=ask)


def _quiz(course: Document, uid: str) -> Quiz:
    if uid not in course.quiz:
        raise NotFound
    return course.quiz[uid]


def _refuse_closed_gates(enrolled: Enrolled, quiz: str, passed: frozenset[str]) -> None:
    reasons = gates.reasons(enrolled, quiz, passed)
    if reasons:
        raise Conflict(" ".join(reason.words for reason in reasons), way_on=reasons[0].link)


def _seen(history: list[Record]) -> Counter[tuple[str, str]]:
    return Counter(pair for record in history for pair in record.drawn)


def _arranged(edition_id: int, family: str, variant: str, rng: Random) -> Drawn:
    return question(edition_id, family, variant).arrange(rng)


def _parallel(attempt: Taken, number: int, seen: rules.Seen, rng: Random) -> Drawn:
    asked = attempt.questions[number]
    family = document(attempt.edition_id).family[asked["family"]]
    return _arranged(attempt.edition_id, family.id, rules.pick(family, seen, rng, avoid=asked["variant"]).id, rng)


def _begin(  # noqa: PLR0913 - the columns of one row
    enrolment_id: int, edition_id: int, quiz: str, number: int, seed: str, drawn: list[Drawn], *,
    makeup_of: int | None = None,
) -> str:  # fmt: skip
    public_id = random_id()
    row = upsert(Attempt).values(
        public_id=public_id, enrolment_id=enrolment_id, edition_id=edition_id, quiz=quiz, number=number,
        makeup_of=makeup_of, seed=seed, questions=drawn, started_at=now(), submitted_at=None,
    )  # fmt: skip
    unique = ["enrolment_id", "quiz", "number"]
    taken = db.session.scalar(row.on_conflict_do_nothing(index_elements=unique).returning(Attempt.id))
    if taken is None:  # only where the row lock did not hold; UNIQUE is the last guard
        raise Conflict(_("This attempt was started at the same moment in another window."))
    return public_id
