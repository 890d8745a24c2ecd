"""Pages of conversations and simulations."""

from lms.rehearsal.views import conversations, runs
from lms.rehearsal.views.blueprint import bp

__all__ = ["bp", "conversations", "runs"]
