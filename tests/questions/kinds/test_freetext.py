import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.questions.kinds.freetext import by_hand
from tests.questions.kinds.reading import advice, answer, errors, grade, read, refuses

RUBRIC = [{"text": "Not a fact", "points": 1}, {"text": "Feelings", "points": 1}, {"text": "The choice", "points": 2}]
FIELDS = {"words": 80, "rubric": RUBRIC, "sample": "Many say so.", "feedback": "Three things."}


def body():
    return read("free-text", **FIELDS)


def test_a_well_made_question_has_no_flaws():
    assert errors("free-text", **FIELDS) == {}
    assert advice("free-text", **FIELDS) == []


def test_a_rubric_is_needed_with_points_and_no_line_twice():
    assert errors("free-text", rubric=[]) == {("rubric",): "has no lines"}
    assert ("rubric", 1, "text") in errors("free-text", rubric=[RUBRIC[0], RUBRIC[0]])
    for wrong in (0, -1, True, "1"):
        assert ("rubric", 0, "points") in errors("free-text", rubric=[{"text": "a", "points": wrong}])
    assert ("words",) in errors("free-text", **{**FIELDS, "words": -1})


def test_no_sample_and_no_feedback_is_advice():
    assert advice("free-text", rubric=RUBRIC) == [("sample",), ("feedback",)]


def test_what_is_written_is_kept_with_its_lines():
    assert answer("free-text", body(), [], text="  One\r\n\r\n  two \r") == "One\n\n  two"
    assert answer("free-text", body(), [], text=" \n ") is None


def test_too_much_and_what_is_no_text_is_refused_in_words():
    for typed in ("a" * 10_001, "a" * 1_000_000, "a\0b", "\ud800"):
        with pytest.raises(Invalid) as refusal:
            answer("free-text", body(), [], text=typed)
        assert refusal.value.message
    assert len(answer("free-text", body(), [], text="a\r\n" * 3000)) == 5999


def test_another_kinds_answer_is_refused():
    for given_ in ({"choice": ["0"]}, {"text": ["a", "b"]}):
        assert refuses("free-text", body(), [], given_)


def test_until_it_is_marked_it_is_neither_right_nor_wrong():
    waits = grade("free-text", body(), "Some text", critical=True)
    assert (waits.awaits, waits.right, waits.critical_missed, waits.points) == (True, False, False, 0)


def test_nothing_written_earns_nothing_and_waits_for_nobody():
    nothing = grade("free-text", body(), None, critical=True)
    assert (nothing.awaits, nothing.points, nothing.missed) == (False, 0, "you missed it")


def test_the_lines_that_are_met_earn_their_points():
    assert by_hand(body(), {0, 2}, "", critical=False, missed="").points == pytest.approx(3 / 4)
    assert by_hand(body(), {0, 1, 2}, "", critical=True, missed="m").right
    lost = by_hand(body(), {2}, "", critical=True, missed="you missed it")
    assert (lost.critical_missed, lost.missed) == (True, "you missed it")


@given(st.sets(st.integers(0, 2)), st.text("ab 1\n").map(str.strip))
def test_a_mark_keeps_what_was_ticked_and_said(met, comment):
    mark = by_hand(body(), met, comment, critical=False, missed="")
    assert (mark.met, mark.reason) == (sorted(met), comment)


@given(st.sets(st.integers(0, 2)))
def test_every_point_is_earned_exactly_when_every_line_is_met(met):
    marked = by_hand(body(), met, "", critical=False, missed="")
    assert marked.right == (len(met) == 3)
    assert 0 <= marked.points <= 1
