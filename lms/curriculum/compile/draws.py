"""Check the draws of quizzes: each line says what to draw from the bank, which must have enough."""

from collections.abc import Iterator
from functools import partial

from lms.curriculum.compile.files import Entry
from lms.curriculum.compile.material import Material
from lms.curriculum.compile.names import Ref
from lms.curriculum.compile.problems import Report, shown
from lms.curriculum.compile.shapes import QuizEntry
from lms.curriculum.document import Draw, Family

LINES = 'Write { family = "…" }, { tag = "…", critical = "each" } or { lesson = "…", count = 6 }'


def references(material: Material) -> Iterator[Ref]:
    """The families and lessons that draws name."""
    for each in material.quizzes:
        for index, line in enumerate(each.quiz.value.draw):
            place = ("draw", index)
            if line.family:
                yield Ref("family", line.family, partial(each.quiz.spot, *place))
            if line.lesson:
                yield Ref("lesson", line.lesson, partial(each.quiz.spot, *place))


def check(quiz: Entry[QuizEntry], families: list[Family], report: Report, *, whole: bool) -> set[str]:
    """Report every line that is empty or cannot be filled. Returns the ids of all families that may be drawn.

    Unless the `whole` bank could be read, too few families are not reported.
    """
    lines = [(index, line) for index, line in enumerate(quiz.value.draw) if _says_what(quiz, index, line, report)]
    drawn = _named(quiz, lines, report)
    tell = report if whole else Report()
    drawn |= _each(quiz, lines, families, drawn, tell)
    taken: list[tuple[set[str], int]] = []
    for index, line in lines:
        if line.count:
            pool = _pool(line, families) - drawn
            _fill(quiz, index, pool, taken, tell)
            taken.append((pool, line.count))
    return drawn.union(*(pool for pool, _count in taken))


def _each(
    quiz: Entry[QuizEntry], lines: list[tuple[int, Draw]], families: list[Family], named: set[str], report: Report
) -> set[str]:
    """The critical families that lines with `each` draw, line by line."""
    drawn: set[str] = set()
    for index, line in lines:
        if line.critical:
            pool = _pool(line, families, critical=True) - named - drawn
            if not pool:
                report.error(quiz.spot("draw", index), f"{_of(line)} has no critical family left to draw")
            drawn |= pool
    return drawn


def _says_what(quiz: Entry[QuizEntry], index: int, line: Draw, report: Report) -> bool:
    fault, hint = _fault(f"draw[{index + 1}]", line)
    if fault:
        report.error(quiz.spot("draw", index), fault, hint)
    return not fault


def _fault(name: str, line: Draw) -> tuple[str, str]:
    """What is wrong with a line by itself and a hint, both "" if nothing is."""
    if sum(map(bool, (line.family, line.tag, line.lesson))) != 1:
        return f"{name} needs a family, a tag or a lesson", LINES
    if line.count < 0:
        return f"{name}: count cannot be negative", ""
    if line.family and (line.critical or line.count):
        return f"{name} names one family, so remove critical and count", LINES
    if not line.family and bool(line.critical) == bool(line.count):
        return f'{name} needs critical = "each" or a count, not both', LINES
    return "", ""


def _named(quiz: Entry[QuizEntry], lines: list[tuple[int, Draw]], report: Report) -> set[str]:
    drawn: set[str] = set()
    for index, line in lines:
        if line.family in drawn:
            report.error(quiz.spot("draw", index), f"the family {shown(line.family)} is drawn twice")
        if line.family:
            drawn.add(line.family)
    return drawn


def _pool(line: Draw, families: list[Family], *, critical: bool = False) -> set[str]:
    return {
        family.id
        for family in families
        if (line.tag in family.tags or line.lesson == family.lesson) and (family.critical or not critical)
    }


def _fill(
    quiz: Entry[QuizEntry], index: int, pool: set[str], taken: list[tuple[set[str], int]], report: Report
) -> None:
    """Check that the earlier lines leave enough families for this one."""
    line = quiz.value.draw[index]
    left = len(pool) - sum(min(count, len(pool & before)) for before, count in taken)
    if left < line.count:
        message = f"{_of(line)} has only {max(left, 0)} left to draw, not {line.count}"
        report.error(quiz.spot("draw", index), message, "Add families or lower the count")


def _of(line: Draw) -> str:
    return f"the tag {shown(line.tag)}" if line.tag else f"the lesson {shown(line.lesson)}"
