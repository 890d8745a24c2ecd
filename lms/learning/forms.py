"""Read what a lesson's page sends while it is open."""

from flask import request


def seconds() -> int:
    """For how many more seconds the lesson was read, by the page's account, or 0 for invalid input."""
    return request.form.get("seconds", 0, int)
