from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.core.db import db
from lms.review.models import ReviewEvent
from tests.assessment.learner import Learner


@pytest.fixture
def ana(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def at_test():
    """`at_test(ana)` takes the module test of the tiny course; `at_test(ana, "first-check")` the check."""
    return lambda visitor, quiz="tiny-test": Learner(visitor, quiz)


@pytest.fixture
def later(visitor):
    """`later(days=2)`: Ana, that many days from now. The clock stays there."""
    travels = []

    def go(days):
        travels.append(time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True))
        travels[-1].start()
        return visitor.as_("ana")

    yield go
    for each in reversed(travels):
        each.stop()


@pytest.fixture
def log():
    """Every answer in review, in order."""

    def read():
        db.session.rollback()
        return list(db.session.scalars(select(ReviewEvent).order_by(ReviewEvent.id)))

    return read
