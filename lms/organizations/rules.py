"""What holds for memberships."""

ROLES = ("student", "instructor", "supervisor", "manager")
