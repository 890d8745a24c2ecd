"""A note, a search and a review by the keyboard alone, in a real browser."""

import pytest
from playwright.sync_api import expect

from lms.core.db import db
from lms.notes.models import Note
from lms.review.models import ReviewEvent
from tests.browser.accessibility import look
from tests.browser.conftest import COURSE

pytestmark = pytest.mark.browser
LESSON = f"/courses/{COURSE}/lessons/neighbours"
CHECK = f"/courses/{COURSE}/quizzes/name-and-place-check"
MOST_STOPS = 200
NOTE = "A zebra beats under my fingers."
HAND_IN = """
async () => {
  const body = new URLSearchParams({ csrf_token: document.querySelector("[name=csrf_token]").value });
  await fetch(location.pathname + "/submit", { method: "POST", body });
}
"""


def press_at(page, name, key="Enter"):
    """Press Tab until the focus is on what has this name, then the key."""
    for _each in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText?.trim()") == name:
            page.keyboard.press(key)
            return
    raise AssertionError(f"no Tab leads to {name!r} on {page.url}")


def answer(page):
    """Answer something in every part of the question, whatever its kind."""
    seen = set()
    for field in page.locator(".question select, .question input, .question textarea").all():
        kind, group = field.get_attribute("type") or "", field.get_attribute("name")
        if kind == "hidden" or group in seen or not field.is_visible():
            continue
        seen.add(group)
        field.focus()
        page.keyboard.press("Space" if kind in {"radio", "checkbox"} else "5" if kind else "ArrowDown")
    for step in page.locator(".question button.step").all():
        step.focus()
        page.keyboard.press("Enter")


@pytest.fixture
def page(window, learner):
    """The learner's window."""
    return window(learner[2])


def test_a_note_is_written_and_found(page, inside):
    page.goto(LESSON)
    press_at(page, "Your note on this lesson")
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type(NOTE)
    look(page)
    press_at(page, "Save")
    expect(page.locator(".flash")).to_have_text("Note saved.")
    assert NOTE in [text for (text,) in db.session.query(Note.text)]
    page.goto("/notes")
    look(page)
    page.goto("/home")
    press_at(page, "Search lessons, glossary and your notes", "z")
    page.keyboard.type("ebra")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=zebra")
    expect(page.locator(".hits mark")).to_have_text("zebra")
    look(page)
    page.goto("/search?q=zebra+aorta")
    look(page)


def test_a_card_is_answered_and_comes_back(page, learner, inside):
    page.goto("/review")
    look(page)
    page.goto(CHECK)
    page.locator("main form button").first.click()
    page.wait_for_url("**/attempts/*")
    page.evaluate(HAND_IN)
    page.goto("/home")
    look(page)
    press_at(page, "Start review")
    page.wait_for_url("**/review")
    look(page)
    answer(page)
    press_at(page, "Guessing", "ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Certain")).to_be_checked()
    press_at(page, "Check answer")
    expect(page.locator("main")).to_contain_text("You’ll see this card again on")
    look(page)
    db.session.rollback()
    assert db.session.query(ReviewEvent.confidence).filter_by(person_id=learner[0]).all() == [("certain",)]
