from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.assessment.learner import CHECK, TEST, Learner


@pytest.fixture
def enrolled(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def ana(enrolled):
    """Ana at the module test."""
    return Learner(enrolled, TEST)


@pytest.fixture
def ana_again(visitor, make):
    """Ana at a module test that may be taken again at once."""
    tree = make.tiny_tree()
    tree["1-start/test.quiz.toml"] = tree["1-start/test.quiz.toml"].replace("wait_hours = 24", "wait_hours = 0")
    make.course(tree)
    make.enrol("ana")
    return Learner(visitor.as_("ana"), TEST)


@pytest.fixture
def ana_at_check(enrolled):
    """Ana at the lesson check, with feedback at once."""
    return Learner(enrolled, CHECK)


@pytest.fixture
def later(visitor):
    """`later(ana, hours=25)`: the same learner, that many hours from now."""
    travels = []

    def go(learner, hours):
        travels.append(time_machine.travel(datetime.now(UTC) + timedelta(hours=hours), tick=True))
        travels[-1].start()
        learner.visitor = visitor.as_("ana")
        return learner

    yield go
    for each in reversed(travels):
        each.stop()
