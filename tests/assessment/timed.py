"""A timed module test of the tiny course, and a clock that the tests move."""

from contextlib import contextmanager

import time_machine

from tests.assessment.learner import Learner

START = "2026-11-22T10:00:00Z"
TIMED = """
id = "tiny-test"
title = "Module test: the start"
purpose = "test"
pass_mark = 60
feedback = "after-submit"
minutes = 10
draw = [ { tag = "start", critical = "each" }, { tag = "start", count = 3 } ]
"""
GRACE = TIMED + 'at_end = "grace"\ngrace_seconds = 60\n'
SECTIONS = """
id = "tiny-test"
title = "Module test: the start"
purpose = "test"
pass_mark = 60
feedback = "after-submit"
one_way = true
draw = [
  { family = "strong-beat", section = "Safety" }, { family = "ends-where", section = "Safety" },
  { family = "lifts-thigh", section = "Anatomy" }, { family = "which-where", section = "Anatomy" },
]
"""


def sitting(make, visitor, quiz=TIMED, person="ana"):
    """Someone of the cast, enrolled, before a test that is written like this."""
    make.course(make.tiny_tree(**{"1-start/test.quiz.toml": quiz}))
    make.enrol(person)
    return Learner(visitor.as_(person))


@contextmanager
def clock(at=START):
    """A stopped clock that `.shift(seconds)` moves."""
    with time_machine.travel(at, tick=False) as moved:
        yield moved
