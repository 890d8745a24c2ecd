"""Tables of attempts, answers and marks."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Moment, PublicId, random_id
from lms.core.ids import AttemptId, EditionId, EnrolmentId, EventId, MarkId, PersonId

NO_MAKEUP = text("makeup_of IS NULL")


class Attempt(Base):
    """One try at a quiz, or the make-up of a held one.

    `questions` is the draw, frozen at the start: a list of {"family", "variant", "order"}. A
    question's position in it is its number in answers and marks. Attempts are
    numbered from 1. A make-up has `makeup_of` set and the number of its attempt, which has at most one, and uses
    up no attempt. `deadline_at` is when its time ends,
    None without a limit; `reached` counts the sections that were left in a one-way quiz.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "uq_attempt_enrolment_id_quiz_number", "enrolment_id", "quiz", "number",
            unique=True, sqlite_where=NO_MAKEUP, postgresql_where=NO_MAKEUP,
        ),
    )  # fmt: skip

    id: Mapped[AttemptId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"), index=True)
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    quiz: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    makeup_of: Mapped[AttemptId | None] = mapped_column(ForeignKey("attempt.id"), unique=True)
    seed: Mapped[str] = mapped_column(String(32))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    started_at: Mapped[Moment]
    deadline_at: Mapped[Moment | None]
    reached: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    submitted_at: Mapped[Moment | None]


class Answer(Base):
    """The newest answer to one question of an attempt, in the author's order rather than the presented one.

    `final` is set once the question was checked: its feedback was shown, so the answer can no longer change.
    """

    __tablename__ = "answer"

    attempt_id: Mapped[AttemptId] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[Any] = mapped_column(JSON)
    seq: Mapped[int]
    saved_at: Mapped[Moment]
    final: Mapped[bool] = mapped_column(default=False)
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())  # for review
    confidence: Mapped[str] = mapped_column(String(12), default="", server_default=text("''"))


class AnswerEvent(Base):
    """Every change of an answer, append-only.

    A `late` one came after the end of the time and counts only once it is accepted.
    `claimed_at` is the time on the learner's device, which the server does not trust.
    """

    __tablename__ = "answer_event"
    __table_args__ = (Index("ix_answer_event_attempt_id_question", "attempt_id", "question"),)

    id: Mapped[EventId] = mapped_column(primary_key=True)
    attempt_id: Mapped[AttemptId] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[int]
    response: Mapped[Any] = mapped_column(JSON)
    seq: Mapped[int]
    at: Mapped[Moment]
    confidence: Mapped[str] = mapped_column(String(12), default="", server_default=text("''"))
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    claimed_at: Mapped[Moment | None]


class LateAcceptance(Base):
    """An instructor accepts a late answer, with a reason. Append-only."""

    __tablename__ = "late_acceptance"

    event_id: Mapped[EventId] = mapped_column(ForeignKey("answer_event.id"), primary_key=True, autoincrement=False)
    accepted_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment]


class Mark(Base):
    """What one question of an attempt earned. Append-only; the newest counts.

    `missed` is empty if no critical question was missed. Otherwise it ends the sentence "not passed
    yet: …" in the learner's result. `met` lists the lines of the rubric that a person ticked, from 0; a mark
    without a rubric has none. `reason` is what that person says of it.
    """

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_attempt_id_question", "attempt_id", "question"),)

    id: Mapped[MarkId] = mapped_column(primary_key=True)
    attempt_id: Mapped[AttemptId] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[int]
    points: Mapped[float]
    of: Mapped[float]
    critical_missed: Mapped[bool]
    missed: Mapped[str] = mapped_column(Text, default="")
    marked_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))  # None for the machine
    met: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]
