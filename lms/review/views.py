"""The pages of review."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.ids import PersonId
from lms.core.pages import page
from lms.core.policy import open_to
from lms.questions.forms import practised
from lms.review import actions
from lms.review.deck import deck
from lms.review.forms import sent_card
from lms.review.pages import answered_page, card_page, page_of
from lms.review.policy import reviewer

bp = Blueprint("review", __name__, template_folder="templates")


@bp.get("/review")
@open_to(reviewer)
def today(person_id: PersonId) -> ResponseReturnValue:
    """The next card of today, or when the next one is due."""
    return page(page_of(deck(person_id)))


@bp.post("/review")
@open_to(reviewer)
def answer(person_id: PersonId) -> ResponseReturnValue:
    """Answer a card. It is judged at once, changes no mark, and is due again just before it would be forgotten.

    Sent twice, it counts once, and both replies are the same.
    """
    sent, mine = sent_card(), deck(person_id)
    card = mine.find(sent.course, sent.family)
    if card is None:
        words = _("This card is not in your review right now.")
        raise Conflict(words, way_on=url_for("review.today"), code="card_not_in_review")
    asked = practised(card.document, card.family.id)
    if asked.grade is None or not sent.sure:
        return page(card_page(mine, card, asked, sent.sure), 422)
    right, variant, memory = asked.grade.right, asked.question.variant.id, card.stands.memory
    if card in mine.waiting and sent.number == card.number:
        memory = write_tx(lambda: actions.answer(card, variant, right=right, sure=sent.sure, today=mine.today))
    if memory is None:
        raise Conflict(_("This card is not due today."), url_for("review.today"), code="card_not_due")
    return page(answered_page(mine, card, asked, sent.sure, memory))
