"""The compiler: turns a tree of files into a document, or a list of all problems. Plain values only.

`read_course` is its only interface: no other module imports from inside this package.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lms.curriculum.compile import advice, draws, order, rehearsals, sittings
from lms.curriculum.compile.assemble import assemble
from lms.curriculum.compile.bank import FamilyEntry
from lms.curriculum.compile.gather import gather
from lms.curriculum.compile.material import LessonFile, Material, QuizFile
from lms.curriculum.compile.problems import Level, Outcome, Problem, Report, SourceLine, shown
from lms.curriculum.kinds import Readable
from lms.curriculum.markup import leads_somewhere
from lms.curriculum.source import Tree

SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
__all__ = [
    "FamilyEntry",
    "LessonFile",
    "Level",
    "Material",
    "Outcome",
    "Problem",
    "QuizFile",
    "Reading",
    "read_course",
]


@dataclass(frozen=True)
class Reading:
    """The result for a tree: the document or its errors, and every part that could be read despite errors."""

    outcome: Outcome
    material: Material


def read_course(
    slug: str,
    tree: Tree,
    kinds: Mapping[str, Readable],
    sorts: rehearsals.SORTS = MappingProxyType({}),
    *,
    block_unconfirmed: bool = False,
) -> Reading:
    """Compile a course. Reports all problems at once, and never raises for what an author wrote.

    `kinds` read the questions, `sorts` the rehearsals. `block_unconfirmed` makes a safety rule that no qualified
    instructor has confirmed an error. Files that this process has read before come from a cache.
    """
    report = Report()
    if not SLUG.fullmatch(slug):
        rule = "Use up to 60 lowercase letters, digits and hyphens, starting with a letter"
        hint = f"It becomes the course’s address. {rule}"
        report.error(SourceLine("course.toml", 1), f"{shown(slug)} is not a valid name for a course folder", hint)
    material = gather(tree, kinds, sorts, report)
    modules = order.modules(material, report)
    used = material.names.check(
        [
            *material.refs,
            *order.references(material),
            *draws.references(material),
            *(ref for each in material.families for ref in each.refs),
            *(ref for each in material.rehearsals for ref in rehearsals.references(each)),
        ],
        report,
    )
    used["objective"] = {each.family.objective for each in material.families}
    _sources(material, report)
    _lessons(material, report)
    _quizzes(material, report)
    order.cycles(modules, material, report)
    advice.give(material, used, _drawn(material, report), report)
    advice.remark(material, report)
    advice.confirmations(material, report, block=block_unconfirmed)
    strict = material.head is not None and material.head.value.standard == "safety"
    return Reading(report.outcome(assemble(slug, material, modules), strict=strict), material)


def _sources(material: Material, report: Report) -> None:
    """Check the addresses of sources: a bad one would be a dead link in every lesson that cites it."""
    for source in material.sources:
        if source.value.address and not leads_somewhere(source.value.address):
            hint = "Use https://… or remove it"
            report.error(source.spot("address"), f"the address {shown(source.value.address)} is not a valid link", hint)


def _lessons(material: Material, report: Report) -> None:
    """Check what can only be checked in a lesson once everything is read."""
    shown_figures = {name for each in material.lessons for what, name, _ in each.found.shows if what == "figure"}
    lights = {each.value.light for each in material.cautions}
    bands = {each.value.band for each in material.red_flags}
    for lesson in material.lessons:
        asked: set[str] = set()
        for what, name, line in lesson.found.shows:
            spot = lesson.at(line)
            if what == "check" and name in asked:
                report.error(spot, f"this lesson asks the family {shown(name)} twice")
            elif what == "check":
                asked.add(name)
            elif what == "figure-link" and name in material.names.of("figure") and name not in shown_figures:
                report.error(spot, f"no lesson shows the figure {shown(name)}", f"Add :::figure {name} to a lesson")
            elif (what == "cautions" and name in {"red", "amber", "green", "stop"} - lights) or (
                what == "red-flags" and name in {"emergency", "urgent", "soon"} - bands
            ):
                report.error(spot, f"cautions.toml has no row for {shown(f':::{what} {name}')}")


def _quizzes(material: Material, report: Report) -> None:
    for each in material.quizzes:
        quiz = each.quiz.value
        if quiz.purpose == "check" and not quiz.lesson:
            report.error(each.quiz.spot("purpose"), "a check needs a lesson", 'Add lesson = "…"')
        elif quiz.purpose != "check" and quiz.lesson:
            report.error(each.quiz.spot("lesson"), "only a check can have a lesson", 'Remove lesson = "…"')
        sittings.check(each.quiz, report)


def _drawn(material: Material, report: Report) -> set[str]:
    families = [each.family for each in material.families]
    whole = advice.whole(material, "family")
    return {uid for each in material.quizzes for uid in draws.check(each.quiz, families, report, whole=whole)}
