"""Through the shipped conversations by the keyboard alone, and each of their pages looked at."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course, document
from lms.enrolment.models import Enrolment
from lms.learning.models import LessonDone
from lms.rehearsal.conversation.rules import follow, offered, presented, talk
from lms.rehearsal.conversation.stored import body_of
from lms.rehearsal.models import RehearsalMark, RehearsalRun
from tests.browser.accessibility import look
from tests.browser.conftest import COURSE

pytestmark = pytest.mark.browser
SMALLEST_TARGET = 44
NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def ready(learner):
    """The learner has finished every lesson, so that every conversation is open."""
    known = document(course(COURSE).current_edition_id)
    uid = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == learner[0]))
    done = [LessonDone(enrolment_id=uid, lesson=each.id, digest=each.digest, at=now()) for each in known.lessons]
    write_tx(lambda: db.session.add_all(done))
    return uid


def press(page, name):
    """Move with the Tab key to the control of this name, and press Enter."""
    for _tab in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.innerText ?? ''")
        if " ".join(here.split()) == " ".join(name.split()):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"the Tab key does not lead to {name!r}")


def stored(public_id):
    """The run as it is stored, and the conversation in its variant."""
    db.session.rollback()
    row = db.session.scalars(select(RehearsalRun).where(RehearsalRun.public_id == public_id)).one()
    return row, talk(body_of(row.edition_id, row.rehearsal), row.variant)


def look_at_talk(page):
    """Look, with the bar that stays put back in its place below the choices.

    Wherever the page is scrolled to, axe takes a card that lies half under the bar for too small a target. What
    has the focus never lies under it: the last test here.
    """
    page.evaluate("document.querySelector('.standing').style.position = 'static'")
    look(page)
    page.evaluate("document.querySelector('.standing').style.position = ''")
    page.locator("#now").focus()


def label(spoken, line, what):
    """What stands on the button."""
    return {"pause": "Pause and check in", "stop": "Stop"}.get(what) or spoken.said(spoken.choices[line.id][what].text)


def test_the_best_way_through_by_keyboard_alone(window, learner, ready):
    page = window(learner[2], size=NARROWEST)
    page.goto(f"/courses/{COURSE}/conversations/dana")
    look(page)
    press(page, "Start the conversation")
    page.wait_for_url("**/runs/*")
    row, spoken = stored(page.url.rsplit("/", 1)[1])
    best = follow(spoken, body_of(row.edition_id, "dana").fixed[row.variant].way)
    for number, turn in enumerate(best.turns, 1):
        expect(page.locator("#now-title")).to_have_text(f"Turn {number}")
        if number > 1:
            expect(page.locator("#now")).to_be_focused()  # the newest comes first to eye and ear
            assert page.locator("#now").bounding_box()["y"] < 60
        if number in {1, 2}:
            look_at_talk(page)
        press(page, label(spoken, turn.line, turn.take))
    page.wait_for_url("**/debrief")
    expect(page.locator(".verdict")).to_contain_text("100%, passed.")
    look(page)
    mark = db.session.get(RehearsalMark, stored(page.url.split("/")[-2])[0].id)
    assert mark.points == mark.of == best.points


def test_a_critical_error_as_a_written_case_after_the_content_warning(window, learner, ready):
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/conversations/renee")
    warning = page.get_by_role("region", name="Before you start")
    expect(warning).to_contain_text("freezes under your hands")
    look(page)
    page.get_by_role("button", name="Take the written case instead").click()
    page.wait_for_url("**/runs/*")
    expect(page.locator(".bubble:not(.mine)")).to_have_count(0)
    _row, spoken = stored(page.url.rsplit("/", 1)[1])
    way = to_critical(spoken)
    run = follow(spoken, way)
    for number, turn in enumerate(run.turns, 1):
        page.get_by_role("button", name=label(spoken, turn.line, turn.take), exact=True).click()
        if number < len(run.turns):
            expect(page.locator("#now-title")).to_have_text(f"Turn {number + 1}")
    page.wait_for_url("**/debrief")
    expect(page.locator(".verdict")).to_contain_text("not passed yet: " + spoken.said(run.missed))
    look(page)


def to_critical(spoken):
    """The shortest way to a critical error, by trying."""
    ways = [()]
    while ways:
        way = ways.pop(0)
        run = follow(spoken, way)
        if run.state.critical:
            return way
        ways += [(*way, uid) for uid in offered(spoken, run.state)]
    raise AssertionError("there is none")


def test_a_double_click_is_one_step_and_a_stale_tab_is_told(window, learner, ready, watched):
    watched.expected = ("409",)
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/conversations/marcus")
    page.get_by_role("button", name="Start the conversation").click()
    page.wait_for_url("**/runs/*")
    row, spoken = stored(page.url.rsplit("/", 1)[1])
    line = spoken.lines[spoken.body.begin]
    first, second = presented(row.seed, line, [each.id for each in line.choice if not each.critical])[:2]
    stale = page.context.new_page()
    stale.goto(page.url)
    page.get_by_role("button", name=label(spoken, line, first), exact=True).dblclick()
    expect(page.locator("#now-title")).to_have_text("Turn 2")
    stale.get_by_role("button", name=label(spoken, line, second), exact=True).click()
    expect(stale.locator("main")).to_contain_text("You’ve already moved on")
    stale.locator(f"main a[href='/runs/{row.public_id}']").click()
    expect(stale.locator("#now-title")).to_have_text("Turn 2")


def test_every_button_is_large_enough_and_the_two_that_stay_are_in_sight(window, learner, ready):
    page = window(learner[2], size=NARROWEST)
    page.goto(f"/courses/{COURSE}/conversations/leo")
    page.get_by_role("button", name="Start the conversation").click()
    page.wait_for_url("**/runs/*")
    for button in page.locator(".answers button, .standing button").all():
        box = button.bounding_box()
        assert box["height"] >= SMALLEST_TARGET
        assert box["width"] >= SMALLEST_TARGET
    for name in ("Pause and check in", "Stop"):
        assert page.get_by_role("button", name=name, exact=True).bounding_box()["y"] < NARROWEST["height"] - 40
    last = page.locator(".answers button").last
    last.focus()
    assert (
        last.evaluate("each => each.getBoundingClientRect().bottom")
        <= page.locator(".standing").bounding_box()["y"] + 1
    )
