"""A blank answer is reported as blank in every kind, never as something that was done."""

import pytest

from lms.questions.kinds import KINDS
from tests.questions.kinds import test_gap, test_label, test_matching, test_ordering, test_route, test_sort, test_spot
from tests.questions.kinds import test_truefalse as true_false
from tests.questions.kinds.reading import grade

ORDER = test_ordering.places(*(step["id"] for step in test_ordering.STEPS))
TRUTH = {
    "verdict": true_false.body().answer,
    "reason": next(n for n, each in enumerate(true_false.body().reason) if each.right),
}
RIGHT = {  # a kind with parts: its body, and its right answer
    "gap": (test_gap.body(), test_gap.RIGHT),
    "label": (test_label.body(), test_label.RIGHT),
    "matching": (test_matching.body(), [test_matching.body().rights.index(p.right) for p in test_matching.body().pair]),
    "ordering": (test_ordering.body(), ORDER),
    "route": (test_route.body(), test_route.RIGHT),
    "sort": (test_sort.body(), test_sort.RIGHT),
    "spot": (test_spot.body(), test_spot.RIGHT),
    "true-false": (true_false.body(), TRUTH),
}
WHOLE = {"choice", "multiple", "number", "short-text", "free-text"}  # nothing of these can be left blank by itself


def without(response, part):
    """The answer with one part left blank."""
    if isinstance(response, dict):
        return {**response, part: None}
    return [None if index == part else each for index, each in enumerate(response)]


def parts(response):
    return list(response) if isinstance(response, dict) else range(len(response))


def test_every_kind_is_looked_at():
    assert RIGHT.keys() | WHOLE == set(KINDS)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_part_left_blank_of_a_critical_question_is_no_deed(kind):
    body, right = RIGHT[kind]
    assert not grade(kind, body, right, critical=True).critical_missed
    lost = [grade(kind, body, without(right, part), critical=True) for part in parts(right)]
    assert any(each.critical_missed for each in lost)
    for each in lost:
        assert (each.blank, each.missed) == ("partly" if each.critical_missed else "", "")


@pytest.mark.parametrize("kind", RIGHT)
def test_a_wrong_part_is_told_whatever_was_left_blank_beside_it(kind):
    body, right = RIGHT[kind]
    other = {"route": [[0, 0], [0, 0]], "spot": [[0, 0], [0, 0]], "gap": [1, "tibia", "99"]}
    wrong = other.get(kind) or (
        {"verdict": not right["verdict"], "reason": right["reason"]} if kind == "true-false" else right[::-1]
    )
    found = grade(kind, body, wrong, critical=True)
    assert found.critical_missed
    assert found.blank == ""
    assert found.missed
