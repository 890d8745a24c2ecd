"""The evidence of an attainment: what was assessed, when, on which edition. A snapshot taken at the award."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from lms.assessment.rules import Record, tries
from lms.certification.rules import lessons, quizzes
from lms.curriculum.awards import Achievement
from lms.curriculum.document import Document, Purpose
from lms.curriculum.part import Part
from lms.learning.rules import Finished


class LessonSeen(Part):
    """A lesson, done in the text of this digest."""

    id: str
    title: str
    done_at: datetime
    digest: str


class QuizPassed(Part):
    """A quiz and the attempt that passed it: it missed no critical question, or its make-up was all correct."""

    id: str
    title: str
    purpose: Purpose
    attempt: str  # public id
    makeup: str = ""  # public id of the make-up that decided
    percent: int
    passed_at: datetime
    critical_missed: int = 0  # in the deciding attempt; always 0, or it would not have passed


class Evidence(Part):
    """The snapshot that an attainment stores. `schema` is the version of its JSON; no other version is read."""

    model_config = ConfigDict(serialize_by_alias=True)

    form: Literal[1] = Field(alias="schema")
    course: str  # slug
    title: str
    language: str
    edition: int  # its number
    digest: str
    marked_by: str = "machine"
    lessons: tuple[LessonSeen, ...]
    quizzes: tuple[QuizPassed, ...]


def gathered(
    document: Document, achievement: Achievement, number: int, digest: str,
    finished: Mapping[str, Finished], records: Collection[Record],
) -> Evidence:  # fmt: skip
    """The evidence for an achievement attained on the edition of this number and digest."""
    return Evidence(
        schema=1,
        course=document.slug,
        title=document.title,
        language=document.language,
        edition=number,
        digest=digest,
        lessons=tuple(
            LessonSeen(
                id=uid, title=document.lesson[uid].title, done_at=finished[uid].at, digest=finished[uid].digest
            )
            for uid in lessons(document, achievement)
        ),
        quizzes=tuple(_quiz(document, uid, records) for uid in quizzes(document, achievement)),
    )  # fmt: skip


def _quiz(document: Document, uid: str, records: Collection[Record]) -> QuizPassed:
    """The first attempt that passed. Raises StopIteration for a quiz that is not passed."""
    sat = next(each for each in tries(each for each in records if each.quiz == uid) if each.outcome == "passed")
    attempt, decided = sat.attempt, sat.decided_by
    return QuizPassed(
        id=uid,
        title=document.quiz[uid].title,
        purpose=document.quiz[uid].purpose,
        attempt=attempt.public_id,
        makeup=decided.public_id if decided.makeup else "",
        percent=attempt.percent,
        passed_at=decided.submitted_at or attempt.started_at,
    )
