from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.questions.kinds.number import number
from tests.questions.kinds.reading import REFUSED, advice, answer, errors, grade, read, refuses, taken

FIELDS = {
    "answer": 2.5,
    "tolerance": 0.5,
    "unit": "cm",
    "feedback_right": "Yes.",
    "feedback_wrong": "No: 2.5 cm.",
    "known": [
        {"value": 5, "feedback": "Twice too much."},
        {"value": 9, "feedback": "Far too deep.", "critical": True, "missed": "you went 9 cm deep"},
    ],
}


def body(**changes):
    return read("number", **{**FIELDS, **changes})


def test_a_well_made_question_has_no_flaws():
    assert errors("number", **FIELDS) == {}
    assert advice("number", **FIELDS) == []


def test_what_is_no_number_is_an_error():
    for wrong in ("2", True, float("nan"), float("inf"), 10**400):
        assert ("answer",) in errors("number", **{**FIELDS, "answer": wrong})
    assert ("tolerance",) in errors("number", **{**FIELDS, "tolerance": -1})
    assert ("unit",) in errors("number", **{**FIELDS, "unit": "10 cm"})


def test_a_known_answer_that_is_right_or_stands_twice_is_an_error():
    assert ("known", 0, "value") in errors("number", **{**FIELDS, "known": [{"value": 3, "feedback": "x"}]})
    twice = [{"value": 7, "feedback": "x"}, {"value": 7.0, "feedback": "y"}]
    assert errors("number", **{**FIELDS, "known": twice}) == {("known", 1, "value"): "7 is listed twice"}


def test_missing_feedback_is_advice():
    assert advice("number", answer=1, known=[{"value": 2}]) == [
        ("feedback_right",),
        ("feedback_wrong",),
        ("known", 0, "feedback"),
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,5", Fraction(3, 2)),
        (" 1.5 ", Fraction(3, 2)),
        ("-2", -2),
        ("−2", -2),  # noqa: RUF001 - a minus sign as word processors write it
        ("+3", 3),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1e3", 1000),
        ("2E-1", Fraction(1, 5)),
        ("٣", 3),
        ("2.5cm", Fraction(5, 2)),
        ("2.5  CM", Fraction(5, 2)),
    ],
)  # fmt: skip
def test_what_people_type_is_read(typed, value):
    assert number(typed, "cm") == value
    assert answer("number", body(), [], number=typed)


@pytest.mark.parametrize(
    "typed",
    ["two", "1.2.3", "1 2", "--1", "1,2,3", "5 mm", "cm", ".", "-", "1e", "1e999", "0x10", "inf", "nan", "1/2", "=1+1"],
)
def test_nonsense_is_refused_with_a_sentence(typed):
    with pytest.raises(Invalid, match=r"Enter one number, such as 1\.5, with or without its unit"):
        answer("number", body(), [], number=typed)


def test_an_endless_number_and_what_is_no_text_are_refused():
    for typed in ("9" * 61, "1\0", "\ud800"):
        assert refuses("number", body(), [], {"number": [typed]})


def test_another_kinds_answer_is_refused():
    for given_ in ({"choice": ["0"]}, {"number": ["1", "2"]}, {"text": ["1"]}):
        assert refuses("number", body(), [], given_)


def test_nothing_typed_is_no_answer():
    assert answer("number", body(), [], number="  ") is None
    assert answer("number", body(), []) is None


def test_the_edge_of_the_tolerance_is_right():
    assert grade("number", body(), "2").points == 1
    assert grade("number", body(), "3,0 cm").points == 1
    assert grade("number", body(), "3.0000000001").points == 0
    assert grade("number", body(answer=0.3, tolerance=0.1, known=[]), "0.2").points == 1  # as written, not as floats


def test_a_wrong_number_that_is_known_has_its_own_words():
    assert body().judge("5.2").feedback == "Twice too much."
    assert body().judge("100").feedback == "No: 2.5 cm."
    assert body().judge(None).feedback == ""


def test_a_critical_number_is_missed_in_its_own_words():
    marked = grade("number", body(), "9")
    assert (marked.critical_missed, marked.missed) == (True, "you went 9 cm deep")
    assert not grade("number", body(), "5").critical_missed
    assert grade("number", body(), None, critical=True).missed == "you missed it"


def test_the_right_answer_is_shown_with_unit_and_tolerance():
    assert body().shown == "2.5 ± 0.5 cm"
    assert body(tolerance=0, unit="").shown == "2.5"


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.integers(-(10**7), 10**7))
def test_right_is_exactly_what_lies_within_the_tolerance(key, tolerance, off):
    made = read("number", answer=key / 1000, tolerance=tolerance / 1000)
    typed = f"{'-' if key + off < 0 else ''}{abs(key + off) // 1000},{abs(key + off) % 1000:03d}"
    assert (grade("number", made, typed).points == 1) == (abs(off) <= tolerance)


@given(st.text(max_size=70))
def test_whatever_is_typed_is_a_number_or_refused(typed):
    found = taken("number", body(), number=typed)
    assert found == REFUSED or found is None or grade("number", body(), found).points in {0, 1}
