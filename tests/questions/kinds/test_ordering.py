from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.kinds import KINDS
from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

STEPS = [
    {"id": "ask", "text": "Ask for consent", "feedback": "First of all."},
    {"id": "screen", "text": "Ask about red flags", "feedback": "Before any touch."},
    {"id": "touch", "text": "Place your hand", "feedback": "Now you may."},
    {"id": "leave", "text": "Come off slowly", "feedback": "Last."},
]
NEEDS = [
    {
        "step": "touch",
        "after": "ask",
        "critical": True,
        "missed": "you touched before the yes",
        "feedback": "Ask first.",
    },
    {"step": "touch", "after": "screen", "feedback": "Screen first."},
    {"step": "leave", "after": "touch", "feedback": "Leaving comes last."},
]


def body(needs=NEEDS, steps=STEPS):
    return read("ordering", step=steps, needs=needs)


def places(*ids):
    """An answer that has the steps in this order."""
    return [ids.index(step["id"]) for step in STEPS]


def test_a_well_made_question_has_no_flaws():
    assert errors("ordering", step=STEPS, needs=NEEDS) == {}
    assert errors("ordering", step=STEPS) == {}
    assert advice("ordering", step=STEPS, needs=NEEDS) == []


def test_fewer_than_three_steps_are_no_order():
    assert errors("ordering", step=STEPS[:2]) == {("step",): "has 2 steps"}
    many = [{"id": f"s{n}", "text": f"Step {n}", "feedback": "x"} for n in range(21)]
    assert ("step",) in errors("ordering", step=many)


def test_the_same_step_twice_is_an_error():
    assert ("step", 3, "id") in errors("ordering", step=[*STEPS[:3], {**STEPS[3], "id": "ask"}])
    assert ("step", 3, "text") in errors("ordering", step=[*STEPS[:3], {**STEPS[3], "text": "ask for  consent"}])


@pytest.mark.parametrize(
    ("needs", "where", "words"),
    [
        ([], ("needs",), "sets no order"),
        ([{"step": "touch", "after": "nothing"}], ("needs", 0, "after"), "there is no step “nothing”"),
        ([{"step": "nothing", "after": "ask"}], ("needs", 0, "step"), "there is no step “nothing”"),
        ([{"step": "ask", "after": "ask"}], ("needs", 0), "“ask” cannot come after itself"),
        ([NEEDS[0], NEEDS[0]], ("needs", 1), "“touch” after “ask” is listed twice"),
        ([{"step": "ask", "after": "touch"}], ("needs", 0), "“ask” is listed before “touch”"),
        (
            [{"step": "ask", "after": "touch"}, {"step": "touch", "after": "ask"}],
            ("needs",),
            "the needs form a loop: ask → touch → ask",
        ),
    ],
)
def test_needs_that_cannot_be_kept_are_errors(needs, where, words):
    found = errors("ordering", step=STEPS, needs=needs)
    assert list(found) == [where]
    assert found[where] == words or "loop" in words


def test_missing_feedback_is_advice():
    assert advice("ordering", step=[*STEPS[:3], {"id": "x", "text": "Else"}]) == [("step", 3, "feedback")]


def test_any_sequence_that_keeps_the_needs_is_right():
    for right in (("ask", "screen", "touch", "leave"), ("screen", "ask", "touch", "leave")):
        assert grade("ordering", body(), places(*right)).right


def test_each_need_that_is_kept_earns_its_share():
    assert grade("ordering", body(), places("ask", "touch", "screen", "leave")).points == pytest.approx(2 / 3)
    assert grade("ordering", body(), places("leave", "touch", "screen", "ask")).points == 0
    assert grade("ordering", body(), None).points == 0
    assert grade("ordering", body(), [0, 1, 2, None]).points == pytest.approx(2 / 3)
    assert grade("ordering", body(), [0, 1, 1, 3]).points == pytest.approx(2 / 3)  # the same place is not before


def test_without_needs_each_step_needs_the_one_before():
    every = read("ordering", step=STEPS)
    assert grade("ordering", every, [0, 1, 2, 3]).right
    assert grade("ordering", every, places("screen", "ask", "touch", "leave")).points == pytest.approx(2 / 3)


def test_a_broken_critical_need_is_missed_in_its_own_words():
    marked = grade("ordering", body(), places("screen", "touch", "ask", "leave"))
    assert (marked.critical_missed, marked.missed) == (True, "you touched before the yes")
    assert not grade("ordering", body(), places("ask", "touch", "screen", "leave")).critical_missed
    assert grade("ordering", body(), None).critical_missed


def test_in_a_critical_question_the_critical_needs_decide_where_there_are_any():
    late = places("ask", "touch", "screen", "leave")
    assert not grade("ordering", body(), late, critical=True).critical_missed
    mild = body([{**each, "critical": False} for each in NEEDS])
    assert grade("ordering", mild, late, critical=True).missed == "you missed it"
    assert not grade("ordering", mild, [0, 1, 2, 3], critical=True).critical_missed


def test_the_presented_order_is_never_right_and_differs():
    found = orders("ordering", body())
    assert len({tuple(order) for order in found}) > 5
    for order in found:
        assert body().broken([order.index(step) for step in range(4)])
    nearly = read("ordering", step=STEPS[:3], needs=[{"step": "touch", "after": "ask"}])
    assert all(order.index(0) > order.index(2) for order in orders("ordering", nearly))


def test_the_presented_order_tells_nothing_of_the_best_one():
    bodies = [read("ordering", step=STEPS), read("ordering", step=STEPS[::-1])]
    one, other = ([[made.step[each].text for each in order] for order in orders("ordering", made)] for made in bodies)
    assert sum(mine == yours for mine, yours in zip(one, other, strict=True)) >= 15  # the others were shuffled again


def test_presented_positions_are_read():
    order = [2, 0, 3, 1]
    assert answer("ordering", body(), order, **{"0": "2", "1": "0", "2": "3", "3": "1"}) == [0, 1, 2, 3]
    assert answer("ordering", body(), order, **{"0": "2"}) == [None, None, 2, None]
    assert answer("ordering", body(), order, **{"0": "", "1": ""}) is None


def test_other_places_and_fields_are_refused():
    for given_ in ({"4": ["0"]}, {"0": ["4"]}, {"0": ["-1"]}, {"choice": ["0"]}, {"0": ["0", "1"]}, {"0": ["x"]}):
        assert refuses("ordering", body(), [0, 1, 2, 3], given_)


def test_it_is_complete_when_each_step_has_a_place_of_its_own():
    complete = KINDS["ordering"].complete
    assert complete(body(), [3, 2, 1, 0])
    assert not any(complete(body(), each) for each in (None, [0, 1, 2, None], [0, 1, 2, 2]))


def test_it_says_how_far_it_has_come_and_which_place_is_used_twice():
    so_far = KINDS["ordering"].so_far
    assert so_far(body(), None) == ""
    assert so_far(body(), [0, None, None, 3]) == "2 of 4 steps placed."
    assert so_far(body(), [3, 2, 1, 0]) == "4 of 4 steps placed."
    twice = "4 of 4 steps placed. Position 2 is used more than once. Position 4 is used more than once."
    assert so_far(body(), [3, 1, 1, 3]) == twice


def test_an_order_is_shown_with_its_gaps_and_what_was_not_placed_last():
    in_order = body().in_order
    assert in_order([1, 0, 3, 2]) == [(0, 1), (1, 0), (2, 3), (3, 2)]
    assert in_order([None, 2, 0, None]) == [(0, 2), (1, None), (2, 1), (None, 0), (None, 3)]
    assert in_order([1, None, 1, 0]) == [(0, 3), (1, 0), (1, 2), (None, 1)]


@given(st.lists(st.none() | st.integers(0, 3), min_size=4, max_size=4), st.permutations(range(4)))
def test_every_choice_of_places_is_stored_as_it_was_given(places, order):
    """With or without gaps or duplicates: each step keeps the place it was given."""
    given_ = {str(shown): str(places[step]) for shown, step in enumerate(order) if places[step] is not None}
    stored = answer("ordering", body(), list(order), **given_)
    assert stored == (places if given_ else None)
    whole = sorted(place for place in places if place is not None) == [0, 1, 2, 3]
    assert KINDS["ordering"].complete(body(), stored) == whole
    shown = body().in_order(stored) if stored else []
    assert sorted(step for _place, step in shown if step is not None) == (list(range(4)) if stored else [])
    assert all(place == places[step] for place, step in shown if step is not None)
    assert grade("ordering", body(), stored).points <= 1


@st.composite
def partial_orders(draw):
    """Steps, and needs among them that their written order keeps."""
    count = draw(st.integers(3, 5))
    pairs = [(first, then) for then in range(count) for first in range(then)]
    needs = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    steps = [{"id": f"s{n}", "text": f"Step {n}"} for n in range(count)]
    return read(
        "ordering", step=steps, needs=[{"step": f"s{then}", "after": f"s{first}"} for first, then in needs]
    ), needs


@given(partial_orders())
def test_marks_count_the_needs_that_are_kept(made):
    body_, needs = made
    for sequence in permutations(range(len(body_.step))):
        given_ = [sequence.index(step) for step in range(len(sequence))]
        kept = sum(given_[first] < given_[then] for first, then in needs)
        assert grade("ordering", body_, given_).points == pytest.approx(kept / len(needs))


@given(partial_orders(), st.randoms())
def test_no_order_is_presented_that_is_right(made, rng):
    order = KINDS["ordering"].arrange(made[0], rng)
    assert sorted(order) == list(range(len(order)))
    assert made[0].broken([order.index(step) for step in range(len(order))])
