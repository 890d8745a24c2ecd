"""A question in its form, with what learners will see of it."""

from dataclasses import dataclass, replace
from typing import Any

from lms.authoring.desk import NEW_QUESTIONS, Desk
from lms.authoring.forms import QuestionForm
from lms.authoring.rules import MOST_OPTIONS, Question
from lms.authoring.writing import excerpt
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext
from lms.core.pages import Page
from lms.curriculum.compile import Problem
from lms.curriculum.document import Family, Variant
from lms.curriculum.source import digest
from lms.questions.asked import Asked
from lms.questions.kinds import KINDS
from lms.questions.practice import judge, practice

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
        kind=kind_name(family.kind) if family else "",
        path=path,
        seen=digest(excerpt(desk.tree[path], family.id)) if family else "",
        shown=shown,
        editable=can_change(family) if family else True,
        problems=desk.problems(path),
        clash=clash,
    )


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
