"""The pages of quizzes and attempts."""

from lms.assessment.views import attempts
from lms.assessment.views.blueprint import bp

__all__ = ["attempts", "bp"]
