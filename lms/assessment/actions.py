"""Start attempts and make-ups, and submit them, in the caller's write scope."""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from random import Random
from textwrap import shorten
from typing import Any

from sqlalchemy import update

from lms.assessment import drawing, queries, rules
from lms.assessment.events import AttemptHeld, AttemptSubmitted, GrantTaken, MakeupSubmitted
from lms.assessment.marks import marks
from lms.assessment.models import Attempt, Mark
from lms.assessment.queries import Taken
from lms.assessment.rules import QuizState, Record
from lms.assessment.values import deadline, ends_at, is_over, window
from lms.assessment.words import may_not_make_up, may_not_start, not_open
from lms.core.clock import now
from lms.core.db import db, random_id, upsert
from lms.core.errors import Conflict, NotFound
from lms.core.events import announce
from lms.core.i18n import gettext as _
from lms.core.ids import AttemptId, EditionId, EnrolmentId
from lms.curriculum.document import Document, Family, Quiz, Variant
from lms.curriculum.queries import document
from lms.enrolment import actions as enrolment
from lms.enrolment import gates
from lms.enrolment.queries import Enrolled
from lms.enrolment.rules import allowance_for
from lms.questions.asked import Drawn, Question, plain, question
from lms.questions.kinds.base import Grade

MARKS = Mark.__table__
LONGEST_QUOTE = 90


@dataclass(frozen=True)
class DrawnQuestions:
    """The questions drawn for an attempt, and its times."""

    seed: str
    drawn: list[Drawn]
    started_at: datetime
    deadline_at: datetime | None


def start(enrolled: Enrolled, quiz_id: str) -> str:
    """Start an attempt unless one is open. Returns its public id.

    The enrolment is locked, so that parallel starts make one attempt. Raises NotFound for a quiz
    that the edition does not have, Conflict with the reason if none may be started now.
    """
    row, granted = enrolment.locked_with_time(enrolled.enrolment_id)
    edition_id = row.edition_id
    course = document(edition_id)
    quiz = _quiz(course, quiz_id)
    moment = now()
    history = queries.records([enrolled.enrolment_id], moment, drawn=True)[enrolled.enrolment_id]
    states = queries.states(history, course)
    standing = states[quiz.id]
    if standing.unfinished:
        return _gone_on_with(standing.unfinished, history)
    _refuse_to_start(quiz, standing, moment)
    _refuse_closed_gates(enrolled, quiz.id, queries.passed(states), moment)
    seed = secrets.token_hex(16)
    rng = Random(seed)  # noqa: S311 - the seed is the secret
    seen = _seen(history)
    families = drawing.draw_sections(quiz, course.families, rng)
    drawn = [_placed(edition_id, each, section, drawing.pick(each, seen, rng), rng) for each, section in families]
    end = deadline(quiz, moment, allowance_for(granted, quiz.id))
    _take_grant(standing)
    return _begin(row.id, edition_id, quiz.id, standing.used + 1, DrawnQuestions(seed, drawn, moment, end))


def make_up(attempt: Taken) -> str:
    """Start the make-up of a held attempt unless one is open. Returns its public id.

    Raises Conflict if it is not open yet or the attempt is not (or no longer) held.
    """
    _row, granted = enrolment.locked_with_time(attempt.enrolment_id)
    moment = now()
    history = queries.records([attempt.enrolment_id], moment, drawn=True)[attempt.enrolment_id]
    quiz = _quiz(document(attempt.edition_id), attempt.quiz)
    standing = rules.state(quiz, [each for each in history if each.quiz == quiz.id])
    if standing.attempt != attempt.public_id or not rules.may_make_up(standing, moment):
        raise Conflict(may_not_make_up(standing, moment))
    if standing.makeup:
        return _gone_on_with(standing.makeup, history)
    missed = [number for number, mark in marks(attempt.id).items() if mark.critical_missed]
    seed = secrets.token_hex(16)
    rng = Random(seed)  # noqa: S311 - the seed is the secret
    drawn = [_parallel(attempt, number, _seen(history), rng) for number in sorted(missed)]
    end = deadline(quiz, moment, allowance_for(granted, quiz.id), makeup=True)
    sheet = DrawnQuestions(seed, drawn, moment, end)
    return _begin(attempt.enrolment_id, attempt.edition_id, quiz.id, attempt.number, sheet, makeup_of=attempt.id)


def submit(attempt: Taken, questions: list[Question]) -> None:
    """Submit an attempt and mark it. Doing it again changes nothing.

    Blank questions earn nothing and, if critical, are missed. Questions that a person marks get no mark yet.
    After the end of the time, what was there at the end is submitted, as of then.
    """
    moment, quiz = now(), _quiz(document(attempt.edition_id), attempt.quiz)
    still_open = [Attempt.id == attempt.id, Attempt.submitted_at.is_(None)]
    end = ends_at(quiz, attempt.deadline_at)
    if end and moment > end:
        still_open.append(Attempt.deadline_at == attempt.deadline_at)  # unless it was extended meanwhile
    handed_in = min(moment, end or moment)
    if not db.session.execute(update(Attempt).where(*still_open).values(submitted_at=handed_in)).rowcount:  # type: ignore[attr-defined]
        return
    answers = queries.answers(attempt.id)
    grades = [
        each.grade(answers[number].response if number in answers else None) for number, each in enumerate(questions)
    ]
    rows: list[dict[str, Any]] = [
        {
            "attempt_id": attempt.id, "question": number, "points": grade.points, "of": grade.of,
            "critical_missed": grade.critical_missed, "missed": missed_words(grade, questions[number], number),
            "marked_by": None, "reason": "", "at": moment,
        }
        for number, grade in enumerate(grades)
        if not grade.awaits
    ]  # fmt: skip
    if rows:
        db.session.execute(MARKS.insert(), rows)
    announce(AttemptSubmitted(attempt.enrolment_id, attempt.quiz, passes(attempt, grades)))
    if attempt.makeup_of:
        announce(MakeupSubmitted(attempt.makeup_of))
    elif is_held(attempt, grades):
        announce(AttemptHeld(attempt.id, rules.opens_again(quiz, handed_in)))


def end_if_over(attempt: Taken) -> bool:
    """Submit an attempt if its time and grace have ended. Returns whether they have."""
    quiz = _quiz(document(attempt.edition_id), attempt.quiz)
    if attempt.submitted_at or not is_over(quiz, attempt.deadline_at, now()):
        return False
    submit(attempt, [question(attempt.edition_id, each["family"], each["variant"]) for each in attempt.questions])
    return True


def is_held(attempt: Taken, grades: list[Grade]) -> bool:
    """Whether these marks of all questions reach the passing score but miss a critical question."""
    missed = any(grade.critical_missed for grade in grades)
    return missed and not any(grade.awaits for grade in grades) and _reaches_the_mark(attempt, grades)


def passes(attempt: Taken, grades: list[Grade]) -> bool:
    """Whether these marks of all questions pass an attempt, or a make-up, by themselves."""
    if any(grade.critical_missed or grade.awaits for grade in grades):
        return False
    if attempt.makeup_of:
        return all(grade.right for grade in grades)
    return _reaches_the_mark(attempt, grades)


def _reaches_the_mark(attempt: Taken, grades: list[Grade]) -> bool:
    percent = rules.percent(sum(grade.points for grade in grades), sum(grade.of for grade in grades))
    return percent >= _quiz(document(attempt.edition_id), attempt.quiz).pass_mark


def missed_words(grade: Grade, missed: Question, number: int) -> str:
    """How a mark tells a critical question, `number` from 0, that was missed, or "" if it was not."""
    if not grade.critical_missed:
        return ""
    ask = shorten(plain(missed.variant.ask), LONGEST_QUOTE, placeholder="…").rstrip(".")
    if grade.blank == "wholly":
        return _("question %(number)d, “%(ask)s”, was not answered", number=number + 1, ask=ask)
    if grade.blank:
        return _("question %(number)d, “%(ask)s”, was not fully answered", number=number + 1, ask=ask)
    return grade.missed or _("you missed this question: “%(ask)s”", ask=ask)


def _quiz(course: Document, uid: str) -> Quiz:
    if uid not in course.quiz:
        raise NotFound
    return course.quiz[uid]


def _gone_on_with(public_id: str, history: list[Record]) -> str:
    """The open attempt. It is submitted first if its time has ended, so that its page shows the result."""
    record = next(each for each in history if each.public_id == public_id)
    if record.deadline_at and record.deadline_at < now():
        end_if_over(queries.attempt_called(public_id))
    return public_id


def _refuse_to_start(quiz: Quiz, standing: QuizState, at: datetime) -> None:
    reason = rules.refused(standing, at)
    if reason:
        raise Conflict(may_not_start(reason, standing, at))
    closed = window(quiz, at)
    if closed:
        raise Conflict(not_open(quiz, closed))


def _refuse_closed_gates(enrolled: Enrolled, quiz: str, passed: frozenset[str], at: datetime) -> None:
    reasons = gates.reasons(enrolled, quiz, passed, at)
    if reasons:
        raise Conflict(" ".join(reason.words for reason in reasons), way_on=reasons[0].link)


def _take_grant(standing: QuizState) -> None:
    if standing.attempt and standing.reopened_at:
        announce(GrantTaken(queries.attempt_called(standing.attempt).id))


def _seen(history: list[Record]) -> Counter[tuple[str, str]]:
    return Counter(pair for record in history for pair in record.drawn)


def _arranged(edition_id: EditionId, family: str, variant: str, rng: Random) -> Drawn:
    return question(edition_id, family, variant).arrange(rng)


def _parallel(attempt: Taken, number: int, seen: drawing.Seen, rng: Random) -> Drawn:
    asked = attempt.questions[number]
    family = document(attempt.edition_id).family[asked["family"]]
    return _arranged(attempt.edition_id, family.id, drawing.pick(family, seen, rng, avoid=asked["variant"]).id, rng)


def _placed(edition_id: EditionId, family: Family, section: str, variant: Variant, rng: Random) -> Drawn:
    drawn = _arranged(edition_id, family.id, variant.id, rng)
    return {**drawn, "section": section} if section else drawn


def _begin(
    enrolment_id: EnrolmentId, edition_id: EditionId, quiz: str, number: int, sheet: DrawnQuestions,
    *, makeup_of: AttemptId | None = None,
) -> str:  # fmt: skip
    public_id = random_id()
    row = upsert(Attempt).values(
        public_id=public_id, enrolment_id=enrolment_id, edition_id=edition_id, quiz=quiz, number=number,
        makeup_of=makeup_of, seed=sheet.seed, questions=sheet.drawn, started_at=sheet.started_at,
        deadline_at=sheet.deadline_at, submitted_at=None,
    )  # fmt: skip
    taken = db.session.scalar(row.on_conflict_do_nothing().returning(Attempt.id))
    if taken is None:  # only if the row lock failed; UNIQUE is the last guard
        raise Conflict(_("This attempt was just started in another window."))
    return public_id
