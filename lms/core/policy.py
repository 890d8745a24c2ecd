"""Who may enter a page: every route names its audience, or the app does not start.

An audience is a function of the route's arguments. It returns what the view works on (and the view
then receives only that), or None if there is nothing to load (the view then receives the arguments).
It raises NotSignedIn, NotAllowed or NotFound for those who may not enter.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue

from lms.core.errors import NotFound
from lms.core.login import me

Audience = Callable[..., Any]
View = Callable[..., ResponseReturnValue]


class NoAudience(RuntimeError):
    """A route without an audience."""


def open_to(audience: Audience) -> Callable[[View], View]:
    """Open a view to an audience and pass it what the audience loaded."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:  # noqa: ANN401
            subject = audience(**arguments)
            return view(**arguments) if subject is None else view(subject)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return guard


def anyone(**_arguments: object) -> None:
    """Everyone, signed in or not."""


def signed_in(**_arguments: object) -> None:
    """Everyone who is signed in."""
    me()


def administrators(**_arguments: object) -> None:
    """Administrators of the installation. Raises NotSignedIn, and NotFound for everyone else."""
    if not me().admin:
        raise NotFound


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Who may enter the route of this endpoint."""
    return getattr(app.view_functions[endpoint], "audience", None)


def require_audiences(app: Flask) -> None:
    """Raise NoAudience if a route names none, so that the app does not start."""
    open_ended = [rule.endpoint for rule in app.url_map.iter_rules() if not audience_of(app, rule.endpoint)]
    if open_ended:
        raise NoAudience(f"no audience (@open_to) on: {', '.join(sorted(open_ended))}")
