from tests.assessment.learner import row, stored
from tests.page import text_of


def check(learner, number, fields):
    seen = {f"seq{known}": str(answer.seq) for known, answer in stored(learner.attempt).items()}
    form = {"asked": str(number), **seen, **fields}
    learner.visitor.post("assessment.check", form, id=learner.attempt, question=number)
    location = learner.visitor.location
    learner.visitor.follow()
    return location, learner.visitor.page


def wrong(learner, number):
    [place] = learner.given(row(learner.attempt).questions[number], right=False)["choice"]
    return {f"q{number}.choice": place}


def test_a_checked_question_shows_its_feedback_at_once(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    location, page = check(ana_at_check, number, wrong(ana_at_check, number))
    assert location == f"/attempts/{ana_at_check.attempt}#question-{number + 1}"
    told = page.one(f"#question-{number + 1}")
    text = "".join(told.itertext())
    assert "Yes: come off." in text
    assert "Incorrect" in text
    assert "An atlas for tests" in text
    links = [link.get("href") for link in page.select(f"#question-{number + 1} a")]
    assert links[0] == "/courses/tiny/lessons/first"
    assert not page.select(f"#question-{number + 1} input")


def test_a_checked_answer_stays_as_it_is(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    check(ana_at_check, number, wrong(ana_at_check, number))
    before = stored(ana_at_check.attempt)[number].response
    reply = ana_at_check.save(number, {"choice": 0}, seq=50, expect=409)
    assert "checked" in reply["message"]
    check(ana_at_check, number, {f"q{number}.choice": "0"})
    assert stored(ana_at_check.attempt)[number].response == before


def test_the_others_stay_open_and_without_feedback(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    _location, page = check(ana_at_check, number, wrong(ana_at_check, number))
    assert len(page.select("fieldset[data-question]")) == 2
    assert "Far away." not in page.text
    assert "Yes, it does." not in page.text


def test_a_question_that_is_not_answered_in_full_is_not_checked(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("lifts-thigh")
    _location, page = check(ana_at_check, number, {f"q{number}.verdict": "true"})
    assert text_of(page.one(f"#question-{number + 1} .error")) == "Answer every part of the question first."
    assert len(page.select("fieldset .error")) == 1
    assert not stored(ana_at_check.attempt)[number].final


def test_checking_saves_the_rest_of_the_form_too(ana_at_check):
    ana_at_check.start()
    number, other = ana_at_check.number_of("strong-beat"), ana_at_check.number_of("ends-where")
    fields = {"asked": f"{number} {other}", **wrong(ana_at_check, number), f"q{other}.choice": "0"}
    check(ana_at_check, number, fields)
    assert stored(ana_at_check.attempt)[other].response is not None
    assert not stored(ana_at_check.attempt)[other].final


def test_what_another_window_answered_is_not_checked_from_an_older_page(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    ana_at_check.answer_all()
    check(ana_at_check, number, {f"seq{number}": "0", **wrong(ana_at_check, number)})
    answer = stored(ana_at_check.attempt)[number]
    assert (answer.final, answer.seq) == (False, 100)
    assert "in another window, and that answer counts" in text_of(ana_at_check.visitor.page.one(".flash"))


def test_the_checked_answer_is_what_is_marked(ana_at_check):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    ana_at_check.answer_all()
    check(ana_at_check, number, wrong(ana_at_check, number))
    assert "not passed yet: " in ana_at_check.submit().text


def test_a_quiz_with_feedback_later_checks_nothing(ana):
    ana.start()
    ana.visitor.post("assessment.check", {"asked": "0"}, id=ana.attempt, question=0, expect=409)
    assert stored(ana.attempt) == {}
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert "Check question" not in ana.visitor.page.text


def test_checking_takes_a_bounded_number_of_statements(ana_at_check, statements):
    ana_at_check.start()
    number = ana_at_check.number_of("strong-beat")
    fields = {"asked": str(number), **wrong(ana_at_check, number)}
    with statements(at_most=7):
        ana_at_check.visitor.post("assessment.check", fields, id=ana_at_check.attempt, question=number)
