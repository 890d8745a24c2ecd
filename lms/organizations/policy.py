"""Who may join an organisation: whoever holds an invitation."""

from flask import url_for

from lms.core.errors import NotFound
from lms.core.i18n import gettext as _
from lms.organizations.queries import Invited, invitation


def holds_invitation(code: str, **_arguments: object) -> tuple[str, Invited]:
    """Whoever has the code of an invitation that still works: the code and what it invites to."""
    found = invitation(code)
    if found is None:
        words = _(
            "This invitation has been used or has expired. Ask the person who invited you for a new one, or sign in."
        )
        raise NotFound(words, way_on=url_for("accounts.sign_in"))
    return code, found
