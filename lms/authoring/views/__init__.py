"""The pages of the instructor's desk: courses, a course's desk, questions, quizzes."""

from lms.authoring.views import desk, questions, quizzes
from lms.authoring.views.blueprint import bp

__all__ = ["bp", "desk", "questions", "quizzes"]
