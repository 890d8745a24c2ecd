import pytest

from tests.questions.kinds.reading import advice, answer, errors, grade, orders, read, refuses

REASONS = [
    {"text": "Paper changes no risk", "right": True, "feedback": "Right."},
    {"text": "The law forbids paper", "feedback": "No.", "missed": "you trusted paper", "critical": True},
    {"text": "It is too expensive", "feedback": "No."},
]
FIELDS = {"answer": False, "feedback_true": "No.", "feedback_false": "Yes.", "reason": REASONS}


def body():
    return read("true-false", **FIELDS)


def test_a_well_made_question_has_no_flaws():
    assert errors("true-false", **FIELDS) == {}
    assert advice("true-false", **FIELDS) == []


def test_the_verdict_is_needed_and_is_no_word():
    assert ("answer",) in errors("true-false", reason=REASONS)
    assert errors("true-false", **{**FIELDS, "answer": "false"}) == {("answer",): "answer must be true or false"}


def test_just_one_reason_is_right():
    assert ("reason",) in errors("true-false", **{**FIELDS, "reason": REASONS[1:]})
    twice = [REASONS[0], {"text": "Another", "right": True, "feedback": "Yes."}]
    assert errors("true-false", **{**FIELDS, "reason": twice}) == {("reason", 1, "right"): "is a second correct reason"}


def test_fewer_than_two_and_repeated_reasons_are_errors():
    assert ("reason",) in errors("true-false", **{**FIELDS, "reason": REASONS[:1]})
    assert ("reason", 1, "text") in errors("true-false", **{**FIELDS, "reason": [REASONS[0], REASONS[0]]})


def test_missing_feedback_on_verdict_or_reason_is_advice():
    bare = [REASONS[0], {"text": "Other"}]
    assert advice("true-false", answer=True, reason=bare) == [
        ("feedback_true",),
        ("feedback_false",),
        ("reason", 1, "feedback"),
    ]


def test_verdict_and_presented_reason_are_read():
    assert answer("true-false", body(), [2, 1, 0], verdict="false", reason="2") == {"verdict": False, "reason": 0}
    assert answer("true-false", body(), [2, 1, 0], verdict="true") == {"verdict": True, "reason": None}
    assert answer("true-false", body(), [2, 1, 0], reason="0") == {"verdict": None, "reason": 2}
    assert answer("true-false", body(), [2, 1, 0]) is None


def test_other_words_positions_and_fields_are_refused():
    order = orders("true-false", body())[0]
    for given in ({"verdict": ["maybe"]}, {"reason": ["3"]}, {"choice": ["0"]}, {"verdict": ["true", "false"]}):
        assert refuses("true-false", body(), order, given)


@pytest.mark.parametrize(
    ("verdict", "reason", "points"),
    [(False, 0, 1), (False, 2, 0.5), (False, None, 0.5), (True, 0, 0), (True, 2, 0), (None, 0, 0)],
)
def test_the_verdict_is_half_and_a_wrong_verdict_earns_nothing(verdict, reason, points):
    assert grade("true-false", body(), {"verdict": verdict, "reason": reason}).points == points


def test_no_answer_earns_nothing():
    assert grade("true-false", body(), None).points == 0


def test_a_critical_question_needs_the_right_reason_too():
    half = grade("true-false", body(), {"verdict": False, "reason": 2}, critical=True)
    assert (half.critical_missed, half.missed) == (True, "you missed it")
    assert not grade("true-false", body(), {"verdict": False, "reason": 0}, critical=True).critical_missed
    assert grade("true-false", body(), None, critical=True).critical_missed


def test_a_dangerous_reason_is_missed_in_its_own_words():
    marked = grade("true-false", body(), {"verdict": False, "reason": 1})
    assert (marked.critical_missed, marked.missed) == (True, "you trusted paper")
