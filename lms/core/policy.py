"""Who may enter a page: every route names its audience, or the app does not start.

An audience is a function of the route's arguments. It returns what the view works on (and the view
then receives just that), or None when there is nothing to load (the view receives the arguments);
it raises NotSignedIn, NotAllowed or NotFound for those who may not enter.
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
    """A route that does not say who may enter."""


def open_to(audience: Audience) -> Callable[[View], View]:
    """Let in whom `audience` lets in, with what it has loaded."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:  # noqa: ANN401
            subject = audience(**arguments)
            return view(**arguments) if subject is None else view(subject)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return guard


def anyone(**_arguments: object) -> None:
    """Everybody, signed in or not."""


def signed_in(**_arguments: object) -> None:
    """Everybody who is signed in."""
    me()


def administrators(**_arguments: object) -> None:
    """Administrators of the installation. Raises NotSignedIn, and NotFound for everybody else."""
    if not me().admin:
        raise NotFound


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Who may enter the route of this endpoint."""
    return getattr(app.view_functions[endpoint], "audience", None)


def require_audiences(app: Flask) -> None:
    """Raise NoAudience where a route names none: closed by default means it does not start."""
    open_ended = [rule.endpoint for rule in app.url_map.iter_rules() if not audience_of(app, rule.endpoint)]
    if open_ended:
        raise NoAudience(f"no audience (@open_to) on: {', '.join(sorted(open_ended))}")
