"""Rows with a period of validity, such as a membership or an appointment to teach."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def in_force(
    starts_at: InstrumentedAttribute[datetime],
    ends_at: InstrumentedAttribute[datetime | None],
    at: datetime | ColumnElement[datetime] | InstrumentedAttribute[datetime],
) -> ColumnElement[bool]:
    """The condition that a row is valid at a moment: its start is included, its end is not."""
    return (starts_at <= at) & or_(ends_at.is_(None), ends_at > at)
