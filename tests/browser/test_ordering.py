"""Steps to put in order: a chosen place never moves, and by touch, keys or a plain form it is one answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from sqlalchemy import select

from lms.assessment.models import Answer, Attempt, Mark
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.curriculum.models import Course
from lms.enrolment.actions import enrol
from tests.browser import quiz
from tests.browser.accessibility import look
from tests.browser.conftest import DESK
from tests.browser.right_answers import right_answers
from tests.browser.sequence import FAMILY, QUIZ, SLUG, STEPS, TEST, WAYS, give, reach, shows, steps
from tests.tiny import tiny_tree

pytestmark = pytest.mark.browser
TARGET = 44  # pixels


@pytest.fixture
def token(inside, learner):
    """A session of a learner of the small course, with the question in a test and in a lesson."""
    tree = {**tiny_tree(), "questions/order.toml": FAMILY, "1-start/order.quiz.toml": QUIZ}
    tree["1-start/2-second.md"] += "\n:::check whole-entry\n:::\n"
    ready = curriculum.prepare(SLUG, tree)
    write_tx(lambda: curriculum.publish(SLUG, ready))
    course = db.session.scalar(select(Course.id).where(Course.slug == SLUG))
    write_tx(lambda: enrol(learner[0], course))
    return learner[2]


@pytest.fixture
def phone(window, token):
    """The learner's phone."""
    return window(token, **WAYS["touch"])


def stored(attempt):
    """The answer of an attempt's one question, and its mark."""
    db.session.rollback()
    mine = select(Attempt.id).where(Attempt.public_id == attempt).scalar_subquery()
    return (
        db.session.scalar(select(Answer.response).where(Answer.attempt_id == mine)),
        db.session.scalar(select(Mark.points).where(Mark.attempt_id == mine)),
    )


@pytest.mark.parametrize("count", [len(STEPS), 3], ids=["whole", "with gaps"])
def test_every_way_is_one_answer(window, token, count):
    found = {}
    for way, options in WAYS.items():
        page = window(token, **options)
        attempt = quiz.start(page, TEST)
        right = {int(shown): int(place) for shown, [place] in right_answers(attempt)[0].items()}
        give(page, {shown: place for shown, place in right.items() if place < count}, way)
        if way != "form":
            quiz.saved(page)
        if way == "touch":
            look(page)
        page.locator("button[value=finish]").click()
        page.wait_for_url("**/submit")
        expect(page.locator("main")).to_contain_text(
            "You answered the question." if count == len(STEPS) else "3 of 5 steps placed."
        )
        if way == "keys":
            look(page)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/review")
        if way == "keys":
            look(page)
        found[way] = stored(attempt)
    answer = [place if place < count else None for place in range(len(STEPS))]
    assert found == dict.fromkeys(WAYS, (answer, pytest.approx((count - 1) / (len(STEPS) - 1))))


PLAY = """moves => {
  const box = document.querySelector("[data-ordering]"), buttons = [...box.querySelectorAll("button.step")];
  box.querySelector("[data-clear]").click();
  return moves.map(([step, digit]) => {
    if (digit) buttons[step].dispatchEvent(new KeyboardEvent("keydown", { key: String(digit) }));
    else buttons[step].click();
    const answer = [...box.querySelectorAll("select")].map(({ value }) => value === "" ? null : Number(value));
    const shown = buttons.map(({ textContent, ariaPressed }) => [textContent.match(/^\\d*/)[0], ariaPressed]);
    return [answer, shown];
  });
}"""


def after(places, step, digit):
    """What a press or a digit makes of the places."""
    free = [place for place in range(len(places)) if place not in places]
    changed = list(places)
    if digit is None:
        changed[step] = None if places[step] is not None else free[0]
    elif digit - 1 in free:
        changed[step] = digit - 1
    return changed


def test_no_choice_ever_moves_another_step(phone):
    phone.goto(f"/courses/{SLUG}/lessons/second")
    move = st.tuples(st.integers(0, len(STEPS) - 1), st.none() | st.integers(1, 9))

    @settings(max_examples=100)
    @given(st.lists(move, min_size=1, max_size=30))
    def holds(moves):
        places = [None] * len(STEPS)
        for (step, digit), (answer, shown) in zip(moves, phone.evaluate(PLAY, moves), strict=True):
            others = [place for each, place in enumerate(places) if each != step]
            assert [place for each, place in enumerate(answer) if each != step] == others
            places = after(places, step, digit)
            assert answer == places
            assert shown == [["", "false"] if place is None else [str(place + 1), "true"] for place in places]

    holds()


def test_from_top_to_bottom_each_step_keeps_the_place_it_was_given(window, token):
    """What a learner does who goes down the list once, giving each step its right place."""
    page = window(token, size=DESK)
    attempt = quiz.start(page, TEST)
    right = {int(shown): int(place) for shown, [place] in right_answers(attempt)[0].items()}
    for shown, place in sorted(right.items()):
        reach(page, shown)
        page.keyboard.press(str(place + 1))
        shows(page, *(str(right[each] + 1) if each <= shown else "" for each in range(len(STEPS))))
    quiz.saved(page)
    quiz.hand_in(page)
    expect(page.locator("main")).to_contain_text("100%")


def test_taking_back_frees_one_place_and_the_next_tap_fills_it(phone):
    attempt = quiz.start(phone, TEST)
    said = phone.locator(".ordering-said")
    for shown in (2, 0, 4):
        steps(phone).nth(shown).tap()
    shows(phone, "2", "", "1", "", "3")
    text = steps(phone).nth(4).inner_text().split("\n")[-1]
    expect(said).to_have_text(f"Position 3: {text} 3 of 5 steps placed.")
    expect(steps(phone).nth(4)).to_have_attribute("aria-label", f"Position 3: {text}")
    expect(steps(phone).nth(4)).to_have_attribute("aria-pressed", "true")
    expect(phone.locator(".answered")).to_have_text("0 of 1 answered")
    steps(phone).nth(0).tap()
    expect(said).to_contain_text("Removed: ")
    shows(phone, "", "", "1", "", "3")
    expect(phone.locator("[data-told]")).to_be_hidden()
    for shown in (1, 3, 0):
        steps(phone).nth(shown).tap()
    shows(phone, "5", "2", "1", "4", "3")
    expect(phone.locator(".answered")).to_have_text("1 of 1 answered")
    expect(phone.locator("[data-told] li").first).to_have_text(steps(phone).nth(2).inner_text().split("\n")[-1])
    look(phone)
    phone.get_by_role("button", name="Start over").tap()
    expect(said).to_have_text("All steps removed")
    shows(phone, *[""] * 5)
    quiz.saved(phone)
    assert stored(attempt)[0] is None


def test_a_digit_takes_no_place_from_another_step(window, token):
    page = window(token, size=DESK)
    quiz.start(page, TEST)
    steps(page).nth(1).click()
    reach(page, 3)
    page.keyboard.press("1")
    expect(page.locator(".ordering-said")).to_contain_text("Position 1 is taken: ")
    page.keyboard.press("6")
    page.keyboard.press("Control+2")
    shows(page, "", "1", "", "", "")


def test_an_order_with_gaps_waits_on_the_device_and_comes_back(phone, watched):
    watched.expected = ("ERR_INTERNET_DISCONNECTED",)
    attempt = quiz.start(phone, TEST)
    phone.context.set_offline(True)
    for shown in (3, 1):
        steps(phone).nth(shown).tap()
    expect(phone.locator(".save-state")).to_contain_text("saved on this device")
    phone.close(run_before_unload=False)
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(f"/attempts/{attempt}")
    quiz.saved(again)
    shows(again, "", "2", "", "1", "")
    expect(again.locator(".ordering-said")).to_have_text("2 of 5 steps placed.")
    expect(steps(again).nth(1)).to_have_attribute("aria-pressed", "true")
    steps(again).nth(0).tap()
    shows(again, "3", "2", "", "1", "")


def test_a_place_that_a_plain_form_used_twice_is_said_and_nothing_is_lost(window, token):
    plain = window(token, java_script_enabled=False)
    attempt = quiz.start(plain, TEST)
    give(plain, {0: 2, 1: 2, 2: 0, 3: 1, 4: 4}, "form")
    plain.locator("button.save").click()
    plain.wait_for_load_state()
    expect(plain.locator(".ordering-said")).to_have_text("5 of 5 steps placed. Position 3 is used more than once.")
    assert plain.locator("select").evaluate_all("all => all.map((each) => each.value)") == ["2", "2", "0", "1", "4"]
    phone = window(token, **WAYS["touch"])
    phone.goto(f"/attempts/{attempt}")
    shows(phone, "3", "3", "1", "2", "5")
    expect(phone.locator(".ordering-said")).to_contain_text("Position 3 is used more than once.")
    expect(phone.locator(".answered")).to_have_text("0 of 1 answered")
    look(phone)
    for _each in range(2):
        steps(phone).nth(1).tap()
    shows(phone, "3", "4", "1", "2", "5")
    expect(phone.locator(".answered")).to_have_text("1 of 1 answered")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_targets_are_large_enough(window, token, script):
    page = window(token, size={"width": 320, "height": 640}, java_script_enabled=script)
    quiz.start(page, TEST)
    wanted = page.locator("[data-ordering] button:visible, [data-ordering] select:visible")
    assert wanted.count() == len(STEPS) + script
    for each in wanted.all():
        box = each.bounding_box()
        assert min(box["width"], box["height"]) >= TARGET
    assert page.locator("[data-ordering]").evaluate("box => box.scrollWidth <= box.clientWidth")


def test_in_a_lesson_an_order_with_gaps_stays_and_is_asked_for_whole(phone):
    phone.goto(f"/courses/{SLUG}/lessons/second")
    check = phone.locator("form[data-practice]").filter(has=steps(phone))
    for shown in (4, 2):
        steps(phone).nth(shown).tap()
    check.get_by_role("button", name="Check answer").tap()
    expect(check.locator(".error")).to_be_visible()
    shows(phone, "", "", "2", "", "1")
    expect(phone.locator(".ordering-said")).to_have_text("2 of 5 steps placed.")
    for shown in (0, 1, 3):
        steps(phone).nth(shown).tap()
    shows(phone, "3", "4", "2", "5", "1")
    check.get_by_role("button", name="Check answer").tap()
    expect(phone.locator(".practice .marked")).to_be_visible()
    expect(phone.get_by_text("A correct order")).to_be_visible()
    look(phone)


def test_a_review_card_keeps_an_order_with_gaps(phone, watched):
    watched.expected = ("422",)
    quiz.start(phone, TEST)
    quiz.hand_in(phone)
    phone.goto("/review")
    for shown in (1, 0):
        steps(phone).nth(shown).tap()
    phone.get_by_label("Certain").check()
    phone.get_by_role("button", name="Check answer").tap()
    expect(phone.locator(".callout.caution")).to_be_visible()
    shows(phone, "2", "1", "", "", "")
    look(phone)
    for shown in (2, 3, 4):
        steps(phone).nth(shown).tap()
    phone.get_by_role("button", name="Check answer").tap()
    expect(phone.locator("main")).to_contain_text("You’ll see this card again on")
