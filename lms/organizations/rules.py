"""What holds for memberships and invitations."""

from datetime import timedelta

KINDS = ("school", "clinic")
SLUG = r"(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*"
ROLES = ("student", "instructor", "supervisor", "manager")
INVITATION_LIVES = timedelta(days=14)
