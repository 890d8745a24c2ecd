"""Events: those who listen hear, in order and in the same transaction."""

from dataclasses import dataclass

import pytest

from lms.core.events import Event, announce, listeners, on


@dataclass(frozen=True)
class Rang(Event):
    times: int


@dataclass(frozen=True)
class Stopped(Event):
    pass


def test_listeners_hear_in_the_order_in_which_they_are_named(app, provide):
    heard = []

    def first(event):
        heard.append(("first", event.times))

    def second(event):
        heard.append(("second", event.times))

    provide(listeners, dict([on(Rang, first, second)]))
    announce(Rang(3))
    announce(Stopped())
    assert heard == [("first", 3), ("second", 3)]


def test_a_listener_that_fails_fails_the_act(app, provide):
    def fails(_event):
        raise ValueError("no")

    provide(listeners, dict([on(Stopped, fails)]))
    with pytest.raises(ValueError, match="no"):
        announce(Stopped())


def test_a_fact_cannot_be_changed():
    with pytest.raises(AttributeError):
        Rang(1).times = 2
