"""The window of the drape is the same in the lesson, the figure and the checklist: one side, down to the ASIS."""

import re
import tomllib
from xml.etree import ElementTree as ET

import pytest

from config import ROOT

COURSE = ROOT / "courses" / "psoas-major"
LESSON = (COURSE / "3-the-conversation" / "4-withdrawal-draping.md").read_text()
DRAPING = LESSON.split("## Draping")[1].split("## ")[0]
FIGURE = (COURSE / "figures" / "draping.svg").read_text()
TOLD = (COURSE / "figures" / "draping.md").read_text()
STEPS = tomllib.loads((COURSE / "checklists" / "first-access.toml").read_text())["step"]
COVER = next(each["text"] for each in STEPS if each["id"] == "secure-cover")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("text", [DRAPING, TOLD, FIGURE, COVER], ids=["lesson", "told", "figure", "checklist"])
def test_one_side_down_to_the_line_between_both_asis(text):
    assert re.search(r"line between\s*(both ASIS|the front points of the hip bones)", text)
    assert re.search(r"working side|side you work", text)
    assert "pubic" not in text


@pytest.mark.parametrize("text", [DRAPING, TOLD, FIGURE], ids=["lesson", "told", "figure"])
def test_the_other_side_is_covered(text):
    assert re.search(r"other side.*(covered|stays)|covers? .*the other side", text, re.I)


def test_the_drawn_window_is_on_one_side_and_ends_above_the_line():
    figure = ET.fromstring(FIGURE)
    [window] = [each.get("d") for each in figure.iter(f"{SVG}path") if each.get("class") == "f-safe f-line"]
    asis = [(float(each.get("cx")), float(each.get("cy"))) for each in figure.findall(f"{SVG}g[@class='f-bone']/*")]
    middle = sum(across for across, _down in asis) / len(asis)
    corners = [float(each) for each in re.findall(r"-?[\d.]+", window.split("V")[0])]
    bottom = float(re.search(r"V([\d.]+)H", window)[1])
    assert max(corners[::2]) <= middle + 4  # the navel is in sight
    assert bottom <= min(down for _across, down in asis)
