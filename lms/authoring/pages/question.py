"""A question in its form, with a preview for learners."""

from dataclasses import dataclass, replace

from lms.authoring.desk import NEW_QUESTIONS, Desk
from lms.authoring.forms import QuestionForm
from lms.authoring.rules import QuestionText
from lms.authoring.writing import excerpt
from lms.core.pages import Page
from lms.curriculum.compile import FamilyEntry, Problem
from lms.curriculum.document import Document, Family, Variant
from lms.curriculum.source import digest
from lms.curriculum.spec import overwritten, without_gone
from lms.questions.asked import Asked
from lms.questions.kinds import KINDS
from lms.questions.kinds.base import Given
from lms.questions.practice import judge, practice

SEED = "preview"  # for the order of options in a preview


@dataclass(frozen=True)
class Preview:
    """What a learner will see: before answering, after the correct answer, and after the worst one."""

    before: Asked
    right: Asked | None
    wrong: Asked | None


@dataclass(frozen=True)
class Clash:
    """An edit conflict: what was typed and what is saved, both as text of the file."""

    yours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """A question in its form, with its preview and the course's problems."""

    template = "authoring/question.html"
    desk: Desk
    form: QuestionForm
    family: Family | None  # None for a new one
    variant: str  # the variant in the form, "" for a new one
    kind: str
    path: str
    seen: str  # the digest of the question's text that the form was filled from
    shown: Preview | None
    editable: bool
    problems: tuple[Problem, ...]
    clash: Clash | None


@dataclass(frozen=True, kw_only=True)
class PreviewPart(Page):
    """The preview alone, for a script that swaps it in."""

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
    path = entry.path if entry else NEW_QUESTIONS
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
        editable=can_change(entry) if entry else True,
        problems=desk.problems(path),
        clash=clash,
    )


def preview(desk: Desk, family: Family, variant: str) -> Preview:
    """What learners will see of this variant. Raises KeyError if the family has no variant of this id."""
    alone = family.model_copy(update={"variants": (family.variant(variant),)})
    course = desk.alone([alone])
    before = practice(course, family.id, SEED)
    kind, body = before.question.kind, before.body
    right = _answered(course, before, kind.solution(body, before.order), "preview-right")
    wrong = _answered(course, before, kind.mistake(body, before.order), "preview-wrong")
    return Preview(replace(before, anchor="preview-before"), right, wrong)


def _answered(course: Document, before: Asked, given: Given | None, anchor: str) -> Asked | None:
    """The question with this answer given, or None if there is no answer or it is incomplete."""
    form = {f"{before.field}{name}": values for name, values in (given or {}).items()}
    answered = judge(course, before.question.family.id, before.question.variant.id, SEED, form)
    return replace(answered, anchor=anchor, figure=None) if answered.grade else None


def typed(question: QuestionText, known: FamilyEntry | None) -> Family | None:
    """What was typed as a family of the course, or None if it is not a valid question yet."""
    kind, wording = KINDS[question.kind], question.wording
    before = {each.id: each for each in known.family.variants}.get(wording.id) if known else None
    own, shared = (known.authored.get(wording.id, {}), known.shared) if known else ({}, {})
    body, flaws = kind.read(without_gone({**shared, **overwritten(kind.spec, own, wording.fields, shared)}))
    if not wording.ask or any(flaw.level == "error" for flaw in flaws):
        return None
    figure = before.figure if before else ""
    variant = Variant(id=wording.id, ask=wording.ask, missed=wording.missed, figure=figure, body=body)
    return Family(
        id=question.id or "new",
        kind=question.kind,
        critical=question.critical,
        lesson=question.lesson,
        objective=question.objective,
        tags=question.tags,
        sources=question.sources,
        variants=(variant,),
    )


def can_change(entry: FamilyEntry) -> bool:
    """Whether the form can show everything in this question and write it back to its file."""
    form, variants = KINDS[entry.family.kind].form, entry.family.variants
    return form is not None and all(form.shows(each.body) for each in variants)
