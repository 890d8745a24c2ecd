"""The account pages: signing in, joining, a forgotten password, one's own account, the demo's outbox."""

from lms.accounts.views import entrance, joining, leaving, outbox, profile, recovery, sessions
from lms.accounts.views.blueprint import bp

__all__ = ["bp", "entrance", "joining", "leaving", "outbox", "profile", "recovery", "sessions"]
