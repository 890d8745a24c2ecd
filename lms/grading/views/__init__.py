"""The pages of grading: marking by hand, and decisions on time, attempts and late answers."""

from lms.grading.views import decisions, marking
from lms.grading.views.blueprint import bp

__all__ = ["bp", "decisions", "marking"]
