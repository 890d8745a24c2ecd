"""Place and sink live: the same acts in every way, kept when the line is cut, sixty frames a second."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.sinking import (
    MOVING,
    PLACE,
    PRESSES,
    RESTING,
    WAYS,
    act,
    acts,
    begin,
    by_click,
    live,
    more,
    stored,
)
from tests.browser.waiting import until
from tests.faults import answering

pytestmark = pytest.mark.browser
FRAMES, SLOWED, TRIES = 60, 4, 20
NOTHING_KEPT = "() => !Object.keys(localStorage).some(key => key.startsWith('palpate:run:'))"


def test_live_by_keyboard_by_clicks_and_by_touch_the_same_acts_are_stored(window, learner):
    found = {}
    for way, (_use, options) in WAYS.items():
        page = window(learner[2], **MOVING, **options)
        session, mark = live(page, begin(learner[0], "live", "c"), way)
        found[way] = (acts(session), session.places, mark.points, mark.of, mark.critical)
    assert found["keyboard"] == found["clicks"] == found["touch"]
    assert found["clicks"][0] == ["ASK", "ASK", "EASE", "OFF"]
    assert found["clicks"][4] == ""


def test_holding_the_picture_and_drawing_down_presses(window, learner):
    page = window(learner[2], size=DESK, **MOVING)
    run = begin(learner[0], "live", "c")
    page.goto(f"/runs/{run}")
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    act(page, "clicks", "Ask", "a")
    expect(page.locator("#gate-1.is-open")).to_be_attached()
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 60)
    page.mouse.down()
    expect(page.locator("#tissue")).not_to_have_text("not touched")
    page.mouse.move(box["x"] + 100, box["y"] + 110, steps=25)
    until(page, PRESSES, [180, 1000])
    page.mouse.up()
    until(page, PRESSES, [1, RESTING + 1])
    answering.until(lambda: has_pressed(levels(run)), 60)
    session, _mark = stored(run)
    assert session.state.contact == 1


def has_pressed(found):
    """Whether the server has the press and, after it, a hand that lets go and rests."""
    return max(found, default=0) > 150 and found[-1] == RESTING


def levels(run):
    """What the hand wanted, one after the other, as far as the server has it."""
    session, _mark = stored(run)
    return [run[1] for each in session.played for run in each["inputs"]]


def test_what_was_done_without_a_connection_is_kept_and_sent_again(window, learner, watched):
    watched.expected = ("console: Failed to load resource", "ERR_")
    page = window(learner[2], **MOVING)
    run = begin(learner[0], "live", "c")
    page.goto(f"/runs/{run}")
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    expect(page.locator("#live")).to_be_visible()
    page.route("**/steps", lambda route: route.abort())
    act(page, "clicks", "Ask", "a")
    expect(page.locator("#gate-1.is-open")).to_be_attached()
    expect(page.locator("#status")).to_contain_text("Everything is safe here")
    before = stored(run)[0].state
    page.unroute("**/steps")
    page.reload()
    expect(page.locator("#gate-1.is-open")).to_be_attached()
    until(page, NOTHING_KEPT)
    after = stored(run)[0]
    assert before.allowed == 0
    assert after.state.allowed == 1
    assert acts(after) == ["ASK"]


def test_sixty_frames_a_second_with_the_processor_slowed_four_times(window, learner, proof):
    page = window(learner[2], size=PHONE, **MOVING)
    run = begin(learner[0], "live", "c")
    page.goto(f"/runs/{run}")
    by_click(page, "radio", PLACE)
    by_click(page, "button", "Place your hand here")
    act(page, "clicks", "Ask", "a")
    expect(page.locator("#gate-1.is-open")).to_be_attached()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    counted = []
    for _try in range(TRIES):  # other work on the machine may take frames away; none can add any
        more(page, "clicks")
        counted.append(page.evaluate(COUNT_FRAMES))
        if counted[-1] >= FRAMES - 1:
            break
    proof("simulation-frames", slowed=SLOWED, frames_a_second=round(max(counted), 1), tries=len(counted))
    assert max(counted) >= FRAMES - 1, counted


COUNT_FRAMES = """() => new Promise((resolve) => {
  let frames = 0, start;
  const count = (now) => {
    start ??= now;
    if (now - start < 1000) { frames += 1; requestAnimationFrame(count); }
    else resolve(frames * 1000 / (now - start));
  };
  requestAnimationFrame(count);
})"""
