"""Check that the settings of a quiz fit together: its time and its sections."""

from lms.curriculum.compile.files import Entry
from lms.curriculum.compile.problems import Report
from lms.curriculum.compile.shapes import QuizEntry

FEWEST_SECTIONS = 2


def check(quiz: Entry[QuizEntry], report: Report) -> None:
    """Report settings that contradict each other."""
    _time(quiz, report)
    _sections(quiz, report)


def _time(quiz: Entry[QuizEntry], report: Report) -> None:
    said = quiz.value
    if (said.at_end == "grace") != (said.grace_seconds > 0):
        hint = 'Write at_end = "grace" and grace_seconds = 60, or neither'
        report.error(quiz.spot("grace_seconds"), "at_end and grace_seconds do not match", hint)
    if said.at_end == "grace" and not (said.minutes or said.closes):
        report.error(
            quiz.spot("at_end"), "a grace period needs a time limit or a closing time", "Add minutes = 40 or closes"
        )
    if said.opens and said.closes and said.closes <= said.opens:
        report.error(quiz.spot("closes"), "it closes before it opens")


def _sections(quiz: Entry[QuizEntry], report: Report) -> None:
    names = [line.section.strip() for line in quiz.value.draw]
    if any(names) and not all(names):
        report.error(quiz.spot("draw", names.index("")), "has no section, but other lines do", "Add one to each line")
    if quiz.value.one_way and len(set(names)) < FEWEST_SECTIONS:
        hint = 'Write section = "…" in each line of the draw'
        report.error(quiz.spot("one_way"), "one_way needs at least two sections", hint)
    if quiz.value.one_way and quiz.value.feedback == "at-once":
        report.error(quiz.spot("one_way"), 'one_way cannot be combined with feedback = "at-once"')
