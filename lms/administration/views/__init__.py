"""The pages of administration."""

from lms.administration.views import courses, organizations, people, system
from lms.administration.views.blueprint import bp

__all__ = ["bp", "courses", "organizations", "people", "system"]
