"""The pages of review."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from lms.core.db import write_tx
from lms.core.errors import Conflict
from lms.core.i18n import gettext as _
from lms.core.pages import page
from lms.core.policy import open_to
from lms.questions.asked import CONFIDENCE
from lms.questions.practice import judge
from lms.review import actions, present
from lms.review.policy import reviewer

bp = Blueprint("review", __name__, template_folder="templates")


@bp.get("/review")
@open_to(reviewer)
def today(person_id: int) -> ResponseReturnValue:
    """The next card of today, or when the next one comes."""
    return page(present.page_of(present.deck(person_id)))


@bp.post("/review")
@open_to(reviewer)
def answer(person_id: int) -> ResponseReturnValue:
    """Answer a card: it is judged at once, no mark changes, and it comes back when it is about to be forgotten.

    Sent twice, it counts once, and the second reply tells the same.
    """
    form = request.form
    mine = present.deck(person_id)
    card = mine.find(form.get("course", ""), form.get("family", ""))
    if card is None:
        raise Conflict(_("This card is not in your review right now."), way_on=url_for("review.today"))
    everything, sure = form.to_dict(flat=False), form.get("sure", "")
    asked = judge(card.document, card.family.id, form.get("variant", ""), form.get("order", ""), everything)
    if asked.grade is None or sure not in CONFIDENCE:
        return page(present.card_page(mine, card, asked, sure if sure in CONFIDENCE else ""), 422)
    right, variant, memory = asked.grade.right, asked.question.variant.id, card.stands.memory
    if card in mine.waiting and form.get("number", -1, int) == card.number:
        memory = write_tx(lambda: actions.answer(card, variant, right=right, sure=sure, today=mine.today))
    if memory is None:
        raise Conflict(_("This card is not due today."), way_on=url_for("review.today"))
    return page(present.answered_page(mine, card, asked, sure, memory))
