"""Our cookies: kept from scripts and other sites, and with HTTPS under names that belong to this host alone."""

from flask import Response, current_app


def host_name(cookie: str, *, https: bool) -> str:
    """The name of a cookie in the browser: `sid`, or with HTTPS `__Host-sid`."""
    return f"__Host-{cookie}" if https else cookie


def name_of(cookie: str) -> str:
    """The name that a cookie of ours has on this installation."""
    return host_name(cookie, https=current_app.config["HTTPS"])


def put(response: Response, cookie: str, value: str, seconds: int) -> None:
    """Give the browser a cookie for so many seconds; for 0 it is taken away."""
    secure, name = current_app.config["HTTPS"], name_of(cookie)
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="Lax")
