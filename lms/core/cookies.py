"""Our cookies: hidden from scripts and other sites, and under HTTPS bound to this host by the `__Host-` prefix."""

from flask import Response, current_app


def host_name(cookie: str, *, https: bool) -> str:
    """The name of a cookie in the browser: `sid`, or `__Host-sid` under HTTPS."""
    return f"__Host-{cookie}" if https else cookie


def name_of(cookie: str) -> str:
    """The name that one of our cookies has on this installation."""
    return host_name(cookie, https=current_app.config["HTTPS"])


def put(response: Response, cookie: str, value: str, seconds: int) -> None:
    """Set a cookie for `seconds`; 0 deletes it."""
    secure, name = current_app.config["HTTPS"], name_of(cookie)
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="Lax")
