"""From Markdown to safe HTML: whole lessons, single lines, figures."""

from markupsafe import Markup

from lms.core.i18n import language
from lms.curriculum.document import Document
from lms.curriculum.render.body import Check, Heading, LessonBody
from lms.curriculum.render.cards import question_figure
from lms.curriculum.render.lesson import render_lesson
from lms.curriculum.render.simple import inline

__all__ = ["Check", "Heading", "LessonBody", "figure_html", "inline", "render_lesson"]


def figure_html(document: Document, name: str, prefix: str = "q-") -> Markup:
    """A question's figure with its text alternative, as safe HTML, or "" without such a figure.

    Give each question of a page a `prefix` of its own (letters, digits, hyphens), so that ids stay
    unique when two of them, or the lesson around them, show the same figure.
    """
    figure = document.figure.get(name)
    return question_figure(figure, prefix, language()) if figure else Markup("")
