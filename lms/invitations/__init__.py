"""Invitations by email, and what accepting one gives: a role, a course to take or to teach."""
