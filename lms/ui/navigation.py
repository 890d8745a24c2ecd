"""The main navigation: what each kind of visitor sees in the bar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, literal, union_all

from lms.core import addresses
from lms.core.clock import now
from lms.core.db import db
from lms.core.login import Actor
from lms.core.wiring import ExtensionPoint


@dataclass(frozen=True)
class NavigationDoor:
    """Further ways in the bar: the places that somebody may enter, and where each leads under which words."""

    places: Callable[[Actor, datetime], Select[str, str]]  # their slugs and names at that moment
    way: Callable[[str, str], tuple[str, str]]  # the path and the label, of a slug and a name


doors: ExtensionPoint[tuple[NavigationDoor, ...]] = ExtensionPoint("doors", ())


def ways(actor: Actor | None) -> list[tuple[str, str]]:
    """The ways to the desk, to the clinics that somebody manages, and to administration. One statement for all of them.

    Asked only by pages that show them: home, the account, the desk and the clinics. A learner's
    lessons and quizzes pay nothing for it, and an error page asks the database nothing.
    """
    if actor is None or not doors():
        return []
    at = now()
    places = (door.places(actor, at).add_columns(literal(number)) for number, door in enumerate(doors()))
    found = [doors()[number].way(slug, name) for slug, name, number in db.session.execute(union_all(*places))]
    return [*found, (addresses.administration(), _("Administration"))] if actor.admin else found


def entries(actor: Actor | None) -> list[tuple[str, str]]:
    """Path and label of each entry."""
    if actor is None:
        return [(addresses.catalogue(), _("Courses")), (addresses.sign_in(), _("Sign in"))]
    return [
        (addresses.home(), _("Learn")),
        (addresses.catalogue(), _("Courses")),
        (addresses.certificates(), _("Certificates")),
        (addresses.notices(), _("Notifications")),
        (addresses.account(), actor.name),
    ]
