"""The tiny course with a family of each kind that is answered on a figure or by sorting, and a test that draws them."""

from tests.assessment.learner import Learner

FIGURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img" aria-labelledby="torso-title">
<title id="torso-title">A belly</title>
<desc id="torso-desc">A belly with its navel.</desc>
<path class="f-outline" d="M40 10h160v220H40Z"/>
<g class="layer" id="torso-navel"><circle class="f-skin" cx="120" cy="120" r="6"/></g>
</svg>
"""

FAMILIES = """
[[family]]
id = "start-zones"
kind = "spot"
lesson = "first"
tags = ["figure"]

[[family.variant]]
id = "a"
ask = "Show the two places."
figure = "torso"
grid = 24
midline = 120
landmark = [ { name = "Navel", at = [120, 120] } ]

[[family.variant.spot]]
label = "Beside the navel"
side = "right"
near = 12
near_feedback = "Nearly."
other_side = "The other side."
feedback_wrong = "Elsewhere."
zone = [ { name = "Right zone", points = [[48, 96], [96, 96], [96, 144], [72, 120], [48, 144]], feedback = "There." } ]

[[family.variant.spot]]
label = "Lower down"
feedback_wrong = "Not there."
[[family.variant.spot.zone]]
name = "Lower zone"
points = [[144, 168], [192, 168], [192, 216], [144, 216]]
hole = [[[160, 184], [176, 184], [176, 200], [160, 200]]]
feedback = "Here."

[[family.variant.no_go]]
name = "Great vessels"
points = [[112, 20], [128, 20], [128, 220], [112, 220]]
feedback = "The great vessels lie here."
missed = "you chose the great vessels"

[[family]]
id = "stroke"
kind = "route"
lesson = "first"
tags = ["figure"]

[[family.variant]]
id = "a"
ask = "Show the stroke."
figure = "torso"
grid = 24
course = { direction = 180, tolerance = 20, feedback = "Down.", feedback_wrong = "It goes down." }

[family.variant.start]
name = "High"
points = [[48, 24], [96, 24], [96, 72], [48, 72]]
feedback = "Yes, it starts there."
feedback_wrong = "Higher up."

[family.variant.end]
name = "Low"
points = [[48, 168], [96, 168], [96, 216], [48, 216]]
feedback = "Yes, it ends there."
feedback_wrong = "Lower down."

[[family.variant.never]]
name = "Midline"
points = [[112, 20], [128, 20], [128, 220], [112, 220]]
feedback = "Never over the midline."
missed = "you crossed the midline"

[[family]]
id = "names"
kind = "label"
lesson = "first"
tags = ["figure"]

[[family.variant]]
id = "a"
ask = "Put the names on it."
figure = "torso"
place = [
  { name = "Navel", at = [120, 120], feedback = "In the middle." },
  { name = "Flank", at = [60, 120], feedback = "At the side.", critical = true, missed = "you did not know the flank" },
  { name = "Groin", at = [80, 210], feedback = "Low." },
]
decoy = ["Nose"]

[[family]]
id = "lights"
kind = "sort"
lesson = "first"
tags = ["figure"]
drill = 30
bin = [ { id = "red", text = "Red", light = "red" }, { id = "green", text = "Green", light = "green" } ]

[[family.variant]]
id = "a"
ask = "Give each a light."
card = [
  { text = "A strong beat", bin = "red", never = ["green"], missed = "you gave a pulse green", feedback = "Stop." },
  { text = "A clear yes", bin = "green", feedback = "Go on with care." },
  { text = "Fever", bin = "red", feedback = "A doctor first." },
]
"""

QUIZ = """
id = "figure-test"
title = "Module test: on figures"
purpose = "test"
pass_mark = 80
feedback = "after-submit"
draw = [ { tag = "figure", count = 4 } ]
"""

OF_FIGURES = ("start-zones", "stroke", "names", "lights")
"""The families that the test draws."""
IN_THE_ZONES = [[84, 108], [156, 180]]
"""A place of the grid of 24 in each of the right zones."""

DRAWN = {"figures/torso.svg": FIGURE, "figures/torso.md": "A belly, and a small circle where the navel is.\n"}


def figure_tree(make, families=FAMILIES):
    """The files of the course."""
    tree = make.tiny_tree()
    tree["1-start/2-second.md"] += "\n:::check start-zones\n:::\n\n:::check lights\n:::\n"
    return {**tree, **DRAWN, "questions/figure.toml": families, "1-start/figure.quiz.toml": QUIZ}


def square(point, *, step=24):
    """Column, row and part of a place on a grid that begins at 0, 0: what a form says of it."""
    part = step // 3
    across, down = point[0] // part, point[1] // part
    return across // 3, down // 3, down % 3 * 3 + across % 3


def fields(number, point):
    """The fields of a mark."""
    names = ("column", "row", "part")
    return {f"{number}-{name}": [str(value)] for name, value in zip(names, square(point), strict=True)}


class Shower(Learner):
    """A learner at the test on figures."""

    def __init__(self, visitor):
        super().__init__(visitor, "figure-test")


def sent(learner, family, places=None):
    """The right answer as the form of the page sends it, or these places."""
    if places is None:
        return learner.given(learner.drawn(family))
    return {name: value for mark, point in enumerate(places) for name, value in fields(mark, point).items()}
