"""The signed-in person, through Flask-Login. The only module that imports it, because it ships no types."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, Request, current_app, g
from flask_login import LoginManager, current_user

from lms.core.errors import NotSignedIn
from lms.core.ids import PersonId, SessionId


@dataclass(frozen=True)
class Actor:
    """The signed-in person during a request, as plain values read once."""

    person_id: PersonId
    session_id: SessionId
    email: str
    name: str
    time_zone: str
    language: str
    admin: bool
    signed_in_at: datetime

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The id, as Flask-Login requires."""
        return str(self.person_id)


def use(app: Flask, load: Callable[[Request], Actor | None]) -> None:
    """Let `load` identify the person from the request's cookie. Flask-Login keeps the answer for the request."""
    manager = LoginManager()
    manager.session_protection = None  # our sessions are rows, not Flask's cookie
    manager.request_loader(load)
    manager.init_app(app, add_context_processor=False)


def visitor() -> Actor | None:
    """The signed-in person, or None."""
    user = current_user
    return cast("Actor", user._get_current_object()) if user.is_authenticated else None  # noqa: SLF001


def known() -> Actor | None:
    """The signed-in person if this request has already loaded them. Loads nothing itself."""
    return visitor() if "_login_user" in g else None


def settle() -> None:
    """Treat the request as anonymous if no one was loaded yet, for when the database cannot be read."""
    if "_login_user" not in g:
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # noqa: SLF001


def me() -> Actor:
    """The signed-in person. Raises NotSignedIn."""
    actor = visitor()
    if actor is None:
        raise NotSignedIn
    return actor
