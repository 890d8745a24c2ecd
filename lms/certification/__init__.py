"""Attainments: awarded with evidence, shown, verified by anyone, revoked."""
