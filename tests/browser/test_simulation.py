"""Place and sink in a real browser: in turns by keyboard, clicks and touch; its pages for everyone."""

import pytest
from playwright.sync_api import expect

from lms.rehearsal.simulation.pages.words import turn as turn_words
from tests.browser.accessibility import look
from tests.browser.conftest import COURSE, DESK
from tests.browser.sinking import AT_TURN, MOVING, PLACE, WAYS, begin, by_click, in_turns, stored
from tests.browser.waiting import until

pytestmark = pytest.mark.browser


def test_in_turns_by_keyboard_by_clicks_and_by_touch_the_same_is_stored(window, learner, proof):
    found = {}
    for way, (use, options) in WAYS.items():
        page = window(learner[2], **options)
        session, mark = in_turns(page, begin(learner[0], "turns", "c"), use)
        found[way] = ([dict(each) for each in session.entries], mark.points, mark.of, mark.critical)
        expect(page.get_by_text("100%, passed.")).to_be_visible()
    assert found["keyboard"] == found["clicks"] == found["touch"]
    proof("simulation-journeys", ways=len(found), steps=len(found["clicks"][0]))


def test_a_point_of_the_figure_places_the_hand(window, learner):
    page = window(learner[2], size=DESK)
    run = begin(learner[0], "turns", "c")
    page.goto(f"/runs/{run}")
    figure = page.locator("[data-figure] svg")
    where = figure.evaluate(
        "svg => { const p = new DOMPoint(152, 328).matrixTransform(svg.getScreenCTM()); return [p.x, p.y] }"
    )
    page.mouse.click(*where)
    page.wait_for_url("**#now")
    session, _mark = stored(run)
    assert session.places[0]["kind"] == "start"
    assert all(abs(one - other) <= 1 for one, other in zip(session.places[0]["place"], (152, 328), strict=True))


def test_less_motion_means_turns_and_the_picture_is_one_button_away(window, learner):
    page = window(learner[2])
    run = begin(learner[0], "live", "c")
    page.goto(f"/runs/{run}")
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    expect(page.locator("#turns")).to_be_visible()
    expect(page.locator("#live")).to_be_hidden()
    expect(page.get_by_text("Your device is set to reduce motion")).to_be_visible()
    by_click(page, "button", "Use animation anyway")
    expect(page.locator("#live")).to_be_visible()
    expect(page.locator("#turns")).to_be_hidden()


def test_without_a_script_the_turns_are_there(window, learner):
    page = window(learner[2], java_script_enabled=False, **MOVING)
    run = begin(learner[0], "live", "c")
    page.goto(f"/runs/{run}")
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    by_click(page, "button", turn_words("ask"))
    expect(page.locator("#now-title")).to_have_text("Turn 2: one breath")


def test_every_page_of_it_for_everybody(window, learner):
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/simulations/first-access")
    look(page)
    run = begin(learner[0], "live", "d")
    page.goto(f"/runs/{run}")
    look(page)
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    look(page)
    by_click(page, "button", "Use animation anyway")
    look(page)
    page.get_by_role("link", name="Switch to turns, with no timer").click()
    page.wait_for_url("**form=turns")
    number = int(page.locator("#now-title").inner_text().split()[1].strip(":"))
    assert number > 1, "what was done live counts"
    by_click(page, "button", turn_words("ask"))
    until(page, AT_TURN, number + 1)
    look(page)
    by_click(page, "button", turn_words("off"))
    page.wait_for_url("**/debrief")
    look(page)
