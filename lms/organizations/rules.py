"""Rules of memberships."""

KINDS = ("school", "clinic")
SLUG = r"(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*"
ROLES = ("student", "instructor", "supervisor", "manager")
