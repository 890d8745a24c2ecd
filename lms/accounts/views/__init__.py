"""The pages about accounts: getting in, joining, a lost password, one's own account, the demo's mails."""

from lms.accounts.views import entrance, joining, leaving, outbox, profile, recovery, sessions
from lms.accounts.views.blueprint import bp

__all__ = ["bp", "entrance", "joining", "leaving", "outbox", "profile", "recovery", "sessions"]
