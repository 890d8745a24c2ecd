"""A quiz in its form."""

from dataclasses import dataclass

from lms.authoring.desk import Desk
from lms.authoring.forms import QuizForm
from lms.authoring.pages.question import Clash
from lms.authoring.rules import MOST_DRAWS
from lms.core.pages import Page
from lms.curriculum.compile import Problem, QuizFile
from lms.curriculum.document import Quiz
from lms.curriculum.source import digest


@dataclass(frozen=True, kw_only=True)
class QuizDeskPage(Page):
    """A quiz in its form, with the course's problems."""

    template = "authoring/quiz.html"
    desk: Desk
    form: QuizForm
    quiz: Quiz | None  # None for a new one
    path: str
    seen: str  # the digest of the file that the form was filled from
    editable: bool
    problems: tuple[Problem, ...]
    clash: Clash | None


def quiz_page(desk: Desk, form: QuizForm, file: QuizFile | None, clash: Clash | None = None) -> QuizDeskPage:
    """A quiz in its form, as it is saved or as it was typed; without a file, a new one."""
    path = file.path if file else ""
    return QuizDeskPage(
        desk=desk,
        form=form,
        quiz=quiz_of(file) if file else None,
        path=path,
        seen=digest(desk.tree[path]) if path else "",
        editable=can_change_quiz(quiz_of(file)) if file else True,
        problems=desk.problems(path),
        clash=clash,
    )


def quiz_of(file: QuizFile) -> Quiz:
    """The quiz in a file."""
    return Quiz(**dict(file.quiz.value))


def can_change_quiz(quiz: Quiz) -> bool:
    """Whether the form can show everything that this quiz draws."""
    plain = all(sum(map(bool, (each.family, each.tag, each.lesson))) == 1 for each in quiz.draw)
    return plain and len(quiz.draw) <= MOST_DRAWS
