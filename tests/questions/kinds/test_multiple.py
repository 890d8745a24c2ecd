import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

OPTIONS = [
    {"text": "Pregnancy", "right": True, "feedback": "Yes."},
    {"text": "Fever", "right": True, "feedback": "Yes.", "missed": "you left out a fever"},
    {"text": "Recent surgery", "right": True, "feedback": "Yes."},
    {"text": "Desk work", "feedback": "No."},
    {"text": "Press harder", "critical": True, "missed": "you would press harder", "feedback": "No."},
]


def body(marking="all-or-nothing", options=OPTIONS):
    return read("multiple", marking=marking, option=options)


def test_some_option_must_be_right():
    assert errors("multiple", option=OPTIONS[3:]) == {("option",): "no option is correct"}


def test_few_and_repeated_options_are_errors_and_missing_feedback_is_advice():
    assert ("option",) in errors("multiple", option=OPTIONS[:1])
    assert ("option", 1, "text") in errors("multiple", option=[OPTIONS[0], OPTIONS[0]])
    assert advice("multiple", option=[OPTIONS[0], {"text": "Other"}]) == [("option", 1, "feedback")]


def test_an_unknown_marking_is_an_error():
    assert ("marking",) in errors("multiple", marking="generous", option=OPTIONS)


def test_presented_positions_become_canonical_and_sorted():
    assert answer("multiple", body(), [4, 3, 2, 1, 0], choice=["4", "2"]) == [0, 2]
    assert answer("multiple", body(), [4, 3, 2, 1, 0]) is None


def test_positions_out_of_range_repeated_ones_and_other_fields_are_refused():
    order = orders("multiple", body())[0]
    for given_ in ({"choice": ["5"]}, {"choice": ["1", "1"]}, {"reason": ["0"]}):
        assert refuses("multiple", body(), order, given_)


@pytest.mark.parametrize(
    ("marking", "ticked", "points"),
    [
        ("all-or-nothing", [0, 1, 2], 1),
        ("all-or-nothing", [0, 1], 0),
        ("all-or-nothing", [0, 1, 2, 3], 0),
        ("proportional", [0, 1], 2 / 3),
        ("proportional", [0, 1, 3], 1 / 3),
        ("proportional", [0, 3, 4], 0),
        ("no-wrong", [0, 1], 2 / 3),
        ("no-wrong", [0, 1, 2, 3], 0),
        ("no-wrong", None, 0),
    ],
)
def test_the_marking_is_the_authors(marking, ticked, points):
    assert grade("multiple", body(marking), ticked).points == pytest.approx(points)


@given(st.sampled_from(["all-or-nothing", "proportional", "no-wrong"]), st.sets(st.integers(0, 4)))
def test_points_lie_between_nothing_and_one_and_are_whole_only_when_all_is_right(marking, ticked):
    marked = grade("multiple", body(marking), sorted(ticked))
    assert 0 <= marked.points <= 1
    assert (marked.points == 1) == (ticked == {0, 1, 2})


def test_a_wrong_critical_option_ticked_is_missed():
    marked = grade("multiple", body("proportional"), [0, 1, 4])
    assert (marked.critical_missed, marked.missed) == (True, "you would press harder")


def test_a_right_critical_option_left_out_is_missed():
    options = [{**OPTIONS[0], "critical": True, "missed": "you left out pregnancy"}, *OPTIONS[1:]]
    marked = grade("multiple", body(options=options), [1, 2])
    assert (marked.critical_missed, marked.missed) == (True, "you left out pregnancy")


def test_a_critical_question_must_be_fully_right():
    assert not grade("multiple", body("proportional"), [0, 1, 2], critical=True).critical_missed
    partly = grade("multiple", body("proportional"), [0, 2], critical=True)
    assert (partly.critical_missed, partly.missed) == (True, "you left out a fever")
    plain = grade("multiple", body("proportional"), [1, 2], critical=True)
    assert (plain.critical_missed, plain.missed) == (True, "you missed it")


def test_the_words_of_a_dangerous_tick_come_before_those_of_what_was_left_out():
    assert grade("multiple", body(), [0, 4], critical=True).missed == "you would press harder"
