"""A small course that has one of everything: two lessons, a check, a test, a family of each kind, one critical."""

COURSE = """
title = "A tiny course"
summary = "Two lessons for the tests."
language = "en"
authors = ["The tests"]
licence = "CC-BY-4.0"
enrolment = "open"
disclaimer = "For tests alone."

[[module]]
id = "start"
folder = "1-start"
title = "The start"
summary = "One module."

[certificate]
lessons = "all"
quizzes = ["tiny-test"]
"""

FIRST = """+++
id = "first"
title = "The first lesson"
summary = "You can say where the muscle begins."
minutes = 5

[[objective]]
id = "say-where"
text = "Say where the muscle begins."
level = "remember"
+++
The psoas begins at the spine [atlas]. The lesser trochanter is where it ends.

## Where it lies

Deep in the belly, beside the spine.

:::caution Stop at a pulse
A beat under your fingers means: come off.
:::

:::check strong-beat
:::
"""

SECOND = """+++
id = "second"
title = "The second lesson"
summary = "You can say what it does."
minutes = 7

[[objective]]
id = "say-what"
text = "Say what the muscle does."
level = "understand"
+++
It lifts the thigh. [The first lesson](lesson:first) says where it begins.

:::check ends-where
:::
"""

FIRST_CHECK = """
id = "first-check"
title = "Check: the first lesson"
purpose = "check"
lesson = "first"
pass_mark = 70
feedback = "at-once"
draw = [ { family = "strong-beat" }, { lesson = "first", count = 2 } ]
"""

TINY_TEST = """
id = "tiny-test"
title = "Module test: the start"
purpose = "test"
pass_mark = 60
wait_hours = 24
feedback = "after-submit"
draw = [ { tag = "start", critical = "each" }, { tag = "start", count = 3 } ]
"""

SOURCES = """
[[source]]
id = "atlas"
citation = "An atlas for tests, 1st ed., p. 1."
address = "https://atlas.example/1"
"""

GLOSSARY = """
[[term]]
id = "lesser-trochanter"
term = "Lesser trochanter"
say = "troh-KAN-ter"
meaning = "The bump of the thigh bone where the muscle ends."
"""

_STRONG_BEAT = """
[[family.variant]]
id = "{letter}"
ask = "{ask}"
missed = "you chose to press on where a pulse was felt"
option = [
  {{ text = "Come off and send to a doctor ({letter})", right = true, feedback = "Yes: come off." }},
  {{ text = "Press beside it ({letter})", critical = true, feedback = "No: come off." }},
  {{ text = "Press harder ({letter})", feedback = "No: never." }},
]
"""

CHOICE = (
    """
[[family]]
id = "strong-beat"
kind = "choice"
critical = true
lesson = "first"
objective = "say-where"
tags = ["start"]
sources = ["atlas"]
"""
    + _STRONG_BEAT.format(letter="a", ask="A beat lifts your fingers. What do you do?")
    + _STRONG_BEAT.format(letter="b", ask="You feel a pulse under your hand. What now?")
    + _STRONG_BEAT.format(letter="c", ask="Something beats under your fingertips. And you?")
)

OTHERS = """
[[family]]
id = "ends-where"
kind = "multiple"
marking = "proportional"
lesson = "first"
objective = "say-where"
tags = ["start"]
sources = ["atlas"]

[[family.variant]]
id = "a"
ask = "Which of these does it touch?"
option = [
  { text = "The spine", right = true, feedback = "It begins there." },
  { text = "The thigh bone", right = true, feedback = "It ends there." },
  { text = "The collar bone", feedback = "Far away." },
]

[[family.variant]]
id = "b"
ask = "Tick what it is fixed to."
option = [
  { text = "Vertebrae", right = true, feedback = "It begins there." },
  { text = "The femur", right = true, feedback = "It ends there." },
  { text = "The skull", feedback = "Far away." },
]

[[family]]
id = "lifts-thigh"
kind = "true-false"
lesson = "first"
objective = "say-what"
tags = ["start"]
sources = ["atlas"]

[[family.variant]]
id = "a"
ask = "It lifts the thigh."
answer = true
feedback_true = "Yes, it does."
feedback_false = "It does."
reason = [
  { text = "It crosses the hip in front", right = true, feedback = "Right." },
  { text = "It crosses the knee", feedback = "It does not." },
]

[[family.variant]]
id = "b"
ask = "It straightens the knee."
answer = false
feedback_true = "It does not reach the knee."
feedback_false = "Right."
reason = [
  { text = "It does not reach the knee", right = true, feedback = "Right." },
  { text = "It is too weak", feedback = "It is strong." },
]

[[family]]
id = "which-where"
kind = "matching"
lesson = "second"
objective = "say-what"
tags = ["start"]
sources = ["atlas"]

[[family.variant]]
id = "a"
ask = "Match each part with its place."
pair = [
  { left = "Beginning", right = "Spine", feedback = "The spine." },
  { left = "End", right = "Thigh bone", feedback = "The thigh bone." },
]
decoy = ["Skull"]

[[family.variant]]
id = "b"
ask = "Which belongs to which?"
pair = [
  { left = "Upper end", right = "Vertebrae", feedback = "Vertebrae." },
  { left = "Lower end", right = "Femur", feedback = "Femur." },
]
decoy = ["Jaw"]
"""


def tiny_tree() -> dict[str, str]:
    """The files by path."""
    return {
        "course.toml": COURSE,
        "sources.toml": SOURCES,
        "glossary.toml": GLOSSARY,
        "questions/choice.toml": CHOICE,
        "questions/others.toml": OTHERS,
        "1-start/1-first.md": FIRST,
        "1-start/2-second.md": SECOND,
        "1-start/first.quiz.toml": FIRST_CHECK,
        "1-start/test.quiz.toml": TINY_TEST,
    }
