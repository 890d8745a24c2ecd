"""What a lesson's page tells while it is open."""

from flask import request


def seconds() -> int:
    """For how many more seconds the lesson was looked at, as the page says; 0 for what is no number."""
    return request.form.get("seconds", 0, int)
