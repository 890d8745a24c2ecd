"""A choice question in its form: added, changed, previewed, and never lost."""

import tomllib

import pytest

from lms.authoring.desk import NEW_QUESTIONS
from tests.authoring.conftest import draft
from tests.page import text_of
from tests.visitor import Visitor

PATH = "questions/choice.toml"
NEW = {
    "uid": "warm-hands", "lesson": "first", "objective": "say-where", "tags": "start, warmth", "sources": "atlas",
    "ask": "Your hands are cold. What now?", "missed": "you began with cold hands",
    "body-option-0-text": "Warm them", "body-option-0-verdict": "right", "body-option-0-feedback": "Yes.",
    "body-option-1-text": "Begin", "body-option-1-verdict": "critical", "body-option-1-feedback": "No.",
}  # fmt: skip
FORM = "form[data-desk]"


def test_a_new_question_lands_in_a_draft_of_its_own_and_in_the_list(ines):
    ines.get("authoring.add_question", slug="tiny")
    ines.send(FORM, **NEW, critical="y")
    [family] = tomllib.loads(draft(NEW_QUESTIONS))["family"]
    assert (family["id"], family["critical"], family["tags"]) == ("warm-hands", True, ["start", "warmth"])
    assert family["variant"][0]["option"][1] == {"text": "Begin", "critical": True, "feedback": "No."}
    ines.follow()
    assert ines.page.one("textarea[name=ask]").text == NEW["ask"]
    ines.get("authoring.desk", slug="tiny", q="cold")
    assert [text_of(each) for each in ines.page.select(".questions a")] == [NEW["ask"]]
    assert "New" in ines.page.text


def test_a_change_keeps_the_comments_of_the_file(ship, make, cast):
    tree = make.tiny_tree()
    tree[PATH] = "# Written by hand.\n" + tree[PATH]
    ines = Visitor(ship(tree), cast, "ines")
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    ines.send(FORM, ask="Something beats. And now?")
    assert draft(PATH) == tree[PATH].replace("A beat lifts your fingers. What do you do?", "Something beats. And now?")


def test_what_is_put_back_leaves_no_draft(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    before = ines.page.one("textarea[name=ask]").text
    ines.send(FORM, ask="Another?")
    ines.follow()
    ines.send(FORM, ask=before)
    assert draft(PATH) is None


def test_a_wording_is_added_below_the_others(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat", variant="new")
    options = {"body-option-0-text": "Come off", "body-option-0-verdict": "right", "body-option-1-text": "Go on"}
    ines.send(FORM, ask="A fourth way to ask?", **options)
    family = tomllib.loads(draft(PATH))["family"][0]
    assert [each["id"] for each in family["variant"]] == ["a", "b", "c", "d"]
    ines.follow()
    assert ines.page.one("textarea[name=ask]").text == "A fourth way to ask?"


def test_an_option_that_is_emptied_is_gone_and_one_more_is_added(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat", variant="b")
    options = {"body-option-1-text": "", "body-option-3-text": "Call for help", "body-option-3-feedback": "Not yet."}
    ines.send(FORM, **options)
    options = tomllib.loads(draft(PATH))["family"][0]["variant"][1]["option"]
    assert [each["text"] for each in options] == [
        "Come off and send to a doctor (b)", "Press harder (b)", "Call for help",
    ]  # fmt: skip


WRONG = {
    "an id with spaces": ({"uid": "warm hands"}, "uid", "Use lowercase letters"),
    "an id that is taken": ({"uid": "strong-beat"}, "uid", "Another question already uses this ID."),
    "no question": ({"ask": " "}, "ask", "Enter the question."),
    "one option": ({"body-option-1-text": ""}, "body-option", "Add at least two options."),
    "two right ones": ({"body-option-1-verdict": "right"}, "body-option", "exactly one"),
    "no right one": ({"body-option-0-verdict": "wrong"}, "body-option", "exactly one"),
    "the same twice": ({"body-option-1-text": "warm  THEM"}, "body-option", "Two options are the same."),
    "no lesson": ({"lesson": ""}, "lesson", "Choose the lesson"),
    "an unknown objective": ({"objective": "nothing"}, "objective", "Choose a learning objective from the list."),
    "an odd tag": ({"tags": "start, Ünder"}, "tags", "is not a valid tag"),
    "an unknown source": ({"sources": "hearsay"}, "sources", "no source “hearsay”"),
    "too long": ({"ask": "x" * 2001}, "ask", "Use 2000 characters or fewer"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_its_field_and_keeps_what_was_typed(ines, case):
    change, field, words = WRONG[case]
    said = {**NEW, **change}
    ines.post("authoring.add_question", said, slug="tiny", expect=422)
    assert words in text_of(ines.page.one(f"#{field}-error"))
    assert ines.page.one("#body-option-1-feedback").text == NEW["body-option-1-feedback"]
    assert ines.page.one("#missed").get("value") == NEW["missed"]
    assert draft(NEW_QUESTIONS) is None


def test_a_stale_form_shows_both_texts_and_loses_nothing(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    mine = ines.page.one(f"{FORM} input[name=seen]").get("value")
    ines.send(FORM, ask="Theirs?")
    said = {"ask": "Mine?", "seen": mine, "critical": "y"}
    ines.post("authoring.question", said, slug="tiny", family="strong-beat", expect=409)
    yours, theirs = (each.text for each in ines.page.select("[role=alert] code"))
    assert 'ask = "Mine?"' in yours
    assert 'ask = "Theirs?"' in theirs
    assert ines.page.one("textarea[name=ask]").text == "Mine?"
    assert "Theirs?" in draft(PATH)
    ines.send(FORM)  # having seen theirs
    assert "Mine?" in draft(PATH)


def test_two_who_change_different_questions_of_one_file_do_not_clash(ship, make, cast):
    tree = make.tiny_tree()
    tree[PATH] += tree[PATH].replace("strong-beat", "weak-beat")
    app = ship(tree)
    ines, ada = Visitor(app, cast, "ines"), Visitor(app, cast, "ada")
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    ada.get("authoring.question", slug="tiny", family="weak-beat")
    ines.send(FORM, ask="One?")
    ada.send(FORM, ask="Two?")
    assert "One?" in draft(PATH)
    assert "Two?" in draft(PATH)


def test_sending_a_form_twice_is_no_clash(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    page = ines.page
    for _time in range(2):
        ines.page = page
        ines.send(FORM, ask="Once?")
    assert draft(PATH).count("Once?") == 1


def test_what_learners_see_is_shown_before_and_after_answering(ines):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    shown = [text_of(each) for each in ines.page.select(".preview .question")]
    assert len(shown) == 3
    assert "Yes: come off." not in shown[0]
    assert "Correct" in shown[1]
    assert "Critical question missed: you chose to press on where a pulse was felt." in shown[2]


def test_a_preview_is_not_saved(ines):
    ines.post("authoring.add_question", {**NEW, "then": "preview"}, slug="tiny", expect=200)
    assert NEW["ask"] in text_of(ines.page.select(".preview .question")[0])
    assert ines.page.one("textarea[name=ask]").text == NEW["ask"]
    assert draft(NEW_QUESTIONS) is None


def test_a_script_gets_the_preview_alone(ines):
    said = {**NEW, "then": "preview"}
    ines.post("authoring.add_question", said, slug="tiny", expect=200, headers={"X-Part": "preview"}, inspect=False)
    assert not ines.page.select("form")
    assert len(ines.page.select(".preview .question")) == 3


def test_a_preview_of_half_a_question_says_what_is_missing(ines):
    ines.post("authoring.add_question", {"then": "preview", "ask": "Half"}, slug="tiny", expect=200)
    assert "To see a preview" in ines.page.text


def test_markup_that_is_typed_stays_text(ines):
    ines.post("authoring.add_question", {**NEW, "ask": "<script>x</script><b>b</b>", "then": "preview"},
              slug="tiny", expect=200)  # fmt: skip
    assert not ines.page.select(".preview script, .preview b")


def test_a_question_of_another_kind_is_shown_and_not_written(ines):
    ines.get("authoring.question", slug="tiny", family="which-where")
    assert not ines.page.select(FORM)
    assert "questions/others.toml" in ines.page.text
    ines.post("authoring.question", {"ask": "x"}, slug="tiny", family="which-where", expect=422)
    assert draft("questions/others.toml") is None


def test_a_shipped_file_that_changes_under_a_form_is_a_clash(ines, tmp_path):
    ines.get("authoring.question", slug="tiny", family="strong-beat")
    file = tmp_path / "tiny" / PATH
    file.write_text(file.read_text().replace("A beat lifts your fingers", "Upgraded"))
    ines.send(FORM, ask="Mine?", expect=409)
    assert "Upgraded" in ines.page.select("[role=alert] code")[1].text


def test_a_multiple_choice_question_is_changed_in_its_own_form(ines):
    path = "questions/others.toml"
    ines.get("authoring.question", slug="tiny", family="ends-where")
    assert ines.page.one("#body-marking option[selected]").get("value") == "proportional"
    own = {"body-marking": "no-wrong", "body-option-2-feedback": "Far too high."}
    ines.send(FORM, **own)
    variant = tomllib.loads(draft(path))["family"][0]["variant"][0]
    assert variant["marking"] == "no-wrong"
    assert variant["option"][2]["feedback"] == "Far too high."
    ines.follow()
    ines.send(FORM, expect=422, **{f"body-option-{row}-verdict": "wrong" for row in range(6)})
    assert "Mark at least one option as correct." in text_of(ines.page.one("#body-option-error"))


TRUE_OR_FALSE = """
[[family]]
id = "crosses-pelvis"
kind = "true-false"
lesson = "first"

[[family.variant]]
id = "a"
ask = "It crosses the pelvis."
answer = true # as drawn
feedback_true = "Yes."
feedback_false = "No."
reason = [
  { text = "It ends at the thigh", right = true, feedback = "Yes." },
  { text = "It ends at the rib", feedback = "No." },
]
"""


def test_a_statement_is_changed_in_its_own_form(ship, make, cast):
    tree = make.tiny_tree()
    tree[PATH] += TRUE_OR_FALSE
    ines = Visitor(ship(tree), cast, "ines")
    ines.get("authoring.question", slug="tiny", family="crosses-pelvis")
    assert len(ines.page.select(".preview .question")) == 3
    ines.send(FORM, **{"body-answer": "false", "body-reason-1-text": "It ends at the knee"})
    variant = tomllib.loads(draft(PATH))["family"][-1]["variant"][0]
    assert (variant["answer"], variant["reason"][1]["text"]) == (False, "It ends at the knee")
    assert "# as drawn" in draft(PATH)
    ines.follow()
    ines.send(FORM, expect=422, **{"body-reason-1-text": " it ENDS at the thigh"})
    assert "Two reasons are the same." in text_of(ines.page.one("#body-reason-error"))


def test_what_all_variants_share_stays_with_the_family(ines):
    ines.get("authoring.question", slug="tiny", family="ends-where", variant="b")
    ines.send(FORM, ask="Tick all that it is fixed to.")
    family = tomllib.loads(draft("questions/others.toml"))["family"][0]
    assert family["marking"] == "proportional"
    assert "marking" not in family["variant"][1]
