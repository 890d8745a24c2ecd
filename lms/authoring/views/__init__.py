"""The pages of the course editor: courses, one course, questions, quizzes."""

from lms.authoring.views import desk, questions, quizzes
from lms.authoring.views.blueprint import bp

__all__ = ["bp", "desk", "questions", "quizzes"]
