"""The main navigation: what each kind of visitor sees in the bar."""

from flask_babel import gettext as _

from lms.core.login import Actor


def entries(actor: Actor | None) -> list[tuple[str, str]]:
    """Path and label of each entry."""
    if actor is None:
        return [("/courses", _("Courses")), ("/sign-in", _("Sign in"))]
    return [
        ("/home", _("Learn")),
        ("/courses", _("Courses")),
        ("/certificates", _("Certificates")),
        ("/account", actor.name),
    ]
