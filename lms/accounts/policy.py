"""Who may open the pages about accounts."""

from flask import current_app, url_for

from lms.accounts import queries
from lms.accounts.queries import OpenLink, OwnSession
from lms.accounts.session import ABSOLUTE_LIMIT, IDLE_LIMIT
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.i18n import gettext as _
from lms.core.login import me, visitor


def in_demo(**_arguments: object) -> None:
    """Everyone, in demo mode. Otherwise raises NotFound."""
    if not current_app.config["SETTINGS"].demo:
        raise NotFound


def holds_sign_up_link(token: str, **_arguments: object) -> OpenLink:
    """Anyone with a link to create an account. Raises NotFound if it is dead."""
    if visitor():
        used = _("This link has been used or has expired. You already have an account and are signed in.")
        return _link(token, "sign-up", url_for("accounts.account"), used)
    return _link(token, "sign-up", url_for("accounts.sign_up"))


def holds_password_link(token: str, **_arguments: object) -> OpenLink:
    """Anyone with a link to set a new password. Raises NotFound if it is dead."""
    return _link(token, "password", url_for("accounts.forgotten"))


def holds_address_link(token: str, **_arguments: object) -> OpenLink:
    """The person who asked for the new address and has the link that was sent to it.

    They must be signed in, so that no one confirms their address for another person's account.
    """
    person_id = me().person_id
    found = _link(token, "address", url_for("accounts.address"))
    if found.person_id != person_id:
        raise NotFound
    return found


def own_session(public_id: str, **_arguments: object) -> OwnSession:
    """One of the signed-in person's own sessions. Raises NotFound for anyone else's."""
    own = own_sessions()
    found = next((each for each in own if each.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def own_sessions() -> list[OwnSession]:
    """The signed-in person's active sessions, last seen first."""
    moment = now()
    return queries.sessions_of(me().person_id, moment - IDLE_LIMIT, moment - ABSOLUTE_LIMIT)


def _link(token: str, purpose: str, way_on: str, dead: str = "") -> OpenLink:
    found = queries.link(token, purpose)
    if found is None:
        usual = _("This link has been used, has expired or was replaced by a newer one. Request a new link.")
        raise NotFound(dead or usual, way_on=way_on)
    return found
