import pytest

from tests.assessment.learner import row, stored
from tests.page import text_of


def open_attempt(learner):
    learner.visitor.get("assessment.attempt", id=learner.attempt)
    return learner.visitor.page


def test_all_questions_stand_on_one_page_with_their_numbers(ana):
    ana.start()
    page = open_attempt(ana)
    assert len(page.select("fieldset.question")) == 4
    assert "Question 4 of 4" in page.text
    assert "0 of 4 answered" in page.text
    assert [each.get("src").rsplit("/")[-1] for each in page.select("script")] == ["attempt.js"]


def test_what_was_answered_is_there_when_one_comes_back(ana):
    ana.start()
    ana.answer_all()
    page = open_attempt(ana)
    assert "4 of 4 answered" in page.text
    assert len(page.select("input[checked]")) == 1 + 2 + 2
    assert len(page.select("option[selected]")) == 2
    assert "Saved " in page.one("[role=status]").text


def test_without_script_the_form_saves_everything_and_stays(ana):
    ana.start()
    number = ana.number_of("strong-beat")
    asked = open_attempt(ana).one("#attempt [name=asked]").get("value")
    ana.visitor.post("assessment.save_all", {"asked": asked, f"q{number}.choice": "1"}, id=ana.attempt)
    ana.visitor.follow()
    assert stored(ana.attempt)[number].response == row(ana.attempt).questions[number]["order"][1]
    assert ana.visitor.page.one(f"#question-{number + 1} input[checked]").get("value") == "1"
    assert "Saved" in ana.visitor.page.text


def test_an_untouched_form_saves_nothing(ana):
    ana.start()
    ana.visitor.post("assessment.save_all", {"asked": "0 1 2 3"}, id=ana.attempt)
    ana.visitor.post("assessment.save_all", id=ana.attempt)
    assert stored(ana.attempt) == {}


def test_a_form_without_script_can_take_ticks_back(ana):
    ana.start()
    number = ana.number_of("ends-where")
    ana.save(number, {"choice": [0, 1]})
    ana.visitor.post("assessment.save_all", {"asked": str(number), f"seq{number}": "1"}, id=ana.attempt)
    assert stored(ana.attempt)[number].response is None
    assert stored(ana.attempt)[number].seq == 2


@pytest.mark.parametrize("seen", ["", "0", "-3", "x"])
def test_an_older_form_takes_nothing_of_another_window_back_and_says_so(ana, seen):
    ana.start()
    one, other = ana.number_of("strong-beat"), ana.number_of("ends-where")
    page = open_attempt(ana)
    assert {each.get("name"): each.get("value") for each in page.select("#attempt [name^=seq]")} == {
        f"seq{number}": "0" for number in range(4)
    }
    ana.save(one, {"choice": 1}, seq=3)
    kept = stored(ana.attempt)[one].response
    form = {"asked": "0 1 2 3", f"seq{one}": seen, f"q{other}.choice": "1"}
    ana.visitor.post("assessment.save_all", {**form, "then": "finish"}, id=ana.attempt)
    ana.visitor.follow()
    told = f"You answered question {one + 1} in another window, and that answer counts."
    assert text_of(ana.visitor.page.one(".flash.caution")) == told
    assert stored(ana.attempt)[one].response == kept
    assert stored(ana.attempt)[other].response is not None


def test_a_form_that_has_seen_the_newest_answer_may_change_it(ana):
    ana.start()
    number = ana.number_of("strong-beat")
    ana.save(number, {"choice": 1}, seq=3)
    form = {"asked": str(number), f"seq{number}": "3", f"q{number}.choice": "0"}
    ana.visitor.post("assessment.save_all", form, id=ana.attempt)
    answer = stored(ana.attempt)[number]
    assert (answer.response, answer.seq) == (row(ana.attempt).questions[number]["order"][0], 4)


def test_a_form_that_asks_one_question_leaves_the_others_alone(ana):
    ana.start()
    ana.answer_all()
    before = {number: each.response for number, each in stored(ana.attempt).items()}
    number = ana.number_of("strong-beat")
    ana.visitor.post("assessment.save_all", {"asked": str(number), f"q{number}.choice": "0"}, id=ana.attempt)
    after = {each: answer.response for each, answer in stored(ana.attempt).items()}
    assert {each: after[each] for each in after if each != number} == {n: before[n] for n in before if n != number}


def test_finishing_leads_to_what_is_not_answered_yet(ana):
    ana.start()
    ana.save(ana.number_of("strong-beat"), {"choice": 0})
    ana.visitor.post("assessment.save_all", {"then": "finish"}, id=ana.attempt)
    ana.visitor.follow()
    assert "3 questions are not fully answered" in ana.visitor.page.text
    assert len(ana.visitor.page.select(".callout a")) == 3


def test_half_an_answer_is_not_answered_in_full(ana):
    ana.start()
    ana.answer_all()
    ana.save(ana.number_of("lifts-thigh"), {"verdict": "true"}, seq=200)
    ana.visitor.get("assessment.confirm", id=ana.attempt)
    assert "1 question is not fully answered" in ana.visitor.page.text


def test_when_all_is_answered_it_says_so(ana):
    ana.start()
    ana.answer_all()
    ana.visitor.get("assessment.confirm", id=ana.attempt)
    assert "You answered all 4 questions." in ana.visitor.page.text


def test_an_attempt_that_was_handed_in_leads_to_its_result(ana):
    ana.take()
    for endpoint in ("assessment.attempt", "assessment.confirm"):
        ana.visitor.get(endpoint, id=ana.attempt, expect=303)
        assert ana.visitor.location == f"/attempts/{ana.attempt}/review"


def test_another_persons_attempt_is_not_there(visitor, ana):
    ana.start()
    for person in ("omar", "ines", "ada"):
        other = visitor.as_(person)
        for endpoint in ("assessment.attempt", "assessment.confirm", "assessment.review"):
            other.get(endpoint, id=ana.attempt, expect=404)
        for endpoint in ("assessment.save_all", "assessment.submit", "assessment.makeup"):
            other.post(endpoint, id=ana.attempt, expect=404)
        other.post("assessment.save", json={"seq": 1, "given": {}}, id=ana.attempt, question=0, expect=404)
        other.post("assessment.check", id=ana.attempt, question=0, expect=404)
    visitor.get("assessment.attempt", id=ana.attempt, expect=302)
    assert row(ana.attempt).submitted_at is None


def test_nothing_on_the_page_tells_which_question_is_critical(ana):
    ana.start()
    assert "critical" not in ana.visitor.get("assessment.attempt", id=ana.attempt).get_data(as_text=True)


def test_the_attempt_page_takes_at_most_five_statements(ana, statements):
    ana.start()
    ana.answer_all()
    with statements(at_most=5) as seen:
        open_attempt(ana)
    assert seen.count == 3
