from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from lms.certification.models import Attainment
from lms.core.db import db
from tests.assessment.learner import Learner
from tests.curriculum.checklists import checklist

ACHIEVEMENT = """
[[achievement]]
id = "theory"
title = "Theory of the tiny course: completed"
lessons = "all"
quizzes = ["tiny-test"]
valid_months = 24
"""
RULE = """conversations = "all"
simulations = "all"
practice = { checklist = "first-access", times = 3 }
valid_months = 24
"""


@pytest.fixture
def tree(make):
    """The tiny course with an achievement, and a certificate that asks for more than can be done here."""

    def changed(achievement=ACHIEVEMENT, rule=RULE):
        files = make.tiny_tree()
        files["course.toml"] += rule + achievement
        files["checklists/first-access.toml"] = checklist("first")
        return files

    return changed


@pytest.fixture
def ana(visitor, make, tree):
    """Ana, enrolled in it long before anything that a test lets her do."""
    make.course(tree())
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def finish():
    """`finish(ana)` does all that the achievement asks for; `finish(ana, test=False)` all but the test."""

    def does(visitor, *, test=True):
        for uid in ("first", "second"):
            visitor.post("learning.done", slug="tiny", uid=uid)
        if test:
            Learner(visitor, "tiny-test").take()

    return does


@pytest.fixture
def issued():
    """What is issued, as it is stored."""

    def read():
        db.session.rollback()
        return list(db.session.scalars(select(Attainment).order_by(Attainment.id)))

    return read


@pytest.fixture
def attained(ana, finish, issued):
    """Ana's attainment."""
    finish(ana)
    [row] = issued()
    return row
