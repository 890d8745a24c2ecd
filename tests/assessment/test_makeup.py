from lms.assessment import words
from lms.assessment.rules import QuizState, Record
from lms.assessment.rules import state as state_of
from lms.core.clock import now
from lms.curriculum.document import Quiz
from tests.assessment.learner import CHECK, Learner, row


def make_up(learner, *, right=True):
    """Answer the make-up. Returns the page of the result."""
    learner.visitor.post("assessment.makeup", id=learner.attempt)
    learner.attempt = learner.visitor.location.rsplit("/", 1)[1]
    if right:
        learner.answer_all()
    else:
        learner.answer_all(strong_beat=1)
    return learner.submit()


def test_after_24_hours_a_parallel_variant_of_the_missed_family_is_asked(ana, later):
    ana.take(strong_beat=1)
    held = row(ana.attempt)
    first = held.questions[ana.number_of("strong-beat")]
    later(ana, 25).visitor.post("assessment.makeup", id=ana.attempt)
    makeup = row(ana.visitor.location.rsplit("/", 1)[1])
    assert (makeup.number, makeup.makeup_of) == (1, held.id)
    assert [drawn["family"] for drawn in makeup.questions] == ["strong-beat"]
    assert makeup.questions[0]["variant"] != first["variant"]


def test_all_right_and_the_attempt_passes_at_that_moment(ana, later):
    ana.take(strong_beat=1)
    page = make_up(later(ana, 25))
    assert "75%, passed: you answered the follow-up question correctly." in page.text
    ana.visitor.get("assessment.quiz", slug="tiny", uid="tiny-test")
    assert "Passed with 75%." in ana.visitor.page.text


def test_any_wrong_and_it_has_failed_and_another_attempt_may_follow(ana, later):
    ana.take(strong_beat=1)
    page = make_up(later(ana, 25), right=False)
    assert "75%, not passed yet: you missed the follow-up question." in page.text
    assert "Try again" in page.text
    ana.start()
    assert row(ana.attempt).number == 2


def test_there_is_one_makeup_only(ana, later):
    ana.take(strong_beat=1)
    held = ana.attempt
    make_up(later(ana, 25), right=False)
    ana.visitor.post("assessment.makeup", id=held, expect=409)
    ana.visitor.post("assessment.makeup", id=ana.attempt, expect=409)
    assert "no follow-up question" in ana.visitor.page.text


def test_before_its_time_it_is_a_conflict_that_says_when(ana):
    ana.take(strong_beat=1)
    ana.visitor.post("assessment.makeup", id=ana.attempt, expect=409)
    assert "Your follow-up question opens tomorrow" in ana.visitor.page.text


def test_in_a_check_it_opens_at_once(ana_at_check):
    page = ana_at_check.take(strong_beat=1)
    assert "66%, not passed yet: you need 70%." in page.text  # below the mark there is nothing to make up
    ana_at_check.visitor.post("assessment.makeup", id=ana_at_check.attempt, expect=409)


def test_in_a_check_that_reached_the_mark_it_opens_at_once(make, visitor):
    files = make.tiny_tree()
    check = files["1-start/first.quiz.toml"].replace("pass_mark = 70", "pass_mark = 60")
    make.course({**files, "1-start/first.quiz.toml": check})
    make.enrol("ana")
    ana = Learner(visitor.as_("ana"), CHECK)
    assert "Your follow-up question is ready." in ana.take(strong_beat=1).text
    assert "passed: you answered the follow-up question correctly" in make_up(ana).text


def test_starting_it_twice_goes_on_with_the_same(ana, later):
    ana.take(strong_beat=1)
    later(ana, 25)
    places = set()
    for _time in range(2):
        ana.visitor.post("assessment.makeup", id=ana.attempt)
        places.add(ana.visitor.location)
    assert len(places) == 1
    ana.visitor.get("assessment.quiz", slug="tiny", uid="tiny-test")
    assert ana.visitor.page.select("main .btn")[0].get("href") in places


def test_passed_and_failed_attempts_have_no_makeup(ana):
    ana.take()
    ana.visitor.post("assessment.makeup", id=ana.attempt, expect=409)
    assert "You’ve already passed this." in ana.visitor.page.text


def test_starting_a_makeup_takes_at_most_six_statements(ana, later, statements):
    ana.take(strong_beat=1)
    later(ana, 25)
    with statements(at_most=6):
        ana.visitor.post("assessment.makeup", id=ana.attempt)


def test_several_points_missed_are_several_parallel_questions(app):
    state = QuizState("held", percent=90, missed=("you pressed on", "you did not ask"), opens_at=now())
    assert words.onward(state, now()) == "Your follow-up questions are ready. Answer them all correctly to pass."
    record = Record("x", "q", 1, now(), 80, now(), 9, 10, missed=state.missed)
    failed = words.result(record, "failed", makeup_failed=True)
    assert failed == "90%, not passed yet: you missed at least one follow-up question."
    assert words.also_missed(state.missed) == "You also missed critical questions: you pressed on; you did not ask."


def test_what_passed_is_the_percent_that_counts():
    held = Record("x", "tiny-test", 1, now(), 80, now(), 92, 100, missed=("you pressed on",))
    lost = Record("y", "tiny-test", 1, now(), 80, now(), 0, 1, makeup=True)
    passed = Record("z", "tiny-test", 2, now(), 80, now(), 85, 100)
    quiz = Quiz(id="tiny-test", title="T", purpose="test", pass_mark=80, feedback="after-submit", draw=())
    assert state_of(quiz, [held, lost, passed]).best == 85
    assert state_of(quiz, [held, lost]).best == 92
