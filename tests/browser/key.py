"""The right answers to an attempt, as the fields of its page; the browser itself is never told them."""

from itertools import product
from typing import Any

from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.core.db import db
from lms.curriculum.document import Family
from lms.curriculum.queries import document
from lms.questions.geometry import Point
from lms.questions.kinds import KINDS
from lms.questions.kinds.figure.grid import Grid

Given = dict[str, list[str]]


def drawn(public_id: str) -> list[tuple[Family, dict[str, Any], Any]]:
    """For each question its family, what its kind has read of the variant, and the order it is shown in."""
    db.session.rollback()
    attempt = db.session.scalars(select(Attempt).where(Attempt.public_id == public_id)).one()
    families = document(attempt.edition_id).family
    asked = [(families[each["family"]], each["variant"], each["order"]) for each in attempt.questions]
    return [(family, family.variant(variant).body, order) for family, variant, order in asked]


def right_answers(public_id: str) -> list[Given]:
    """For each question the values of its fields."""
    return [ANSWERS[family.kind](body, order) for family, body, order in drawn(public_id)]


def a_wrong_choice(public_id: str, number: int) -> Given:
    """A wrong option of a single choice."""
    _family, body, order = drawn(public_id)[number]
    wrong = next(index for index, option in enumerate(body["option"]) if not option["right"])
    return {"choice": [str(order.index(wrong))]}


def _options(body: dict[str, Any], order: list[int]) -> Given:
    return {"choice": [str(order.index(index)) for index, option in enumerate(body["option"]) if option["right"]]}


def _verdict(body: dict[str, Any], order: list[int]) -> Given:
    reason = next(index for index, each in enumerate(body["reason"]) if each["right"])
    return {"verdict": ["true" if body["answer"] else "false"], "reason": [str(order.index(reason))]}


def _pairs(body: dict[str, Any], order: list[list[int]]) -> Given:
    lefts, rights = order
    words = sorted({*(pair["right"] for pair in body["pair"]), *body.get("decoy", [])})
    shown = [words[index] for index in rights]
    return {str(row): [str(shown.index(body["pair"][left]["right"]))] for row, left in enumerate(lefts)}


def _steps(_body: dict[str, Any], order: list[int]) -> Given:
    """The author wrote the steps in their best order."""
    return {str(order.index(step)): [str(step)] for step in range(len(order))}


def _number(body: dict[str, Any], _order: object) -> Given:
    return {"number": [str(body["answer"])]}


def _text(body: dict[str, Any], _order: object) -> Given:
    return {"text": [next(each["text"] for each in body["accept"] if "*" not in each["text"])]}


def _places(body: dict[str, Any], _order: object) -> Given:
    """A place of each right zone."""
    read = KINDS["spot"].body(body)
    return _marks(read.lattice, [next(read.lattice.places(spot.zone[0].area)) for spot in read.spot])


def _way(body: dict[str, Any], _order: object) -> Given:
    """A way from the start to the end that is right."""
    read = KINDS["route"].body(body)
    ways = product(read.lattice.places(read.start.area), read.lattice.places(read.end.area))
    right = next(way for way in ways if KINDS["route"].grade(read, list(way), critical=True, missed="").right)
    return _marks(read.lattice, list(right))


def _marks(grid: Grid, places: list[Point]) -> Given:
    names = ("column", "row", "part")
    return {
        f"{mark}-{name}": [str(value)]
        for mark, place in enumerate(places)
        for name, value in zip(names, grid.where(place), strict=True)
    }


def _names(body: dict[str, Any], order: list[int]) -> Given:
    read = KINDS["label"].body(body)
    return {str(n): [str(order.index(read.names.index(each.name)))] for n, each in enumerate(read.place)}


def _bins(body: dict[str, Any], order: list[int]) -> Given:
    read = KINDS["sort"].body(body)
    return {str(shown): [str(read.bin_of(read.card[card]))] for shown, card in enumerate(order)}


ANSWERS = {
    "choice": _options,
    "multiple": _options,
    "true-false": _verdict,
    "matching": _pairs,
    "ordering": _steps,
    "number": _number,
    "short-text": _text,
    "spot": _places,
    "route": _way,
    "label": _names,
    "sort": _bins,
}
