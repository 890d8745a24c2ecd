"""Texts are changed where the form says so, and nowhere else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from lms.authoring import writing
from lms.authoring.rules import DrawText, QuestionText, QuizText, Wording
from lms.authoring.writing import Unwritable, excerpt, with_question, with_quiz
from lms.curriculum.document import Family, Variant
from lms.questions.kinds import KINDS
from tests.tiny import CHOICE, TINY_TEST

BANK = """# The bank.
[[family]]
id = "one"  # stays for good
kind = "choice"
lesson = "first"
tags = ["start"]

# The first wording.
[[family.variant]]
id = "a"
ask = "Which?"
option = [
  # the key
  { text = "This", right = true, missed = "odd", feedback = "Yes." },
  { text = "That", sources = ["atlas"], feedback = "No." }, # often chosen
  { text = "Neither", feedback = "No." },
]

# The second family.
[[family]]
id = "two"
kind = "true-false"
lesson = "first"
"""


def option(text, verdict="wrong", feedback="No."):
    return {"text": text, "right": verdict == "right", "critical": verdict == "critical", "feedback": feedback}


OPTIONS = [option("This", "right", "Yes."), option("That"), option("Neither")]


def one(ask="Which?", options=OPTIONS, *, variant="a", missed="", **head):
    said = {"critical": False, "lesson": "first", "objective": "", "tags": ("start",), "sources": (), **head}
    return QuestionText(id="one", kind="choice", wording=Wording(variant, ask, missed, {"option": options}), **said)


def test_a_form_that_says_what_stands_there_changes_nothing():
    assert with_question(BANK, one()) == BANK


def test_one_changed_text_changes_one_line():
    changed = with_question(BANK, one("Which one?"))
    assert changed == BANK.replace('ask = "Which?"', 'ask = "Which one?"')


def test_comments_and_what_the_form_does_not_know_stay():
    options = [option("This one", "wrong", "Yes."), option("That", "right"), None]
    changed = with_question(BANK, one(options=options))
    for comment in ("# The bank.", "# stays for good", "# The first wording.", "# the key", "# often chosen"):
        assert comment in changed
    first, second = tomllib.loads(changed)["family"][0]["variant"][0]["option"]
    assert first == {"text": "This one", "missed": "odd", "feedback": "Yes."}
    assert second == {"text": "That", "right": True, "sources": ["atlas"], "feedback": "No."}


def test_a_new_wording_stands_above_the_comment_of_the_next_family():
    changed = with_question(BANK, one("How?", OPTIONS[:2], variant="b"))
    assert changed.index('id = "b"') < changed.index("# The second family.") < changed.index('id = "two"')
    assert [each["id"] for each in tomllib.loads(changed)["family"][0]["variant"]] == ["a", "b"]


def test_a_new_field_goes_into_its_own_table():
    changed = with_question(BANK, one(critical=True, objective="say-where", missed="you looked away"))
    family = tomllib.loads(changed)["family"][0]
    assert (family["critical"], family["objective"], family["variant"][0]["missed"]) == (
        True, "say-where", "you looked away",
    )  # fmt: skip


def test_a_new_family_goes_to_the_end_and_a_new_file_begins_with_it():
    question = one("How?", OPTIONS[:2])
    assert with_question(CHOICE, question).startswith(CHOICE.rstrip())
    assert tomllib.loads(with_question("", question))["family"][0]["kind"] == "choice"


def test_a_file_that_cannot_be_changed_is_refused():
    tables = BANK[: BANK.index("option = [")] + '[[family.variant.option]]\ntext = "This"\nright = true\n'
    for text in (tables, "family = 3\n", "no toml"):
        with pytest.raises(Unwritable):
            with_question(text, one("How?"))


@pytest.mark.parametrize(
    "question",
    [
        one("How?"),
        one(critical=True),
        one(options=[option("This", "critical", "Yes."), *OPTIONS[1:]]),
        one(options=[OPTIONS[0], option("That", "critical"), OPTIONS[2]]),
        one(options=OPTIONS[:2]),
    ],
)
def test_a_file_that_does_not_say_what_was_typed_is_refused(monkeypatch, question):
    monkeypatch.setattr(writing, "_changed", lambda text, *_question: text)
    assert with_question(BANK, one()) == BANK
    with pytest.raises(Unwritable):
        with_question(BANK, question)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.sampled_from(["\n", '"', "'''", '"""', "\\", "#"]),
)
def test_whatever_is_typed_is_read_back_as_it_was(text, odd):
    typed = f"{text}{odd}{text}"
    changed = with_question(BANK, one(typed, [option(typed, "right", typed), OPTIONS[1]]))
    variant = tomllib.loads(changed)["family"][0]["variant"][0]
    assert (variant["ask"], variant["option"][0]["text"], variant["option"][0]["feedback"]) == (typed,) * 3
    assert "# The second family." in changed


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.form])
def test_every_question_that_ships_can_be_written_as_it_is(kind):
    """What the form of its kind shows of it, sent back untouched, changes nothing."""
    count = 0
    for file in sorted((ROOT / "courses").glob("*/questions/*.toml")):
        text = file.read_text()
        for family in tomllib.loads(text)["family"]:
            for variant in family["variant"] if family["kind"] == kind else ():
                typed = as_typed(family, variant)
                assert typed is None or with_question(text, typed) == text
                count += typed is not None
    assert count > 3


def as_typed(family, variant):
    kind = KINDS[family["kind"]]
    shared = {name: value for name, value in family.items() if name not in Family.model_fields and name != "variant"}
    own = {name: value for name, value in variant.items() if name not in Variant.model_fields}
    body, _flaws = kind.read({**shared, **own})
    if not kind.form.shows(body):
        return None
    form = kind.form(data=kind.form.of_body(body))
    return QuestionText(
        id=family["id"],
        kind=family["kind"],
        critical=family.get("critical", False),
        lesson=family["lesson"],
        objective=family.get("objective", ""),
        tags=tuple(family.get("tags", ())),
        sources=tuple(family.get("sources", ())),
        wording=Wording(variant["id"], variant["ask"], variant.get("missed", ""), form.authored()),
    )


def test_the_lines_of_a_family_are_found():
    assert excerpt(BANK, "two").startswith('[[family]]\nid = "two"')
    assert "# The second family." not in excerpt(BANK, "one")
    assert excerpt(BANK, "three") == ""


def quiz(**said):
    usual = {
        "id": "tiny-test", "title": "Module test: the start", "purpose": "test", "lesson": "", "pass_mark": 60,
        "attempts": 0, "wait_hours": 24, "feedback": "after-submit", "minutes": 0, "confidence": False,
    }  # fmt: skip
    draws = said.pop("draws", (DrawText(0, "tag", "start"), DrawText(1, "tag", "start", 3)))
    return QuizText(**{**usual, **said}, draws=draws)


def test_a_quiz_that_says_what_stands_there_stays():
    assert with_quiz(TINY_TEST, quiz()) == TINY_TEST


def test_a_quiz_keeps_what_the_form_does_not_know():
    text = TINY_TEST + 'requires = ["first"] # after the first lesson\n'
    changed = with_quiz(text, quiz(pass_mark=75, attempts=3, draws=(DrawText(0, "family", "strong-beat"),)))
    found = tomllib.loads(changed)
    assert (found["pass_mark"], found["attempts"], found["requires"]) == (75, 3, ["first"])
    assert found["draw"] == [{"family": "strong-beat"}]
    assert "# after the first lesson" in changed


def test_a_time_limit_and_the_question_how_sure_come_and_go():
    timed = with_quiz(TINY_TEST, quiz(minutes=40, confidence=True))
    assert tomllib.loads(timed) == {**tomllib.loads(TINY_TEST), "minutes": 40, "confidence": True}
    again = with_quiz(timed, quiz())
    assert tomllib.loads(again) == {**tomllib.loads(TINY_TEST), "minutes": 0, "confidence": False}


@pytest.mark.parametrize("said", [{"minutes": 0}, {"confidence": False}, {"lesson": ""}, {"minutes": 41}], ids=str)
def test_a_quiz_file_that_does_not_say_what_was_typed_is_refused(monkeypatch, said):
    typed = {"lesson": "first", "minutes": 40, "confidence": True}
    text = with_quiz(TINY_TEST, quiz(**typed))
    monkeypatch.setattr(writing, "with_table", lambda text, *_said: text)
    assert with_quiz(text, quiz(**typed)) == text
    with pytest.raises(Unwritable):
        with_quiz(text, quiz(**{**typed, **said}))


def test_a_new_quiz_says_all_of_it():
    found = tomllib.loads(with_quiz("", quiz(lesson="first", purpose="check", minutes=15, confidence=True)))
    assert (found["lesson"], found["purpose"]) == ("first", "check")
    assert (found["minutes"], found["confidence"]) == (15, True)
    assert found["draw"] == [{"tag": "start", "critical": "each"}, {"tag": "start", "count": 3}]
