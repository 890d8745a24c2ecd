"""A learner at place and sink in a browser: by keyboard, by clicks, by touch; and what is stored of it."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course, document
from lms.enrolment.models import Enrolment
from lms.rehearsal.models import RehearsalMark, RehearsalRun, RehearsalStep
from lms.rehearsal.simulation.author.player import patient
from lms.rehearsal.simulation.engine.state import HandAct
from lms.rehearsal.simulation.pages.words import turn as turn_words
from lms.rehearsal.simulation.record.session import Session
from tests.browser.accessibility import look
from tests.browser.conftest import COURSE
from tests.browser.waiting import until

PLACE = "Right, on the soft side of the belly, below the level of the navel"
HAS_FOCUS = """each => each === document.activeElement
  || (each.type === "radio" && each.name === document.activeElement.name)"""
AT_TURN = """number => location.pathname.endsWith("/debrief")
  || document.querySelector("#now-title")?.textContent === `Turn ${number}: one breath`"""
PRESSES = """([least, most]) => {
  const pressure = Number(document.querySelector("#level").getAttribute("height")) / 0.056;  // as it is drawn
  return least <= pressure && pressure <= most;
}"""
RESTING = 60  # the weight of a resting hand
MOVING = {"reduced_motion": "no-preference"}


def begin(person, form, variant):
    """Begin a run for an enrolled person, past the gates and with a fixed seed. Returns its public id."""
    enrolment = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == person))
    edition = course(COURSE).current_edition_id

    def work():
        run = RehearsalRun(
            enrolment_id=enrolment, edition_id=edition, rehearsal="first-access",
            form=form, variant=variant, seed="fixed", started_at=now(),
        )  # fmt: skip
        db.session.add(run)
        db.session.flush()
        return run.public_id

    return write_tx(work)


def stored(public_id):
    """The session of a run as it is stored, and its mark."""
    db.session.rollback()
    run = db.session.scalars(select(RehearsalRun).where(RehearsalRun.public_id == public_id)).one()
    steps = select(RehearsalStep.entry).where(RehearsalStep.run_id == run.id).order_by(RehearsalStep.number)
    body = document(run.edition_id).rehearsal["first-access"].body
    return Session(body, run.variant, run.seed, tuple(db.session.scalars(steps))), db.session.get(RehearsalMark, run.id)


def by_keyboard(page, role, name):
    """Move with the Tab key to the control of this name, and use it with the keyboard."""
    wanted = page.get_by_role(role, name=name, exact=role == "button").first.element_handle()  # looked for once
    for _tab in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate(HAS_FOCUS):
            break
    if role == "radio":
        for _arrow in range(12):
            if wanted.is_checked():
                return
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.press("Enter")


def by_click(page, role, name):
    """Click on the control of this name."""
    page.get_by_role(role, name=name, exact=role == "button").first.click()


def by_touch(page, role, name):
    """Tap on the control of this name."""
    page.get_by_role(role, name=name, exact=role == "button").first.tap()


WAYS = {"keyboard": (by_keyboard, {}), "clicks": (by_click, {}), "touch": (by_touch, {"has_touch": True})}


def in_turns(page, run, use):
    """Place the hand and play patiently to the end with `use`; what is stored."""
    page.goto(f"/runs/{run}")
    use(page, "radio", PLACE)
    use(page, "button", "Place your hand here")
    play_on(page, run, use, looked=use is not by_keyboard)
    return stored(run)


def play_on(page, run, use, *, looked=False):
    """Play patiently to the end; unless `looked` already, look at the page where something asks for an answer."""
    for number in range(1, 80):
        until(page, AT_TURN, number)
        session, mark = stored(run)
        if mark:
            break
        if session.state.alert and not looked:
            looked = True
            look(page)
        use(page, "button", turn_words(patient(session.state, session.ground)))
    page.wait_for_url("**/debrief")
    assert looked


def more(page, way):
    """A little more pressure."""
    if way == "keyboard":
        page.keyboard.press("ArrowDown")
    elif way == "touch":
        page.locator("[data-do=more]").tap()
    else:
        page.locator("[data-do=more]").click()


def act(page, way, name, key):
    """Do one of the four acts."""
    button = page.locator("#live").get_by_role("button", name=re.compile(f"^{name}"))
    if way == "keyboard":
        page.keyboard.press(key)
    elif way == "touch":
        button.tap()
    else:
        button.click()


def live(page, run, way):
    """A short live session: ask, rest, ask, a little more, ease off, come off; what is stored."""
    page.goto(f"/runs/{run}")
    WAYS[way][0](page, "radio", PLACE)
    WAYS[way][0](page, "button", "Place your hand here")
    expect(page.locator("#live")).to_be_visible()
    if way == "keyboard":
        page.locator("#pad").focus()
    act(page, way, "Ask", "a")
    expect(page.locator("#gate-1.is-open")).to_be_attached()
    more(page, way)
    expect(page.locator("#tissue")).not_to_have_text("not touched")
    act(page, way, "Ask", "a")
    expect(page.locator("#gate-2.is-open")).to_be_attached()
    more(page, way)
    until(page, PRESSES, [RESTING + 1, 1000])
    act(page, way, "Ease off", "e")
    until(page, PRESSES, [1, RESTING - 1])
    act(page, way, "Lift off", "o")
    page.wait_for_url("**/debrief")
    return stored(run)


def acts(session):
    return [HandAct(run[2]).name for each in session.played for run in each["inputs"] if run[2]]
