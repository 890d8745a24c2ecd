"""The names of the roles in a school or clinic."""

from lms.core.i18n import lazy_gettext

ROLES = {
    "student": lazy_gettext("student"),
    "instructor": lazy_gettext("instructor"),
    "supervisor": lazy_gettext("supervisor"),
    "manager": lazy_gettext("clinic manager"),
}


def role(name: str) -> str:
    """The name of a role, as a label. Not for use inside a sentence, where languages would need an article."""
    return str(ROLES[name])
