"""Slots: a page shows what higher features put into it, and each card costs what it states."""

from lms.core.db import db
from lms.ui import slots
from lms.ui.slots import Shown, SlotCard


def test_cards_are_shown_in_the_order_in_which_they_were_put_in(app, provide):
    first = SlotCard("a.html", lambda person: f"for {person}", 0)
    nothing = SlotCard("b.html", lambda _person: None, 0)
    provide(slots.home, (first, nothing))
    assert slots.shown(slots.home, 7) == (Shown("a.html", "for 7"),)


def test_every_card_costs_a_learner_what_it_states(ana, cast, pile, statements):
    assert slots.home()
    person = cast["ana"].id
    pile("ana", 40)
    db.session.rollback()
    for card in slots.home():
        card.read(person)  # documents are read once in a process
        with statements(exactly=card.statements):
            card.read(person)
