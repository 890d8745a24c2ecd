"""Tables of runs through conversations and simulations, their steps, and their marks."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Moment, PublicId, random_id
from lms.core.ids import EditionId, EnrolmentId, RunId

UNFINISHED = text("finished_at IS NULL")


class RehearsalRun(Base):
    """A run through a rehearsal in one variant. At most one for each rehearsal is unfinished.

    `form` is spoken or written for a conversation, live or in turns for a simulation.
    """

    __tablename__ = "rehearsal_run"
    __table_args__ = (
        Index(
            "uq_rehearsal_run_unfinished", "enrolment_id", "rehearsal",
            unique=True, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED,
        ),
        Index("ix_rehearsal_run_enrolment_id_rehearsal", "enrolment_id", "rehearsal"),
    )  # fmt: skip

    id: Mapped[RunId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    enrolment_id: Mapped[EnrolmentId] = mapped_column(ForeignKey("enrolment.id"))
    edition_id: Mapped[EditionId] = mapped_column(ForeignKey("edition.id"))
    rehearsal: Mapped[str] = mapped_column(String(80))
    form: Mapped[str] = mapped_column(String(12))
    variant: Mapped[str] = mapped_column(String(80))
    seed: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


class RehearsalStep(Base):
    """What was chosen or done at one step of a run. Append-only. Replaying the steps gives the state."""

    __tablename__ = "rehearsal_step"

    run_id: Mapped[RunId] = mapped_column(ForeignKey("rehearsal_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    entry: Mapped[Any] = mapped_column(JSON)
    at: Mapped[Moment]


class RehearsalMark(Base):
    """What a finished run earned, written once. Passing is derived from it: the score, and no critical error.

    `of` is the best possible score, `needed` the percentage to pass. `critical` is the
    code of a critical error or "", and `missed` then ends the sentence "not passed yet: …".
    """

    __tablename__ = "rehearsal_mark"

    run_id: Mapped[RunId] = mapped_column(ForeignKey("rehearsal_run.id"), primary_key=True, autoincrement=False)
    points: Mapped[float]
    of: Mapped[float]
    needed: Mapped[int]
    critical: Mapped[str] = mapped_column(String(20), default="")
    missed: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]
