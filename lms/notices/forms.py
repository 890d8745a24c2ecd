"""Reading what somebody chose, and until when they have seen."""

from collections.abc import Collection
from datetime import datetime

from flask import request

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.notices.rules import Channels, Kind


def sent_choices(kinds: Collection[Kind]) -> dict[Kind, Channels]:
    """How each of these kinds is to be told: the ticks of `by_mail` and `on_page`. Raises Invalid for another one."""
    by_mail, on_page = request.form.getlist("by_mail"), request.form.getlist("on_page")
    if unknown := {*by_mail, *on_page}.difference(kinds):
        raise Invalid(_("There is no notification type “%(kind)s”.", kind=min(unknown)[:40]))
    return {kind: Channels(kind in by_mail, kind in on_page) for kind in kinds}


def sent_until() -> datetime:
    """The moment of the page on which "Mark all as read" was pressed; now, where it says none that has been."""
    try:
        sent = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return now()
    return min(sent, now()) if sent.tzinfo else now()
