"""The names of the roles in a school or clinic, for everybody who shows them."""

from lms.core.i18n import lazy_gettext

ROLES = {
    "student": lazy_gettext("student"),
    "instructor": lazy_gettext("instructor"),
    "supervisor": lazy_gettext("supervisor"),
    "manager": lazy_gettext("clinic manager"),
}


def role(name: str) -> str:
    """A role in words. It stands as a label, never as a noun in a sentence: no language needs an article for it."""
    return str(ROLES[name])
