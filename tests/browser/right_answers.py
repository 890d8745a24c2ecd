"""The correct answers to an attempt, as the fields of its page. The browser itself never gets them."""

from typing import Any

from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.core.db import db
from lms.curriculum.document import Family
from lms.curriculum.queries import document
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Given


def drawn(public_id: str) -> list[tuple[Family, dict[str, Any], Any]]:
    """For each question its family, what its kind has read of the variant, and the order it is shown in."""
    db.session.rollback()
    attempt = db.session.scalars(select(Attempt).where(Attempt.public_id == public_id)).one()
    families = document(attempt.edition_id).family
    asked = [(families[each["family"]], each["variant"], each["order"]) for each in attempt.questions]
    return [(family, family.variant(variant).body, order) for family, variant, order in asked]


def right_answers(public_id: str) -> list[Given]:
    """For each question the values of its fields."""
    asked = [(KINDS[family.kind], body, order) for family, body, order in drawn(public_id)]
    return [kind.solution(kind.body(body), order) for kind, body, order in asked]


def a_wrong_choice(public_id: str, number: int) -> Given:
    """A wrong answer to a single choice."""
    family, body, order = drawn(public_id)[number]
    kind = KINDS[family.kind]
    given = kind.mistake(kind.body(body), order)
    assert given
    return given
