"""Ana in the conversation of the tiny course."""

import pytest

from tests.rehearsal import hands, talks
from tests.rehearsal.talker import Talker


@pytest.fixture
def talker(make, visitor):
    """Ana, enrolled in the tiny course with Nora in it."""
    make.course(talks.tree())
    make.enrol("ana")
    return Talker(visitor.as_("ana"))


@pytest.fixture
def in_variant(monkeypatch):
    """Let the next runs be in this variant."""

    def choose(uid):
        monkeypatch.setattr("lms.rehearsal.views.conversations.secrets.choice", lambda _variants: uid)

    return choose


@pytest.fixture
def hand(make, visitor):
    """Ana, enrolled in the tiny course with Noor's simulation, before any run."""
    make.course(hands.tree())
    make.enrol("ana")
    return hands.Learner(visitor.as_("ana"))


@pytest.fixture
def in_session(monkeypatch):
    """Let the next sessions be in this variant."""

    def choose(uid):
        monkeypatch.setattr("lms.rehearsal.views.simulations.secrets.choice", lambda _variants: uid)

    return choose
