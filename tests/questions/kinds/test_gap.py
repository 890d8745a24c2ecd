import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.questions.kinds import KINDS
from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

SELECT = {
    "kind": "select",
    "option": [
        {"text": "lesser", "right": True, "feedback": "Yes."},
        {"text": "greater", "feedback": "That is the outer one.", "critical": True, "missed": "you took the outer one"},
    ],
}
TEXT = {"kind": "text", "accept": [{"text": "femur", "feedback": "Yes."}], "feedback_wrong": "The femur."}
NUMBER = {"kind": "number", "answer": 5, "tolerance": 1, "unit": "cm", "feedback_right": "y", "feedback_wrong": "n"}
FIELDS = {"text": "The {1} trochanter of the {2}, {3} deep.", "gap": [SELECT, TEXT, NUMBER]}
RIGHT = [0, "femur", "5"]


def body():
    return read("gap", **FIELDS)


def test_a_well_made_question_has_no_flaws():
    assert errors("gap", **FIELDS) == {}
    assert advice("gap", **FIELDS) == []


@pytest.mark.parametrize("text", ["No place", "{1} {2}", "{1} {2} {2} {3}", "{0} {1} {2}", "{1} {2} {3} {4}"])
def test_places_and_gaps_must_fit_each_other(text):
    assert ("text",) in errors("gap", text=text, gap=[SELECT, TEXT, NUMBER])


def test_a_gap_cannot_stand_in_a_link():
    for text in ("[a {1}](https://a.example)", "<https://a.example/{1}>", '[a](https://a.example "{1}")'):
        assert ("text",) in errors("gap", text=text, gap=[TEXT])


def test_no_gap_and_too_many_are_errors():
    assert ("gap",) in errors("gap", text="None", gap=[])
    many = " ".join(f"{{{n}}}" for n in range(1, 22))
    assert ("gap",) in errors("gap", text=many, gap=[TEXT] * 21)


def test_the_flaws_of_each_gap_are_those_of_its_kind():
    assert ("gap", 0, "option") in errors("gap", text="{1}", gap=[{"kind": "select", "option": []}])
    assert ("gap", 0, "accept") in errors("gap", text="{1}", gap=[{"kind": "text", "accept": []}])
    assert ("gap", 0, "answer") in errors("gap", text="{1}", gap=[{"kind": "number"}])
    assert ("gap", 0, "kind") in errors("gap", text="{1}", gap=[{"kind": "essay"}])
    assert ("gap", 0, "kind") in errors("gap", text="{1}", gap=[{}])
    assert ("gap", 0, "other") in errors("gap", text="{1}", gap=[{**TEXT, "other": 1}])


def test_each_gap_is_read_like_its_kind():
    order = [[1, 0], [], []]
    assert answer("gap", body(), order, **{"0": "1", "1": " Femur ", "2": "5,5"}) == [0, "Femur", "5,5"]
    assert answer("gap", body(), order, **{"1": "femur"}) == [None, "femur", None]
    assert answer("gap", body(), order, **{"0": "", "1": "", "2": ""}) is None


def test_what_a_gap_cannot_take_is_refused():
    order = [[1, 0], [], []]
    for given_ in ({"0": ["2"]}, {"3": ["a"]}, {"text": ["a"]}, {"1": ["a", "b"]}, {"1": ["a" * 201]}, {"2": ["two"]}):
        assert refuses("gap", body(), order, given_)
    with pytest.raises(Invalid, match="Enter one number"):
        answer("gap", body(), order, **{"2": "two"})


def test_each_right_gap_earns_its_share():
    assert grade("gap", body(), RIGHT).right
    assert grade("gap", body(), [1, "femur", "6"]).points == pytest.approx(2 / 3)
    assert grade("gap", body(), [None, "tibia", None]).points == 0
    assert grade("gap", body(), None).points == 0


def test_a_critical_gap_is_missed_in_its_own_words():
    assert grade("gap", body(), [1, "femur", "5"]).missed == "you took the outer one"
    assert not grade("gap", body(), [0, "tibia", "5"]).critical_missed
    assert grade("gap", body(), [0, "tibia", "5"], critical=True).missed == "you missed it"
    assert not grade("gap", body(), RIGHT, critical=True).critical_missed


def test_it_is_complete_when_every_gap_is_filled():
    assert KINDS["gap"].complete(body(), RIGHT)
    assert not KINDS["gap"].complete(body(), [0, None, "5"])
    assert not KINDS["gap"].complete(body(), None)


def test_only_options_are_shuffled():
    assert {str(order[0]) for order in orders("gap", body())} == {"[0, 1]", "[1, 0]"}
    assert all(order[1:] == [[], []] for order in orders("gap", body()))


def test_the_sentence_comes_in_pieces():
    assert [each.gap if each.gap is not None else each.text for each in body().pieces] == [
        "The ", 0, " trochanter of the ", 1, ", ", 2, " deep.",
    ]  # fmt: skip


@given(st.lists(st.booleans(), min_size=3, max_size=3))
def test_marks_are_the_share_of_right_gaps(right):
    given_ = [good if hit else bad for hit, good, bad in zip(right, RIGHT, [1, "tibia", "9"], strict=True)]
    assert grade("gap", body(), given_).points == pytest.approx(sum(right) / 3)
