"""What the desk's pages show: questions in a list, what learners will see of one, problems in their order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from lms.authoring.desk import Desk
from lms.authoring.rules import MOST_DRAWS, MOST_OPTIONS, Question
from lms.curriculum.compile import FamilyEntry, Problem
from lms.curriculum.document import Document, Family, Quiz, Variant
from lms.questions.asked import Asked
from lms.questions.asked import plain as without_markup
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Given
from lms.questions.practice import judge, practice

SEED = "preview"  # of the order of options in a preview


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
        kind=str(KINDS[family.kind].label),
        lesson=titles(desk).get(family.lesson, ""),
        state=desk.state(entry),
    )


def titles(desk: Desk) -> dict[str, str]:
    """The titles of the lessons by their ids."""
    return {each.head.value.id: each.head.value.title for each in desk.material.lessons}


def preview(desk: Desk, family: Family, variant: str) -> Preview:
    """What learners will see of this variant. Raises KeyError where the family has none of this id."""
    alone = family.model_copy(update={"variants": (family.variant(variant),)})
    course = desk.alone([alone])
    before = practice(course, family.id, SEED)
    kind, body = before.question.kind, before.body
    right = _answered(course, before, kind.solution(body, before.order), "preview-right")
    wrong = _answered(course, before, kind.mistake(body, before.order), "preview-wrong")
    return Preview(replace(before, anchor="preview-before"), right, wrong)


def _answered(course: Document, before: Asked, given: Given | None, anchor: str) -> Asked | None:
    """The question once this was answered; None where nothing is, or where it is not the whole answer."""
    form = {f"{before.field}{name}": values for name, values in (given or {}).items()}
    answered = judge(course, before.question.family.id, before.question.variant.id, SEED, form)
    return replace(answered, anchor=anchor, figure=None) if answered.grade else None


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
