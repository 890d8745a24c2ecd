"""Events: those who listen hear, in order and in the same transaction."""

from dataclasses import dataclass

import pytest

from lms.core.events import Event, announce, on


@dataclass(frozen=True)
class Rang(Event):
    times: int


@dataclass(frozen=True)
class Stopped(Event):
    pass


def test_listeners_hear_in_the_order_of_registration_and_once():
    heard = []

    def first(event):
        heard.append(("first", event.times))

    def second(event):
        heard.append(("second", event.times))

    on(Rang, first, second)
    on(Rang, first)  # a second app in the same process registers again
    announce(Rang(3))
    announce(Stopped())
    assert heard == [("first", 3), ("second", 3)]


def test_a_listener_that_fails_fails_the_act():
    def fails(_event):
        raise ValueError("no")

    on(Stopped, fails)
    with pytest.raises(ValueError, match="no"):
        announce(Stopped())


def test_a_fact_cannot_be_changed():
    with pytest.raises(AttributeError):
        Rang(1).times = 2
