"""The queue as a table. The state of a job (waiting, running, finished, failed) follows from its times."""

from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment


class Job(Base):
    """Work that a worker does after the request that asked for it."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("ix_job_due_at", "due_at"))

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))  # enqueuing the same key again changes nothing
    state: Mapped[dict[str, Any]] = mapped_column(JSON)  # where the next step begins
    done: Mapped[int]
    of: Mapped[int]  # 0 if unknown
    made_at: Mapped[Moment]
    due_at: Mapped[Moment]
    tries: Mapped[int]  # since it last made progress
    holder: Mapped[str] = mapped_column(String(22))  # the claim that may write until its lease ends
    leased_until: Mapped[Moment | None]
    failure: Mapped[str] = mapped_column(Text)  # the error of the last try
    finished_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]  # given up: only a person can have it retried
