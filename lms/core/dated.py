"""Rows that hold from a moment on, and often until one: a membership, an appointment to teach."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def in_force(
    starts_at: InstrumentedAttribute[datetime],
    ends_at: InstrumentedAttribute[datetime | None],
    at: datetime | ColumnElement[datetime] | InstrumentedAttribute[datetime],
) -> ColumnElement[bool]:
    """The condition that a row holds at a moment: from its start until, not including, its end."""
    return (starts_at <= at) & or_(ends_at.is_(None), ends_at > at)
