"""A learner's hand at steps to put in order, and the small course that asks for them."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK

SLUG = "in-order"
TEST = f"/courses/{SLUG}/quizzes/order-test"
STEPS = ("Say hello", "Ask for consent", "Place the hand", "Wait for the wall to soften", "Come off slowly")
WRITTEN = ", ".join(f'{{ id = "s{n}", text = "{text}", feedback = "Well." }}' for n, text in enumerate(STEPS))
FAMILY = f"""
[[family]]
id = "whole-entry"
kind = "ordering"
lesson = "first"

[[family.variant]]
id = "a"
ask = "Put the steps in order."
step = [ {WRITTEN} ]
"""
QUIZ = """
id = "order-test"
title = "Module test: order"
purpose = "test"
pass_mark = 80
feedback = "after-submit"
draw = [ { family = "whole-entry" } ]
"""
WAYS = {
    "touch": {"has_touch": True, "is_mobile": True},
    "keys": {"size": DESK},
    "digits": {"size": DESK},
    "form": {"java_script_enabled": False},
}


def steps(page):
    return page.locator("button.step")


def shows(page, *numbers):
    """Wait until the steps have these numbers, "" where one has none."""
    expect(page.locator("button.step .seat")).to_have_text(list(numbers))


def give(page, places, way):
    """Give these steps, by where they are shown, these places, both from 0: the first place first, or from above."""
    in_sequence = sorted(places, key=places.__getitem__)
    if way == "touch":
        for shown in in_sequence:
            steps(page).nth(shown).tap()
    elif way == "form":
        for shown, place in places.items():
            page.locator(f'[name="q0.{shown}"]').select_option(index=place + 1)
    else:
        for shown in in_sequence if way == "keys" else sorted(places):
            reach(page, shown)
            page.keyboard.press("Enter" if way == "keys" else str(places[shown] + 1))


def reach(page, shown):
    """Come to a step by Tab alone."""
    here = "() => [...document.querySelectorAll('button.step')].indexOf(document.activeElement)"
    for _each in range(60):
        at = page.evaluate(here)
        if at == shown:
            return
        page.keyboard.press("Tab" if at < shown else "Shift+Tab")
    raise AssertionError(f"no Tab leads to step {shown}")
