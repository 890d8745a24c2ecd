import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.questions.kinds.wildcards import matches, pieces
from tests.questions.kinds.reading import REFUSED, advice, answer, errors, grade, read, refuses, taken

LOOKS = {"find", "startswith", "endswith", "index", "match", "search"}

FIELDS = {
    "accept": [
        {"text": "medial", "feedback": "Yes."},
        {"text": "toward* the midline", "feedback": "Yes, in other words."},
        {"text": "inner", "feedback": "Nearly.", "worth": 0.5},
    ],
    "known": [
        {
            "text": "lateral",
            "feedback": "That is the outer one.",
            "critical": True,
            "missed": "you chose the outer side",
        },
        {"text": "*front*", "feedback": "It is not in front."},
    ],
    "feedback_wrong": "It is the medial one.",
}


def body(**changes):
    return read("short-text", **{**FIELDS, **changes})


def points(text, **changes):
    return grade("short-text", body(**changes), text).points


def test_a_well_made_question_has_no_flaws():
    assert errors("short-text", **FIELDS) == {}
    assert advice("short-text", **FIELDS) == []


def test_something_must_be_accepted_in_full():
    assert errors("short-text", accept=[]) == {("accept",): "no text earns full points"}
    assert ("accept",) in errors("short-text", accept=[{"text": "a", "worth": 0.5}])
    for wrong in (0, 1.5, True, "1"):
        assert ("accept", 0, "worth") in errors("short-text", accept=[{"text": "a", "worth": wrong}])


@pytest.mark.parametrize("monster", ["*", "**", " * ", "*" * 200])
def test_a_pattern_that_fits_everything_is_an_error(monster):
    assert "matches every answer" in errors("short-text", accept=[{"text": monster}])["accept", 0, "text"]


@pytest.mark.parametrize("never", [" medial", "medial ", "psoas  major", "a\tb"])
def test_a_pattern_that_fits_nothing_is_an_error(never):
    assert "matches no answer" in errors("short-text", accept=[{"text": never}])["accept", 0, "text"]


def test_a_text_that_is_never_reached_is_an_error():
    assert ("accept", 1, "text") in errors("short-text", accept=[{"text": "a"}, {"text": "A"}])
    assert ("accept", 1, "text") not in errors("short-text", accept=[{"text": "a"}, {"text": "A"}], case=True)
    late = errors("short-text", accept=[{"text": "*psoas*"}], known=[{"text": "psoas minor"}])
    assert late == {("known", 0, "text"): "“psoas minor” is never used"}


def test_a_long_pattern_is_an_error():
    assert ("accept", 0, "text") in errors("short-text", accept=[{"text": "a" * 201}])


def test_missing_feedback_is_advice():
    assert advice("short-text", accept=[{"text": "a"}], known=[{"text": "b"}]) == [
        ("accept", 0, "feedback"),
        ("known", 0, "feedback"),
        ("feedback_wrong",),
    ]


def test_never_by_likeness():
    assert [points(text) for text in ("medial", "MEDIAL", "lateral", "medal", "medially", "media", "distal")] == [
        1, 1, 0, 0, 0, 0, 0,
    ]  # fmt: skip


def test_letter_case_counts_where_it_is_asked_for():
    assert (points("Medial", case=True), points("medial", case=True)) == (0, 1)


def test_a_part_is_worth_a_part_and_not_enough_for_a_critical_question():
    assert points("inner") == 0.5
    assert grade("short-text", body(), "inner", critical=True).critical_missed
    assert not grade("short-text", body(), "inner").critical_missed


def test_wrong_texts_that_are_known_have_their_own_words():
    assert body().judge("in front of it").feedback == "It is not in front."
    assert body().judge("behind").feedback == "It is the medial one."
    marked = grade("short-text", body(), "Lateral")
    assert (marked.critical_missed, marked.missed) == (True, "you chose the outer side")


def test_what_is_typed_is_folded_and_kept_as_it_was_written():
    assert answer("short-text", body(), [], text="  Toward  the\u00a0midline\t") == "Toward the midline"
    assert answer("short-text", body(), [], text="cafe\u0301") == "café"
    assert answer("short-text", body(), [], text="me\u200bdial") == "medial"
    assert answer("short-text", body(), [], text="   ") is None
    assert points("Scarpa’s", accept=[{"text": "scarpa's"}], known=[]) == 1
    assert points("L1–L5", accept=[{"text": "L1-L5"}], known=[]) == 1  # noqa: RUF001


def test_accents_and_letters_of_other_scripts_are_not_alike():
    assert points("cafe", accept=[{"text": "café"}]) == 0
    assert points("mеdial") == 0  # noqa: RUF001 - with a Cyrillic letter in it


def test_too_long_and_what_is_no_text_is_refused_in_words():
    for typed in ("a" * 201, "a" * 1_000_000, "\0", "a\x1b", "\ud800"):
        with pytest.raises(Invalid) as refusal:
            answer("short-text", body(), [], text=typed)
        assert refusal.value.message
    assert answer("short-text", body(), [], text="a" * 200)


def test_another_kinds_answer_is_refused():
    for given_ in ({"choice": ["0"]}, {"text": ["a", "b"]}, {"number": ["1"]}):
        assert refuses("short-text", body(), [], given_)


def test_the_right_answer_is_shown_without_wildcards():
    assert body().shown == "medial"
    assert body(accept=[{"text": "*psoas*"}, {"text": "hip flexor"}]).shown == "hip flexor"
    assert body(accept=[{"text": "toward* the midline"}]).shown == "toward …  the midline"
    assert body(accept=[{"text": r"a\*b"}]).shown == "a*b"


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("psoas", "psoas", True),
        ("psoas", "the psoas", False),
        ("*psoas*", "the psoas muscle", True),
        ("ps*s", "pass", False),
        ("ps*s", "ps", False),
        ("a*a", "a", False),
        ("a*b*c", "a c b", False),
        ("a*b*c", "a b b c", True),
        (r"2\*3", "2*3", True),
        (r"2\*3", "2 by 3", False),
        ("a.c", "abc", False),
        ("(a|b)", "a", False),
        ("[ab]", "a", False),
        ("a?", "a", False),
        ("straße", "STRASSE", True),
    ],
)
def test_a_star_is_the_only_sign_that_means_something(pattern, text, fits):
    assert matches(pattern, text) is fits


@pytest.mark.parametrize(
    ("pattern", "text"), [("*a" * 100 + "b", "a" * 200), ("a*" * 100 + "b", "a" * 200), ("*a" * 100 + "b*", "a" * 200)]
)
def test_a_monster_of_wildcards_is_no_more_work_than_it_has_pieces(pattern, text):
    assert 0 < len(searches(lambda: matches(pattern, text))) <= pattern.count("*") + 1


def searches(work):
    """The searches in a text that some work makes, which refuses; counted, as a busy machine would be slow at few."""
    made = []
    sys.setprofile(lambda _frame, event, what: made.append(what) if event == "c_call" and what.__name__ in LOOKS else 0)
    try:
        assert not work()
    finally:
        sys.setprofile(None)
    return made


def by_the_book(pattern, text):
    """The same, slow and plain: whether the pattern eats the whole text."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(by_the_book(pattern[1:], text[cut:]) for cut in range(len(text) + 1))
    return bool(text) and pattern[0] == text[0] and by_the_book(pattern[1:], text[1:])


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_matching_is_what_it_says(pattern, text):
    assert matches(pattern, text) == by_the_book(pattern, text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_pattern_without_a_star_fits_only_its_own_text(one, other):
    plain = one.replace("\\", "").replace("*", "").strip()
    assert matches(plain, plain)
    assert not matches(plain, other) or pieces(other.replace("*", "").replace("\\", "").strip()) == pieces(plain)


@given(st.text(max_size=250))
def test_whatever_is_typed_is_marked_or_refused(typed):
    found = taken("short-text", body(), text=typed)
    assert found == REFUSED or grade("short-text", body(), found).points in {0, 0.5, 1}
