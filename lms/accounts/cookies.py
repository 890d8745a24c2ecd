"""Our cookies: kept from scripts and other sites, and with HTTPS under names that belong to this host alone."""

from flask import Response, current_app


def name_of(cookie: str) -> str:
    """The name that it has here: `sid`, or with HTTPS `__Host-sid`."""
    return f"__Host-{cookie}" if current_app.config["HTTPS"] else cookie


def put(response: Response, cookie: str, value: str, seconds: int) -> None:
    """Give the browser a cookie for so many seconds; for 0 it is taken away."""
    secure, name = current_app.config["HTTPS"], name_of(cookie)
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="Lax")
