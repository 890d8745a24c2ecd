"""Who may enter what belongs to an organisation. To everybody else it is not there."""

from flask import url_for

from lms.core.errors import NotAllowed, NotFound
from lms.core.i18n import gettext as _
from lms.core.login import me
from lms.organizations.queries import Invited, Place, invitation, place, roles_of


def member_of(slug: str, **_arguments: object) -> Place:
    """Whoever has a role in the organisation now. Raises NotFound for everybody else. Two statements."""
    found, _roles = _belonging(slug)
    return found


def manages(slug: str, **_arguments: object) -> Place:
    """The organisation's managers. Raises NotAllowed for its other members, NotFound for everybody else."""
    found, roles = _belonging(slug)
    if "manager" not in roles:
        raise NotAllowed
    return found


def holds_invitation(code: str, **_arguments: object) -> tuple[str, Invited]:
    """Whoever has the code of an invitation that still works: the code and what it invites to."""
    found = invitation(code)
    if found is None:
        words = _(
            "This invitation has been used or has expired. Ask the person who invited you for a new one, or sign in."
        )
        raise NotFound(words, way_on=url_for("accounts.sign_in"))
    return code, found


def _belonging(slug: str) -> tuple[Place, set[str]]:
    roles = {role.role for role in roles_of(me().person_id) if role.slug == slug}
    found = place(slug)
    if found is None or not roles:
        raise NotFound
    return found, roles
