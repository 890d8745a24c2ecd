"""Answers as a form sends them, in the order in which the parts of a question are presented."""

from collections.abc import Iterable, Sequence
from random import Random

from lms.core.errors import Invalid
from lms.questions.kinds.base import Given


def shuffled(count: int, rng: Random) -> list[int]:
    """The numbers below `count` in a random order."""
    order = list(range(count))
    rng.shuffle(order)
    return order


def chosen(order: Sequence[int], position: str) -> int:
    """What stands at a presented position. Raises Invalid where nothing does."""
    if not (position.isascii() and position.isdigit()) or len(position) > 3 or int(position) >= len(order):  # noqa: PLR2004
        raise Invalid
    return order[int(position)]


def assigned(lefts: Sequence[int], rights: Sequence[int], given: Given) -> list[int | None] | None:
    """For each presented left side `0`, `1`, … the presented position of what it was given, or "".

    The answer has what each left side was given in the author's order; None where nothing is given. Raises Invalid.
    """
    only(given, (str(position) for position in range(len(lefts))))
    found: list[int | None] = [None] * len(lefts)
    for position, left in enumerate(lefts):
        value = single(given, str(position))
        found[left] = chosen(rights, value) if value else None
    return None if all(each is None for each in found) else found


def assignment(lefts: Sequence[int], rights: Sequence[int], key: Sequence[int]) -> Given:
    """The answer that gives each left side what `key` says: the inverse of `assigned`."""
    return {str(position): [str(rights.index(key[left]))] for position, left in enumerate(lefts)}


def single(given: Given, field: str) -> str:
    """The one value of a field, "" when it was left out. Raises Invalid for several."""
    values = given.get(field, ())
    if len(values) > 1:
        raise Invalid
    return values[0] if values else ""


def only(given: Given, fields: Iterable[str]) -> None:
    """Refuse an answer with other fields than these: it belongs to another kind."""
    if not given.keys() <= set(fields):
        raise Invalid
