"""A question in its form, with what learners will see of it."""

from dataclasses import dataclass, replace
from typing import Any

from lms.authoring.desk import NEW_QUESTIONS, Desk
from lms.authoring.forms import QuestionForm
from lms.authoring.rules import MOST_OPTIONS, Question
from lms.authoring.writing import excerpt
from lms.core.pages import Page
from lms.curriculum.compile import Problem
from lms.curriculum.document import Document, Family, Variant
from lms.curriculum.source import digest
from lms.questions.asked import Asked
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Given
from lms.questions.practice import judge, practice

SEED = "preview"  # of the order of options in a preview


@dataclass(frozen=True)
class Preview:
    """What a learner will see: before answering, and after the right and the worst answer."""

    before: Asked
    right: Asked | None
    wrong: Asked | None


@dataclass(frozen=True)
class Clash:
    """Somebody was faster: what was typed, and what is saved, both as they stand in the file."""

    yours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """A question in its form, with its preview and the course's problems."""

    template = "authoring/question.html"
    desk: Desk
    form: QuestionForm
    family: Family | None  # None for a new one
    variant: str  # the wording in the form, empty for a new one
    kind: str
    path: str
    seen: str  # the digest of the question's text that the form was made from
    shown: Preview | None
    editable: bool
    problems: tuple[Problem, ...]
    clash: Clash | None


@dataclass(frozen=True, kw_only=True)
class PreviewPart(Page):
    """The preview alone: the answer to a script that swaps it in place."""

    template = "authoring/_preview.html"
    shown: Preview | None


def question_page(
    desk: Desk,
    form: QuestionForm,
    family: Family | None,
    variant: str,
    *,
    shown: Preview | None = None,
    clash: Clash | None = None,
) -> QuestionPage:
    """A question in its form, as it is saved or as it was typed; without a family, a new one."""
    entry = desk.family(family.id) if family else None
    path = entry.head.file.path if entry else NEW_QUESTIONS
    if shown is None and family and variant:
        shown = preview(desk, family, variant)
    return QuestionPage(
        desk=desk,
        form=form,
        family=family,
        variant=variant,
        kind=str(KINDS[family.kind].label) if family else "",
        path=path,
        seen=digest(excerpt(desk.tree[path], family.id)) if family else "",
        shown=shown,
        editable=can_change(family) if family else True,
        problems=desk.problems(path),
        clash=clash,
    )


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
