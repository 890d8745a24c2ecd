import pytest

from tests.assessment.learner import Learner

SECOND, TEST = "1-start/2-second.md", "1-start/test.quiz.toml"


@pytest.fixture
def ana(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def ana_locked(visitor, make):
    """Ana in a tiny course whose second lesson asks for the first, and for the first check."""
    tree = make.tiny_tree()
    tree[SECOND] = tree[SECOND].replace("minutes = 7", 'minutes = 7\nrequires = ["first", "first-check"]')
    make.course(tree)
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def at_test():
    """`at_test(ana)` takes the module test of the tiny course; `at_test(ana, "first-check")` the check."""
    return lambda visitor, quiz="tiny-test": Learner(visitor, quiz)
