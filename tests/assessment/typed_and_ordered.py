"""The tiny course with a family of each kind that is typed or ordered, and a test that draws just those."""

from tests.assessment.learner import Learner

FAMILIES = """
[[family]]
id = "how-deep"
kind = "number"
lesson = "first"
tags = ["more"]

[[family.variant]]
id = "a"
ask = "How deep does it lie?"
answer = 5
tolerance = 1
unit = "cm"
feedback_right = "Yes, about five."
feedback_wrong = "About five."
known = [ { value = 50, feedback = "That is half a metre." } ]

[[family]]
id = "name-it"
kind = "short-text"
lesson = "first"
tags = ["more"]

[[family.variant]]
id = "a"
ask = "What is the muscle called?"
accept = [
  { text = "*psoas*", feedback = "Yes, the psoas." },
  { text = "hip flexor", feedback = "So so.", worth = 0.5 },
]
known = [ { text = "iliacus", feedback = "Its neighbour." } ]
feedback_wrong = "It is the psoas."

[[family]]
id = "safe-order"
kind = "ordering"
lesson = "first"
tags = ["more"]

[[family.variant]]
id = "a"
ask = "In which order?"
step = [
  { id = "ask", text = "Ask for consent", feedback = "First." },
  { id = "touch", text = "Place the hand", feedback = "Then." },
  { id = "leave", text = "Come off slowly", feedback = "Last." },
]
needs = [
  { step = "touch", after = "ask", critical = true, missed = "you touched before the yes", feedback = "Ask first." },
  { step = "leave", after = "touch", feedback = "You leave last." },
]

[[family]]
id = "fill-in"
kind = "gap"
lesson = "first"
tags = ["more"]

[[family.variant]]
id = "a"
ask = "Complete the sentence."
text = "It ends at the {1} trochanter of the {2}, {3} from the hip."
gap = [
  { kind = "select", option = [
    { text = "lesser", right = true, feedback = "Yes." },
    { text = "greater", feedback = "No." },
  ] },
  { kind = "text", accept = [ { text = "femur", feedback = "Yes." } ], feedback_wrong = "The femur." },
  { kind = "number", answer = 10, tolerance = 5, unit = "cm", feedback_right = "Yes.", feedback_wrong = "Ten." },
]

[[family]]
id = "say-it"
kind = "free-text"
lesson = "first"
tags = ["more"]

[[family.variant]]
id = "a"
ask = "What do you say to the client?"
words = 40
rubric = [ { text = "It is honest", points = 1 }, { text = "It leaves the choice", points = 3 } ]
sample = "Some say so; nobody knows. Would you like to go on?"
feedback = "Honest and kind."
"""

QUIZ = """
id = "more-test"
title = "Module test: more kinds"
purpose = "test"
pass_mark = 80
feedback = "after-submit"
draw = [ { tag = "more", count = 5 } ]
"""

OF_MORE = ("how-deep", "name-it", "safe-order", "fill-in", "say-it")
"""The families that the test draws."""
WRITTEN = {"text": "Honestly: I do not know.\nGo on?"}
"""What a learner writes, in words of their own."""


def more_tree(make, **changed):
    """The files; `changed` are texts of the families to replace, each by its other wording."""
    families = FAMILIES
    for before, after in changed.items():
        families = families.replace(before, after)
    tree = make.tiny_tree()
    practice = "\n:::check say-it\n:::\n\n:::check safe-order\n:::\n"
    tree["1-start/2-second.md"] += practice
    return {**tree, "questions/more.toml": families, "1-start/more.quiz.toml": QUIZ}


class Writer(Learner):
    """A learner at the test of more kinds."""

    def __init__(self, visitor):
        super().__init__(visitor, "more-test")

    def right(self, family):
        """The correct answer as sent, by presented positions."""
        return WRITTEN if family == "say-it" else self.given(self.drawn(family))

    def answer(self, **other):
        """Answer everything right, but for the families that `other` names (with _ for -), with what it says."""
        for family in OF_MORE:
            given = other.get(family.replace("-", "_"), self.right(family))
            if given is not None:
                self.save(self.number_of(family), given, seq=100)
