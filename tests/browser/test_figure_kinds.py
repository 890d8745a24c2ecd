"""One answer in four ways: by clicks, by keyboard alone, by touch, and in a plain form without JavaScript."""

from itertools import cycle

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.assessment.models import Answer, Attempt, Mark
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.curriculum.models import Course
from lms.enrolment.actions import enrol
from tests.assessment.onfigure import DRAWN, FAMILIES, IN_THE_ZONES, square
from tests.browser import quiz
from tests.browser.accessibility import look
from tests.browser.answering_figures import Hand, choose
from tests.browser.conftest import DESK
from tests.tiny import tiny_tree

pytestmark = pytest.mark.browser
SLUG = "figures"
KINDS = {"spot": "start-zones", "route": "stroke", "label": "names", "sort": "lights"}
TARGET = 44  # pixels
WAYS = {
    "clicks": {"size": DESK},
    "keyboard": {"size": DESK},
    "touch": {"has_touch": True},
    "form": {"java_script_enabled": False},
}


def one_quiz(kind):
    """A test of the one family of this kind."""
    return f"""
id = "{kind}-test"
title = "Test: {kind}"
purpose = "test"
pass_mark = 80
feedback = "after-submit"
draw = [ {{ family = "{KINDS[kind]}" }} ]
"""


@pytest.fixture(scope="module")
def files():
    """The course: a quiz for each kind, and two of them in a lesson."""
    tree = {**tiny_tree(), **DRAWN, "questions/figure.toml": FAMILIES}
    tree["1-start/2-second.md"] += "\n:::check start-zones\n:::\n\n:::check lights\n:::\n\n:::figure torso\nx\n:::\n"
    return {**tree, **{f"1-start/{kind}.quiz.toml": one_quiz(kind) for kind in KINDS}}


@pytest.fixture
def token(inside, learner, files):
    """A session of a learner of that course."""
    ready = curriculum.prepare(SLUG, files)
    write_tx(lambda: curriculum.publish(SLUG, ready))
    course = db.session.scalar(select(Course.id).where(Course.slug == SLUG))
    write_tx(lambda: enrol(learner[0], course))
    return learner[2]


@pytest.mark.parametrize("kind", KINDS)
def test_four_ways_are_one_answer(window, token, kind):
    found = {}
    for way, options in WAYS.items():
        page = window(token, **options)
        attempt = quiz.start(page, f"/courses/{SLUG}/quizzes/{kind}-test")
        hand = Hand(page, attempt)
        hand.give(kind, way)
        if way == "form":
            page.locator("button[value=finish]").click()
            page.wait_for_url("**/submit")
            page.locator("main form button[type=submit]").click()
        else:
            quiz.saved(page)
            if way == "clicks":
                look(page)
            quiz.hand_in(page)
            if way == "clicks":
                look(page)
        found[way] = stored(attempt)
    assert found["clicks"][0], "something was stored"
    assert found == dict.fromkeys(WAYS, found["clicks"])
    assert found["form"][1] == 1
    if kind in {"spot", "route"}:
        assert found["form"][0] == hand.right


def stored(attempt):
    """The answer and the mark of an attempt's one question."""
    db.session.rollback()
    mine = select(Attempt.id).where(Attempt.public_id == attempt).scalar_subquery()
    return (
        db.session.scalar(select(Answer.response).where(Answer.attempt_id == mine)),
        db.session.scalar(select(Mark.points).where(Mark.attempt_id == mine)),
    )


def test_a_mark_moves_by_a_tap_and_in_small_steps_by_buttons(window, token):
    page = window(token, has_touch=True)
    attempt = quiz.start(page, f"/courses/{SLUG}/quizzes/route-test")
    hand = Hand(page, attempt)
    hand.give("route", "touch")
    page.get_by_role("button", name="Position on the figure").first.tap()
    hand.at("touch", 180, 60)
    quiz.saved(page)
    assert page.locator('[name="q0.0-column"]').input_value() == "7"
    page.get_by_role("button", name="Position on the figure").first.tap()
    for name in ("left", "up", "up", "right", "right"):
        page.get_by_role("button", name=f"Move marker {name}").tap()
    quiz.saved(page)
    expect(page.locator(".save-state")).not_to_contain_text("Saving")
    page.reload()
    assert page.locator("[data-pin='0']").get_attribute("transform") == "translate(188 44)"
    assert page.locator("[data-way]").get_attribute("x1") == "188"
    assert stored(attempt)[0] == [[188, 44], hand.right[1]]


def test_landmarks_are_said_and_the_squares_can_be_shown(window, token):
    page = window(token, size=DESK)
    quiz.start(page, f"/courses/{SLUG}/quizzes/spot-test")
    expect(page.locator(".figure-grid")).to_be_hidden()
    page.get_by_role("button", name="Show grid").click()
    expect(page.locator(".figure-grid")).to_be_visible()
    page.locator(".figure-pad").focus()
    expect(page.locator(".figure-said")).to_have_text("Square F6, middle; on Navel")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".figure-said")).to_have_text("Square F6, left; on Navel")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".figure-said")).to_have_text("Square F5, middle")


@pytest.mark.parametrize("kind", KINDS)
def test_targets_are_large_enough(window, token, kind):
    page = window(token, size={"width": 320, "height": 700})
    quiz.start(page, f"/courses/{SLUG}/quizzes/{kind}-test")
    wanted = page.locator(
        ".question button:visible, .question select:visible, .question label.bin, .figure-pad:visible"
    )
    assert wanted.count() > 3
    small = wanted.evaluate_all(
        """(all, least) => all.map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 80)])
            .filter(([box]) => box.width < least || box.height < least).map(([, html]) => html)""",
        TARGET,
    )
    assert small == []


def test_a_practice_question_in_a_lesson_and_its_calm_clock(window, token):
    page = window(token, size=DESK)
    page.clock.install()
    page.goto(f"/courses/{SLUG}/lessons/second")
    clock = page.locator(".drill-left")
    page.get_by_role("button", name="Start timer").click()
    expect(clock).to_have_text("About 30 seconds left")
    page.clock.run_for(11_000)
    expect(clock).to_have_text("About 20 seconds left")
    page.get_by_role("button", name="Turn off timer").click()
    expect(clock).to_have_text("Timer off. Take your time.")
    page.get_by_role("button", name="Start timer").click()
    page.clock.run_for(40_000)
    expect(clock).to_contain_text("Time is up.")
    for card in page.locator(".cards-to-sort > li").all():
        card.locator("label.bin").first.click()
    page.locator("form[data-practice]").filter(has=page.locator(".cards-to-sort")).locator(
        "button[type=submit]"
    ).click()
    expect(page.locator(".practice .opt.right")).to_have_count(2)
    for mark, place in zip(cycle(["0", "1"]), IN_THE_ZONES, strict=False):
        for name, value in zip(("column", "row", "part"), square(place), strict=True):
            choose(page.locator(f'[name="start-zones.{mark}-{name}"]'), value)
    expect(page.locator("[data-pin='0']")).to_be_visible()
    page.locator("form[data-practice]").filter(has=page.locator(".figure-pad")).locator("button[type=submit]").click()
    expect(page.locator("#check-start-zones svg .figure-zone")).to_have_count(2)
    look(page)


def test_the_layers_of_a_figure_are_switched_in_the_lesson(window, token):
    page = window(token)
    page.goto(f"/courses/{SLUG}/lessons/second")
    layer = page.locator("#torso-navel")
    expect(layer).to_be_visible()
    page.get_by_label("Navel", exact=True).uncheck()
    expect(layer).to_be_hidden()
    page.get_by_label("Navel", exact=True).focus()
    page.keyboard.press("Space")
    expect(layer).to_be_visible()
