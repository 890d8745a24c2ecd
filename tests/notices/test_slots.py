"""Slots: a page shows what higher features put into it, and each card costs what it states."""

import pytest

from lms.app import create_app
from lms.core.db import db
from lms.ui import slots
from lms.ui.slots import Card, Shown


@pytest.fixture
def slot(monkeypatch):
    """The slot of home, empty."""
    monkeypatch.setitem(slots._slots, "home", [])


def test_cards_are_shown_in_the_order_in_which_they_were_put_in(slot):
    first = Card("a.html", lambda person: f"for {person}", 0)
    nothing = Card("b.html", lambda _person: None, 0)
    slots.fill("home", first, nothing, first)
    assert slots.cards("home") == (first, nothing)
    assert slots.shown("home", 7) == (Shown("a.html", "for 7"),)


def test_a_second_app_in_the_process_puts_nothing_in_twice(app):
    before = slots.cards("home")
    create_app(app.config["SETTINGS"])
    assert slots.cards("home") == before != ()


def test_every_card_costs_a_learner_what_it_states(ana, cast, pile, statements):
    person = cast["ana"].id
    pile("ana", 40)
    db.session.rollback()
    for card in slots.cards("home"):
        card.read(person)  # documents are read once in a process
        with statements(exactly=card.statements):
            card.read(person)
