"""The main navigation: what each kind of visitor sees in the bar."""

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import Select, union_all

from lms.core.db import db
from lms.core.login import Actor

Door = Callable[[Actor], Select[str, str]]
_doors: list[Door] = []


def open_doors(*doors: Door) -> None:
    """Let these say which further ways somebody has: each gives a SELECT of paths and labels."""
    _doors.extend(door for door in doors if door not in _doors)


def doors(actor: Actor | None) -> list[tuple[str, str]]:
    """The ways to the desk and to the clinics that somebody manages. One statement for all of them.

    Asked only by pages that show them: home, the account, the desk and the clinics. A learner's
    lessons and quizzes pay nothing for it, and an error page asks the database nothing.
    """
    if actor is None or not _doors:
        return []
    return [(path, label) for path, label in db.session.execute(union_all(*(door(actor) for door in _doors)))]


def entries(actor: Actor | None) -> list[tuple[str, str]]:
    """Path and label of each entry."""
    if actor is None:
        return [("/courses", _("Courses")), ("/sign-in", _("Sign in"))]
    return [
        ("/home", _("Learn")),
        ("/courses", _("Courses")),
        ("/certificates", _("Certificates")),
        ("/notices", _("Notifications")),
        ("/account", actor.name),
    ]
