"""The pages of grading: what is marked by hand, and what is decided about time, attempts and late answers."""

from lms.grading.views import decisions, marking
from lms.grading.views.blueprint import bp

__all__ = ["bp", "decisions", "marking"]
