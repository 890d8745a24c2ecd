"""The network goes away in mid-quiz and comes back: nothing is lost, nothing counts twice, the server has the time."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from lms.accounts.models import SignInSession
from lms.assessment.models import Answer, AnswerEvent, Attempt, Mark
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.curriculum.models import Course
from lms.enrolment.actions import enrol
from tests.browser import quiz
from tests.browser.accessibility import look
from tests.browser.right_answers import right_answers
from tests.cast import PASSWORD
from tests.faults.answering import until
from tests.tiny import tiny_tree

pytestmark = pytest.mark.browser
CHECK = "/courses/tiny/quizzes/tiny-test"
NETWORK = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource")


@pytest.fixture
def page(window, inside, learner, watched):
    """Lena's window, with the small course on the server; the browser itself reports the missing network."""
    watched.expected = NETWORK
    ready = curriculum.prepare("tiny", tiny_tree())
    write_tx(lambda: curriculum.publish("tiny", ready))
    course_id = db.session.scalars(select(Course.id).where(Course.slug == "tiny")).one()
    write_tx(lambda: enrol(learner[0], course_id))
    return window(learner[2])


def events(attempt, **wanted):
    db.session.rollback()
    rows = select(AnswerEvent).join(Attempt).where(Attempt.public_id == attempt).order_by(AnswerEvent.id)
    return list(db.session.scalars(rows.filter_by(**wanted)))


def answered(attempt):
    db.session.rollback()
    return set(db.session.scalars(select(Answer.question).join(Attempt).where(Attempt.public_id == attempt)))


def ends_in(attempt, seconds):
    """Let the attempt's time end `seconds` from now."""
    mine = update(Attempt).where(Attempt.public_id == attempt)
    write_tx(lambda: db.session.execute(mine.values(deadline_at=now() + timedelta(seconds=seconds))))


def test_what_is_answered_without_a_network_is_saved_when_it_is_back(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    quiz.fill_in(page, 0, answers[0])
    quiz.saved(page)
    page.context.set_offline(True)
    for number, given in enumerate(answers[1:], 1):
        quiz.fill_in(page, number, given)
    expect(page.locator(".save-state")).to_contain_text("saved on this device")
    assert answered(attempt) == {0}
    page.context.set_offline(False)
    quiz.saved(page)
    assert answered(attempt) == set(range(len(answers)))
    keys = [(each.question, each.seq) for each in events(attempt)]
    assert len(keys) == len(set(keys)), "each change once"
    quiz.hand_in(page)
    expect(page.locator("main")).to_contain_text("100%")


def test_hours_offline_and_a_new_window_lose_nothing(page):
    """The page is closed without a network, and opened again in the same browser when there is one."""
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    page.context.set_offline(True)
    for number, given in enumerate(answers):
        quiz.fill_in(page, number, given)
    page.locator("[name=flag1]").check()
    page.close(run_before_unload=False)
    assert answered(attempt) == set()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"/attempts/{attempt}")
    quiz.saved(again)
    assert answered(attempt) == set(range(len(answers)))
    expect(again.locator("[name=flag1]")).to_be_checked()
    quiz.hand_in(again)
    expect(again.locator("main")).to_contain_text("100%")


def test_two_windows_do_not_undo_each_other(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    other = page.context.new_page()
    other.goto(f"/attempts/{attempt}")
    quiz.fill_in(page, 0, answers[0])
    quiz.saved(page)
    quiz.fill_in(other, 1, answers[1])
    quiz.saved(other)
    assert answered(attempt) == {0, 1}


@pytest.mark.parametrize("script", [True, False])
def test_older_windows_lose_nothing(page, window, learner, watched, script):
    watched.expected = (*NETWORK, "Blocked script execution")  # where there is no script, the browser says so
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    older = page.context.new_page() if script else window(learner[2], java_script_enabled=False)
    older.goto(page.url)
    for number, given in enumerate(answers):
        quiz.fill_in(page, number, given)
    quiz.saved(page)
    older.locator("button[value=finish]").click()
    older.wait_for_url("**/submit")
    expect(older.locator(".flash")).to_contain_text(re.compile("You answered questions .+ in another window"))
    assert answered(attempt) == set(range(len(answers)))
    older.locator("main form button[type=submit]").click()
    older.wait_for_url("**/review")
    expect(older.locator("main")).to_contain_text("100%")


def test_without_a_network_finishing_stays_on_the_page(page):
    attempt = quiz.start(page, CHECK)
    quiz.fill_in(page, 0, right_answers(attempt)[0])
    quiz.saved(page)
    page.context.set_offline(True)
    page.locator("button[value=finish]").click()
    expect(page.locator(".save-state")).to_contain_text("You’re offline. Everything so far is saved")
    quiz.fill_in(page, 1, right_answers(attempt)[1])
    expect(page.locator(".save-state")).to_contain_text("saved on this device")
    page.context.set_offline(False)
    quiz.saved(page)
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/submit")
    assert answered(attempt) == {0, 1}


def test_who_presses_again_sends_the_form_itself(page):
    """A network that lets no script through takes no answer away."""
    attempt = quiz.start(page, CHECK)
    page.route("**/answers/*", lambda route: route.abort())
    quiz.fill_in(page, 0, right_answers(attempt)[0])
    expect(page.locator(".save-state")).to_contain_text("saved on this device")
    for _press in range(10):  # one that comes while the first is still trying does nothing
        page.locator("button[value=finish]").click()
        page.wait_for_timeout(500)
        if page.url.endswith("/submit"):
            break
    page.wait_for_url("**/submit")
    assert answered(attempt) == {0}


def test_time_is_shown_can_be_hidden_and_its_end_hands_in(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    ends_in(attempt, 64)
    page.goto(f"/attempts/{attempt}")
    left = page.locator(".time-left")
    expect(left).to_contain_text("left")
    look(page)
    expect(page.locator(".time-said")).to_have_text("1 minute left.")
    page.locator(".clock .toggle").click()
    expect(left).to_be_hidden()
    page.goto(f"/attempts/{attempt}")
    expect(left).to_be_hidden()
    quiz.fill_in(page, 0, answers[0])
    quiz.saved(page)
    ends_in(attempt, 3)
    page.evaluate("Date.now = () => 0")  # the device's time of day decides nothing
    page.goto(f"/attempts/{attempt}")
    page.wait_for_url("**/review")
    db.session.rollback()
    marked = select(Mark.points).join(Attempt).where(Attempt.public_id == attempt).order_by(Mark.question)
    assert list(db.session.scalars(marked))[:1] == [1.0]
    submitted = select(Attempt.submitted_at, Attempt.deadline_at).where(Attempt.public_id == attempt)
    handed_in, deadline = db.session.execute(submitted).one()
    assert deadline <= handed_in, "the server has the time"


def test_two_windows_without_a_network_keep_each_others_answers(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    other = page.context.new_page()
    other.goto(page.url)
    page.context.set_offline(True)
    quiz.fill_in(page, 0, answers[0])
    quiz.fill_in(other, 1, answers[1])
    quiz.fill_in(other, 0, answers[0])  # the later one of the same question is the one that waits
    context, address = page.context, page.url
    page.close()
    context.set_offline(False)
    quiz.saved(other)
    assert answered(attempt) == {0, 1}
    third = context.new_page()
    third.goto(address)
    assert third.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('palpate:attempt'))") == []


def test_what_one_window_has_sent_takes_nothing_of_another_from_the_device(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    other = page.context.new_page()
    other.goto(page.url)
    context, address = page.context, page.url
    context.set_offline(True)
    quiz.fill_in(page, 0, answers[0])
    page.close()
    quiz.fill_in(other, 1, answers[1])
    context.set_offline(False)
    quiz.saved(other)
    assert 1 in answered(attempt), "the other one stays on the device, or left with its window as that was closed"
    other.close()
    again = context.new_page()
    again.goto(address)  # "Saved", it says already, of the other one
    until(lambda: answered(attempt) == {0, 1}, 30)


def test_time_runs_out_while_offline(page):
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    quiz.fill_in(page, 0, answers[0])
    quiz.saved(page)
    ends_in(attempt, 600)
    page.clock.install()
    page.goto(f"/attempts/{attempt}")
    page.context.set_offline(True)
    expect(page.locator(".clock .offline")).to_be_visible()
    quiz.fill_in(page, 1, answers[1])
    page.clock.fast_forward(700_000)
    expect(page.locator(".time-said")).to_contain_text("Time is up. Your answers are saved on this device")
    expect(page.locator("fieldset.question input").first).to_be_disabled()
    ends_in(attempt, -60)  # the time is over on the server too; anything under way would have arrived
    page.context.set_offline(False)
    page.wait_for_url("**/review")
    expect(page.locator("main")).to_contain_text("Late answers")
    look(page)
    (late,) = events(attempt, late=True)
    assert late.question == 1
    assert late.claimed_at < late.at
    assert answered(attempt) == {0}
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('palpate:attempt'))") == []


def test_a_session_that_ends_in_mid_exam_is_opened_again_in_place(page, learner, watched):
    watched.expected = (*NETWORK, "401", "422")
    person, email, _token = learner
    attempt = quiz.start(page, CHECK)
    answers = right_answers(attempt)
    ended = update(SignInSession).where(SignInSession.person_id == person).values(ended_at=now())
    write_tx(lambda: db.session.execute(ended))
    page.locator("[name=flag0]").check()
    dialog = page.locator("#sign-in-again")
    dialog.get_by_label("Email address").fill(email)
    for password in ("not the password", PASSWORD):
        dialog.get_by_label("Password").fill(password)
        dialog.locator("button[type=submit]").click()
        if password != PASSWORD:
            expect(dialog.get_by_role("alert")).to_contain_text("The email address or password is incorrect.")
            look(page)
    expect(dialog).to_be_hidden()
    quiz.saved(page)
    quiz.fill_in(page, 1, answers[1])
    quiz.saved(page)
    assert answered(attempt) == {0, 1}
