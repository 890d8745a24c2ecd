from tests.assessment.learner import Learner, row
from tests.assessment.test_quiz import LIMITED

AFTER_PASS = LIMITED.replace('requires = ["first"]\n', "").replace("attempts = 2\nwait_hours = 24\n", "")


def test_each_question_shows_my_answer_the_right_one_and_every_feedback(ana):
    page = ana.take(strong_beat=1)
    number = ana.number_of("strong-beat")
    text = "".join(page.one(f"#question-{number + 1}").itertext())
    assert text.count("Your answer") == 1
    for feedback in ("Yes: come off.", "No: come off.", "No: never."):
        assert feedback in text
    assert "Incorrect" in text
    assert "Critical question missed: you chose to press on where a pulse was felt." in " ".join(text.split())
    assert "Review the lesson: The first lesson" in text


def test_every_kind_is_shown_right_and_wrong(ana):
    right = ana.take().text
    assert right.count("An atlas for tests, 1st ed., p. 1.") == 4
    assert "Incorrect" not in right
    wrong = ana.take(ends_where=1, lifts_thigh=1, which_where=1).text
    assert "Correct, but not selected" in wrong
    assert "Incorrect. You chose: " in wrong


def test_unanswered_questions_say_so(ana):
    ana.start()
    text = ana.submit().text
    assert text.count("You did not answer this question. You’ll see the correct answer after you pass.") == 4
    for key in ("Correct, but not selected", "Yes: come off.", "An atlas for tests"):
        assert key not in text, "an empty attempt does not tell the key"


def test_what_was_answered_is_told_beside_what_was_not(ana):
    ana.start()
    number = ana.number_of("strong-beat")
    ana.save(number, ana.given(row(ana.attempt).questions[number], right=False))
    page = ana.submit()
    assert page.text.count("You did not answer this question.") == 3
    assert len(page.select(f"#question-{number + 1} .opt.wrong")) == 1


def test_after_passing_the_key_of_an_unanswered_question_is_told_too(ana_again):
    ana_again.start()
    ana_again.submit()
    empty = ana_again.attempt
    ana_again.take()
    ana_again.visitor.get("assessment.review", id=empty)
    text = ana_again.visitor.page.text
    for words in (
        "Not answered",
        "Nothing selected",
        "You did not choose true or false.",
        "You did not choose a reason.",
    ):
        assert words in text


def test_a_result_says_why_it_is_not_passed(ana):
    page = ana.take(strong_beat=1)
    assert "Why is this not passed?" in page.text
    assert "To pass, score 60% or more and miss no critical question." in page.text


def test_right_and_wrong_wait_for_passing_where_the_quiz_says_so(make, visitor):
    make.course(make.tiny_tree(**{"1-start/test.quiz.toml": AFTER_PASS}))
    make.enrol("ana")
    ana = Learner(visitor.as_("ana"))
    page = ana.take(ends_where=1, lifts_thigh=1, which_where=1)
    assert "These are your answers." in page.text
    for words in ("Far away.", "Yes: come off.", "Incorrect", "Your answer"):
        assert words not in page.text
    assert page.select("input[checked][disabled]")
    first = ana.attempt
    assert "Yes: come off." in ana.take().text
    ana.visitor.get("assessment.review", id=first)
    assert "Far away." in ana.visitor.page.text


def test_an_open_attempt_has_no_result_yet(ana):
    ana.start()
    ana.visitor.get("assessment.review", id=ana.attempt, expect=303)
    assert ana.visitor.location == f"/attempts/{ana.attempt}"


def test_an_older_result_keeps_its_score_when_a_later_attempt_has_passed(ana_again):
    ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    older = ana_again.attempt
    ana_again.take()
    ana_again.visitor.get("assessment.review", id=older)
    assert (
        "This attempt: 25%. The passing score is 60%. You’ve already passed, and that does not change."
        in ana_again.visitor.page.text
    )
    assert "Why is this not passed?" not in ana_again.visitor.page.text


def test_the_review_takes_at_most_five_statements(ana, statements):
    ana.take(strong_beat=1)
    with statements(at_most=5):
        ana.visitor.get("assessment.review", id=ana.attempt)
