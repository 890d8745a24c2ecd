"""Three journeys through the shipped course, in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from lms.accounts.models import SignInSession
from lms.assessment.models import Answer, Attempt, Mark
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course, document
from tests.browser import quiz
from tests.browser.accessibility import look
from tests.browser.conftest import COURSE
from tests.browser.right_answers import a_wrong_choice, drawn, right_answers
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser
HOME = f"/courses/{COURSE}"


class Looks:
    """Looks at each kind of page once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def at(self, kind: str, page: Page) -> None:
        """Look, unless one of its kind was looked at before."""
        if kind not in self.seen:
            self.seen.add(kind)
            look(page)


def shipped():
    """The shipped course as it is published."""
    return document(course(COURSE).current_edition_id)


def test_sign_up_and_take_a_module(window, inside):
    page, looks = window(), Looks()
    page.goto("/")
    looks.at("welcome", page)
    sign_up(page, looks, "nora@newcomers.example")
    looks.at("home, nothing begun", page)
    enrol(page, looks)
    module = shipped().modules[0]
    for step in module.steps:
        page.goto(HOME)
        take(page, looks, step)
    page.goto(HOME)
    looks.at("course, begun", page)
    first = page.locator(f"#{module.id}")
    expect(first).to_contain_text(f"{len(module.steps)} of {len(module.steps)} completed")
    page.goto("/home")
    looks.at("home, on the way", page)
    expect(page.locator("main")).to_contain_text("Continue")


def sign_up(page, looks, email):
    page.get_by_role("link", name=re.compile("Create an account|Sign up|account", re.I)).first.click()
    looks.at("sign up", page)
    page.get_by_label(re.compile("mail", re.I)).fill(email)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/mail-sent/*")
    looks.at("mail sent", page)
    page.goto("/outbox")
    looks.at("outbox", page)
    page.locator("a[href*='/sign-up/']").first.click()
    page.wait_for_url("**/sign-up/*")
    looks.at("new account", page)
    page.get_by_label(re.compile("name", re.I)).first.fill("Nora Newcomer")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/home")


def enrol(page, looks):
    page.goto("/courses")
    looks.at("catalogue", page)
    page.get_by_role("link", name=shipped().title).first.click()
    looks.at("course, not enrolled", page)
    page.locator(f"form[action='{HOME}/enrol'] button").first.click()
    page.wait_for_url(f"**{HOME}")
    looks.at("course, nothing done", page)


def take(page, looks, step):
    """Do one step of the course, found by its title on the course page."""
    known = shipped()
    if step in known.lesson:
        page.get_by_role("link", name=known.lesson[step].title, exact=True).first.click()
        page.wait_for_url(f"**/lessons/{step}")
        looks.at(f"lesson {step}", page)
        page.locator("form[action$='/done'] button").click()
        return
    attempt = quiz.start(page, f"{HOME}/quizzes/{step}")
    looks.at(f"attempt, {known.quiz[step].purpose}", page)
    for number, given in enumerate(right_answers(attempt)):
        quiz.fill_in(page, number, given)
    quiz.saved(page)
    page.locator("button[value=finish]").click()
    page.wait_for_url("**/submit")
    looks.at("confirm", page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/review")
    looks.at(f"review, {known.quiz[step].purpose}", page)
    expect(page.locator("main")).to_contain_text("100%")


def test_fail_on_a_caution_although_the_score_is_enough(window, inside, learner):
    _person, _email, token = learner
    page = window(token)
    for lesson in shipped().modules[1].requires:
        page.goto(f"{HOME}/lessons/{lesson}")
        page.locator("form[action$='/done'] button").click()
    attempt = quiz.start(page, f"{HOME}/quizzes/cautions-test")
    answers = right_answers(attempt)
    missed = next(n for n, (family, *_) in enumerate(drawn(attempt)) if family.critical and family.kind == "choice")
    answers[missed] = a_wrong_choice(attempt, missed)
    for number, given in enumerate(answers):
        quiz.fill_in(page, number, given)
    quiz.saved(page)
    quiz.hand_in(page)
    look(page)
    told = page.locator(".verdict").inner_text()
    assert int(re.search(r"(\d+)%", told)[1]) >= shipped().quiz["cautions-test"].pass_mark, told
    assert "not passed yet" in told, told
    assert "follow-up question" in told, told
    assert re.search("opens (today|tomorrow) at ", told), told
    the_same_words_elsewhere(page)
    make_up(page, attempt)


def the_same_words_elsewhere(page):
    """The course page and home say why as well."""
    for path in (HOME, "/home"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text("not passed yet")
        look(page)


def make_up(page, attempt):
    """A day later the follow-up question opens; answered correctly, the test is passed."""
    write_tx(lambda: a_day_earlier(attempt))
    page.goto(f"/attempts/{attempt}/review")
    page.locator(f"form[action='/attempts/{attempt}/makeup'] button").first.click()
    page.wait_for_url("**/attempts/*")
    again = page.url.rsplit("/", 1)[1]
    assert again != attempt
    assert len(right_answers(again)) == 1
    quiz.fill_in(page, 0, right_answers(again)[0])
    quiz.saved(page)
    quiz.hand_in(page)
    look(page)
    page.goto(f"{HOME}/quizzes/cautions-test")
    expect(page.locator("main .pill.ok").first).to_have_text("Passed")


def a_day_earlier(attempt):
    """Move an attempt and its marks a day into the past, as waiting a day would."""
    row = db.session.scalars(select(Attempt).where(Attempt.public_id == attempt)).one()
    row.started_at -= timedelta(hours=25)
    row.submitted_at -= timedelta(hours=25)
    db.session.execute(update(Mark).where(Mark.attempt_id == row.id).values(at=row.submitted_at))


def test_sign_in_again_in_mid_quiz(window, inside, learner, watched):
    person, email, token = learner
    watched.expected = ("401", "422")  # the browser itself tells of the refused save, and of the wrong password
    page = window(token)
    attempt = quiz.start(page, f"{HOME}/quizzes/name-and-place-check")
    answers = right_answers(attempt)
    first, second = at_once(attempt)[:2]
    quiz.fill_in(page, first, answers[first])
    quiz.saved(page)
    ended = update(SignInSession).where(SignInSession.person_id == person).values(ended_at=now())
    write_tx(lambda: db.session.execute(ended))
    quiz.fill_in(page, second, answers[second])
    expect(page.locator(".save-state")).to_contain_text("You’re signed out")
    look(page)
    assert kept(attempt) == {first}
    dialog = page.locator("#sign-in-again")
    dialog.get_by_label("Email address").fill(email)
    dialog.get_by_label("Password").fill("not the password")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The email address or password is incorrect.")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    quiz.saved(page)
    assert shown(page, second, answers[second]) == {field: sorted(values) for field, values in answers[second].items()}
    assert kept(attempt) == {first, second}


def test_signed_out_in_another_tab_the_quiz_asks_to_sign_in_and_keeps_the_answer(window, inside, learner, watched):
    _person, email, token = learner
    watched.expected = ("400",)
    page = window(token)
    attempt = quiz.start(page, f"{HOME}/quizzes/name-and-place-check")
    other = page.context.new_page()
    other.goto("/account")
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.close()
    number = at_once(attempt)[0]
    quiz.fill_in(page, number, right_answers(attempt)[number])
    expect(page.locator(".save-state")).to_contain_text("You’re signed out")
    dialog = page.locator("#sign-in-again")
    dialog.get_by_label("Email address").fill(email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    quiz.saved(page)
    assert kept(attempt) == {number}


def test_what_is_told_of_a_practice_question_is_where_one_looks(window, inside, learner):
    page = window(learner[2])
    page.goto(f"{HOME}/lessons/what-it-does")
    form = page.locator("form[data-practice]").first
    form.get_by_role("button", name="Check answer").click()
    told = page.locator(".practice .error").first
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
    form = page.locator("form[data-practice]").first
    for field in form.locator("fieldset.question").first.locator("input[type=radio], input[type=checkbox]").all()[:1]:
        field.check()
    form.get_by_role("button", name="Check answer").click()
    told = page.locator(".practice .marked").first
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()


def test_signed_in_again_in_another_tab_the_quiz_goes_on_when_one_comes_back(window, inside, learner, watched):
    _person, email, token = learner
    watched.expected = ("400",)
    page = window(token)
    attempt = quiz.start(page, f"{HOME}/quizzes/name-and-place-check")
    other = page.context.new_page()
    other.goto("/account")
    other.get_by_role("button", name="Sign out", exact=True).click()
    number = at_once(attempt)[0]
    quiz.fill_in(page, number, right_answers(attempt)[number])
    expect(page.locator("#sign-in-again")).to_be_visible()
    other.goto("/sign-in")
    other.get_by_label("Email address").fill(email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_label("Password").press("Enter")
    other.wait_for_url("**/home")
    other.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # a headless window is never out of focus
    expect(page.locator("#sign-in-again")).to_be_hidden()
    quiz.saved(page)
    assert kept(attempt) == {number}


def test_a_practice_question_without_a_connection_keeps_the_lesson_and_the_answer(window, inside, learner, watched):
    watched.expected = ("ERR_INTERNET_DISCONNECTED",)  # the browser itself reports the missing network
    page = window(learner[2])
    page.goto(f"{HOME}/lessons/what-it-does")
    form = page.locator("form[data-practice]").first
    field = form.locator("fieldset.question").first.locator("input[type=radio], input[type=checkbox]").first
    field.check()
    page.context.set_offline(True)
    form.get_by_role("button", name="Check answer").click()
    expect(form.get_by_text("You’re offline. Your answer stays here")).to_be_focused()
    expect(field).to_be_checked()
    page.context.set_offline(False)
    form.get_by_role("button", name="Check answer").click()
    expect(page.locator(".practice .marked").first).to_be_focused()
    expect(page.get_by_text("You’re offline. Your answer stays here")).to_be_hidden()


def at_once(attempt):
    """The numbers of the questions whose answer is in before the first save is back: steps take a tap each."""
    return [number for number, (family, *_) in enumerate(drawn(attempt)) if family.kind != "ordering"]


def shown(page, number, given):
    """What the page has in the fields of a question."""
    script = """(name) => [...document.getElementsByName(name)]
        .filter((each) => each.checked || !["radio", "checkbox"].includes(each.type))
        .map((each) => each.value).sort()"""
    return {field: page.evaluate(script, f"q{number}.{field}") for field in given}


def kept(attempt):
    """The numbers of the questions whose answers the server has."""
    db.session.rollback()
    rows = select(Answer.question).join(Attempt).where(Attempt.public_id == attempt)
    return set(db.session.scalars(rows))
