"""Inviting people by mail, and what accepting an invitation gives them: a role, a course to take or to teach."""
