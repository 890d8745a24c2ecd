"""Answering a question on a figure: by clicks, taps, keys, or a plain form."""

from playwright.sync_api import expect
from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.core.db import db
from lms.questions.asked import question
from tests.assessment.onfigure import square

PARTS = 3  # a square has so many parts across, and down


def choose(field, value):
    """Choose the option with this value, by its index: a row has a number for its label, too, and it is another one."""
    values = field.locator("option").evaluate_all("all => all.map((each) => each.value)")
    field.select_option(index=values.index(str(value)))


class Hand:
    """A learner who answers the one question of an attempt correctly, in any of the ways."""

    def __init__(self, page, attempt):
        self.page = page
        db.session.rollback()
        row = db.session.scalars(select(Attempt).where(Attempt.public_id == attempt)).one()
        self.drawn = row.questions[0]
        self.asked = question(row.edition_id, self.drawn["family"], self.drawn["variant"])
        kind, body, order = self.asked.kind, self.asked.body, self.drawn["order"]
        self.right = kind.read_response(body, order, kind.solution(body, order))

    def give(self, kind, way):
        """Answer."""
        places = {"spot": self._places, "route": self._places, "label": self._names, "sort": self._cards}
        places[kind](way)

    def _places(self, way):
        for mark, place in enumerate(self.right):
            if way == "form":
                for name, value in zip(("column", "row", "part"), square(place), strict=True):
                    choose(self.page.locator(f'[name="q0.{mark}-{name}"]'), value)
            elif way == "keyboard":
                self._walk(place)
            else:
                self.at(way, place[0] + 2, place[1] - 3)  # no one hits a middle

    def _names(self, way):
        names = [self.asked.body.names[index] for index in self.drawn["order"]]
        for number, index in enumerate(self.right):
            wanted = self.asked.body.names[index]
            place = self.asked.body.place[number].at
            button = self.page.get_by_role("button", name=wanted, exact=True)
            if way == "form":
                choose(self.page.locator(f'[name="q0.{number}"]'), names.index(wanted))
            elif way == "keyboard":
                self._to(button, "Tab")
                self.page.keyboard.press("Enter")
                self._to(self.page.locator(".figure-pad"), "Shift+Tab")
                for _ in range(number and 1):
                    self.page.keyboard.press("ArrowRight")
                self.page.keyboard.press("Enter")
                expect(self.page.locator(".figure-said")).to_contain_text(wanted)
            else:
                button.tap() if way == "touch" else button.click()
                self.at(way, place[0] + 5, place[1] + 9)

    def _cards(self, way):
        for position, card in enumerate(self.drawn["order"]):
            bin_ = self.right[card]
            field = self.page.locator(f'[name="q0.{position}"][value="{bin_}"]')
            label = self.page.locator("label.bin").filter(has=field)
            if way == "keyboard":
                self._to(self.page.locator(f'[name="q0.{position}"]').first, "Tab")
                self.page.keyboard.press("Space")
                for _ in range(bin_):
                    self.page.keyboard.press("ArrowRight")
                expect(field).to_be_checked()
            elif way == "touch":
                label.tap()
            else:
                label.click()

    def at(self, way, x, y):
        """Click or tap where the figure shows this point."""
        pad = self.page.locator(".figure-pad")
        pad.scroll_into_view_if_needed()
        at = pad.evaluate(
            """(pad, [x, y]) => {
                const svg = pad.parentElement.querySelector("svg");
                const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
                return [point.x, point.y];
            }""",
            [x, y],
        )
        if way == "touch":
            self.page.touchscreen.tap(*at)
        else:
            self.page.mouse.click(*at)

    def _walk(self, place):
        """Go to the figure by Tab, to the place by arrows, and put the mark there."""
        pad = self.page.locator(".figure-pad")
        if not pad.evaluate("pad => pad === document.activeElement"):
            self._to(pad, "Tab")
            self.cursor = [5, 5]  # the cursor begins in the middle
        column, row, part = square(place)
        for keys, wanted, here in ((("ArrowLeft", "ArrowRight"), column, 0), (("ArrowUp", "ArrowDown"), row, 1)):
            for _ in range(abs(wanted - self.cursor[here])):
                self.page.keyboard.press(keys[wanted > self.cursor[here]])
            self.cursor[here] = wanted
        across, down = part % PARTS - 1, part // PARTS - 1
        for less, more, steps in (("ArrowLeft", "ArrowRight", across), ("ArrowUp", "ArrowDown", down)):
            if steps:
                self.page.keyboard.press(f"Shift+{more if steps > 0 else less}")
        letter = "ABCDEFGHIJ"[column]
        expect(self.page.locator(".figure-said")).to_contain_text(f"Square {letter}{row + 1}")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".figure-said")).to_contain_text("Placed")

    def _to(self, wanted, key):
        """Press a key until this has the focus."""
        wanted = wanted.element_handle()  # looked for once
        for _ in range(60):
            if wanted.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never came to {wanted}")
