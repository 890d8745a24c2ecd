"""Read the form of a card."""

from dataclasses import dataclass

from flask import request

from lms.questions.asked import CONFIDENCE


@dataclass(frozen=True)
class SentCard:
    """Which card was answered: its course, its fact, and how often it had been answered; -1 for invalid input.

    `sure` is how sure the learner was, "" if the form does not say.
    """

    course: str
    family: str
    number: int
    sure: str


def sent_card() -> SentCard:
    """The card that the form names."""
    form = request.form
    sure = form.get("sure", "")
    return SentCard(
        form.get("course", ""), form.get("family", ""), form.get("number", -1, int), sure if sure in CONFIDENCE else ""
    )
