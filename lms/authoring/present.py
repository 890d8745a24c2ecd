"""What the desk's pages show: questions in a list, what learners will see of one, problems in their order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from lms.authoring.desk import Desk
from lms.authoring.queries import desk_of
from lms.authoring.rules import MOST_DRAWS, MOST_OPTIONS, Question
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext
from lms.curriculum.compile import FamilyEntry, Problem
from lms.curriculum.document import Family, Quiz, Variant
from lms.questions.asked import Asked
from lms.questions.asked import plain as without_markup
from lms.questions.kinds import KINDS
from lms.questions.practice import judge, practice
from lms.ui.navigation import Door

DOOR = Door(places=desk_of, way=lambda _slug, _name: (url_for("authoring.courses"), _("Teach")))
SEED = "preview"  # of the order of options in a preview
KIND_NAMES = {
    "choice": lazy_gettext("single choice"),
    "multiple": lazy_gettext("multiple choice"),
    "true-false": lazy_gettext("true or false"),
    "matching": lazy_gettext("matching"),
    "ordering": lazy_gettext("ordering"),
    "number": lazy_gettext("number"),
    "short-text": lazy_gettext("short answer"),
    "gap": lazy_gettext("fill in the blanks"),
    "free-text": lazy_gettext("long answer, graded by an instructor"),
    "spot": lazy_gettext("hotspot"),
    "label": lazy_gettext("labeling"),
    "route": lazy_gettext("path on a figure"),
    "sort": lazy_gettext("sorting"),
}


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list of the desk."""

    family: Family
    ask: str
    kind: str
    lesson: str  # the title of the lesson that teaches it
    state: str  # new, changed, or empty where it is as it ships


@dataclass(frozen=True)
class Preview:
    """What a learner will see: before answering, and after the right and the worst answer."""

    before: Asked
    right: Asked | None
    wrong: Asked | None


def found(desk: Desk, wanted: str) -> list[FamilyEntry]:
    """The questions that have every word of `wanted` in their texts, ids or tags; all of them for none."""
    lessons = titles(desk)
    needles = wanted.casefold().split()
    return [
        each
        for each in desk.material.families
        if all(needle in _haystack(each.family, lessons) for needle in needles)
    ]  # fmt: skip


def line(desk: Desk, entry: FamilyEntry) -> QuestionLine:
    """One question of the list."""
    family = entry.family
    return QuestionLine(
        family=family,
        ask=without_markup(family.variants[0].ask),
        kind=kind_name(family.kind),
        lesson=titles(desk).get(family.lesson, ""),
        state=desk.state(entry),
    )


def titles(desk: Desk) -> dict[str, str]:
    """The titles of the lessons by their ids."""
    return {each.head.value.id: each.head.value.title for each in desk.material.lessons}


def kind_name(kind: str) -> str:
    """A kind of question in words."""
    return str(KIND_NAMES[kind]) if kind in KIND_NAMES else _("type “%(kind)s”", kind=kind)


def preview(desk: Desk, family: Family, variant: str) -> Preview:
    """What learners will see of this variant. Raises KeyError where the family has none of this id."""
    alone = family.model_copy(update={"variants": (family.variant(variant),)})
    course = desk.alone([alone])
    before = practice(course, family.id, SEED)
    after = {sort: _answered(course, before, sort) for sort in ("right", "wrong")}
    return Preview(replace(before, anchor="preview-before"), **after)


def _answered(course: Any, before: Asked, sort: str) -> Asked | None:  # noqa: ANN401 - a document
    """The question after the right answer, or after the wrong one that is the most dangerous."""
    question = before.question
    if question.family.kind != "choice":
        return None
    options = question.body.option
    fitting = [n for n, each in enumerate(options) if each.right == (sort == "right")]
    chosen = max(fitting, key=lambda n: options[n].critical, default=None)
    if chosen is None:
        return None
    form = {f"{before.field}choice": [str(before.order.index(chosen))]}
    answered = judge(course, question.family.id, question.variant.id, SEED, form)
    return replace(answered, anchor=f"preview-{sort}", figure=None)


def typed(question: Question, known: Family | None) -> Family | None:
    """What was typed as a family of the course; None where it is no question yet."""
    before = next((each for each in known.variants if each.id == question.wording.id), None) if known else None
    old = before.body["option"] if before else []
    options = [_option(each.at, each.text, each.verdict, each.feedback, old) for each in question.wording.options]
    body, flaws = KINDS["choice"].read({"option": options})
    if not question.wording.ask or any(flaw.level == "error" for flaw in flaws):
        return None
    figure = before.figure if before else ""
    wording = question.wording
    variant = Variant(id=wording.id, ask=wording.ask, missed=wording.missed, figure=figure, body=body)
    return Family(
        id=question.id or "new",
        kind="choice",
        critical=question.critical,
        lesson=question.lesson,
        objective=question.objective,
        tags=question.tags,
        sources=question.sources,
        variants=(variant,),
    )


def _option(at: int, text: str, verdict: str, feedback: str, old: list[dict[str, Any]]) -> dict[str, Any]:
    known = old[at] if at < len(old) else {}
    rest = {"missed": known.get("missed", ""), "sources": list(known.get("sources", ()))}
    return {"text": text, "right": verdict == "right", "critical": verdict == "critical", "feedback": feedback, **rest}


def can_change(family: Family) -> bool:
    """Whether the form can show all that this question has."""
    return family.kind == "choice" and all(len(each.body["option"]) <= MOST_OPTIONS for each in family.variants)


def can_change_quiz(quiz: Quiz) -> bool:
    """Whether the form can show all that this quiz draws."""
    plain = all(sum(map(bool, (each.family, each.tag, each.lesson))) == 1 for each in quiz.draw)
    return plain and len(quiz.draw) <= MOST_DRAWS


def in_order(problems: Iterable[Problem], path: str = "") -> tuple[Problem, ...]:
    """Errors before advice, those of this file first."""
    return tuple(sorted(problems, key=lambda each: (each.level != "error", each.path != path)))


def _haystack(family: Family, lessons: dict[str, str]) -> str:
    texts = [each.ask for each in family.variants]
    return " ".join([family.id, *family.tags, lessons.get(family.lesson, ""), *texts]).casefold()
