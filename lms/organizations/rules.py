"""What holds for memberships and invitations."""

from datetime import timedelta

ROLES = ("student", "instructor", "supervisor", "manager")
INVITATION_LIVES = timedelta(days=14)
