"""The pages of quizzes: taking them, and what instructors decide about time and late answers."""

from lms.assessment.views import attempts, desk, marking
from lms.assessment.views.blueprint import bp

__all__ = ["attempts", "bp", "desk", "marking"]
