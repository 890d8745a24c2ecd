"""The pages of quizzes, and of taking them."""

from lms.assessment.views import attempts
from lms.assessment.views.blueprint import bp

__all__ = ["attempts", "bp"]
