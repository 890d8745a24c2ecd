"""The main navigation, for each kind of visitor."""

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
    """Further entries of the navigation: the places that a person may enter, with paths and labels."""

    places: Callable[[Actor, datetime], Select[str, str]]  # their slugs and names at that moment
    way: Callable[[str, str], tuple[str, str]]  # path and label, from a slug and a name


doors: ExtensionPoint[tuple[NavigationDoor, ...]] = ExtensionPoint("doors", ())


def ways(actor: Actor | None) -> list[tuple[str, str]]:
    """The entries for the course editor, the clinics a person manages, and administration. One statement in all.

    Only pages that show them load them: home, the account, the course editor and the clinics. A learner's
    lessons and quizzes do not, and error pages need no database.
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
