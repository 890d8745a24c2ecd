"""Read the choices for each kind, and up to when notices were seen."""

from collections.abc import Collection
from datetime import datetime

from flask import request

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.notices.rules import Channels, Kind


def sent_choices(kinds: Collection[Kind]) -> dict[Kind, Channels]:
    """How each kind is to be told, from the checkboxes `by_mail` and `on_page`. Raises Invalid for an unknown kind."""
    by_mail, on_page = request.form.getlist("by_mail"), request.form.getlist("on_page")
    if unknown := {*by_mail, *on_page}.difference(kinds):
        raise Invalid(_("There is no notification type “%(kind)s”.", kind=min(unknown)[:40]))
    return {kind: Channels(kind in by_mail, kind in on_page) for kind in kinds}


def sent_until() -> datetime:
    """When the page with the button "Mark all as read" was made; now, if it gives no past moment."""
    try:
        sent = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return now()
    return min(sent, now()) if sent.tzinfo else now()
