"""The main navigation: what each kind of visitor sees in the bar."""

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import Select, union_all

from lms.core.db import db
from lms.core.login import Actor
from lms.core.wiring import ExtensionPoint

Door = Callable[[Actor], Select[str, str]]
doors: ExtensionPoint[tuple[Door, ...]] = ExtensionPoint("doors", ())


def ways(actor: Actor | None) -> list[tuple[str, str]]:
    """The ways to the desk and to the clinics that somebody manages. One statement for all of them.

    Asked only by pages that show them: home, the account, the desk and the clinics. A learner's
    lessons and quizzes pay nothing for it, and an error page asks the database nothing.
    """
    if actor is None or not doors():
        return []
    return [(path, label) for path, label in db.session.execute(union_all(*(door(actor) for door in doors())))]


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
