"""The queue as a table. Whether a job waits, runs, is finished or has failed follows from its moments."""

from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Key, Moment


class Job(Base):
    """A piece of work that a worker does after the act that asked for it."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("ix_job_due_at", "due_at"))

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))  # asking for the same one again changes nothing
    state: Mapped[dict[str, Any]] = mapped_column(JSON)  # where the next step begins
    done: Mapped[int]
    of: Mapped[int]  # 0 where nobody knows
    made_at: Mapped[Moment]
    due_at: Mapped[Moment]
    tries: Mapped[int]  # since its last step forward
    holder: Mapped[str] = mapped_column(String(22))  # the claim that may write, until its lease ends
    leased_until: Mapped[Moment | None]
    failure: Mapped[str] = mapped_column(Text)  # of the last try
    finished_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]  # given up: only a person can ask for another try
