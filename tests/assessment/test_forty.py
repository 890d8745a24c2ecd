"""An exam of forty questions costs no more statements than one of five."""

from lms.assessment.rules import percent
from tests.assessment.learner import Learner, marks, row

FORTY = 40
QUIZ = f"""id = "forty"
title = "Exam of forty"
purpose = "exam"
pass_mark = 80
feedback = "after-submit"
draw = [ {{ tag = "forty", count = {FORTY} }} ]
"""
FAMILY = """
[[family]]
id = "of-forty-{number}"
kind = "choice"
lesson = "first"
tags = ["forty"]
sources = ["atlas"]
"""
VARIANT = """
[[family.variant]]
id = "{variant}"
ask = "Question {number} in wording {variant}?"
option = [
  {{ text = "Right", right = true, feedback = "Yes." }},
  {{ text = "Wrong", feedback = "No." }},
]
"""


def bank():
    families = [FAMILY.format(number=number) for number in range(FORTY)]
    wordings = ["".join(VARIANT.format(number=number, variant=each) for each in "ab") for number in range(FORTY)]
    return "".join(map("".join, zip(families, wordings, strict=True)))


def test_starting_and_finishing_an_exam_of_forty_takes_at_most_six_statements_each(make, visitor, statements):
    make.course(make.tiny_tree(**{"questions/forty.toml": bank(), "1-start/forty.quiz.toml": QUIZ}))
    make.enrol("ana")
    ana = Learner(visitor.as_("ana"), "forty")
    with statements(at_most=6):
        ana.start()
    assert len(row(ana.attempt).questions) == FORTY
    ana.answer_all()
    with statements(at_most=6):
        ana.visitor.post("assessment.submit", id=ana.attempt)
    given = marks(ana.attempt)
    assert len(given) == FORTY
    assert percent(sum(each.points for each in given), FORTY) == 100
