"""The state of an achievement in the words of the clinic's list."""

from datetime import datetime

from lms.certification.queries import AttainmentLine
from lms.certification.rules import standing
from lms.core.i18n import day
from lms.core.i18n import gettext as _


def stands(each: AttainmentLine, at: datetime) -> tuple[str, str]:
    """The state of an attainment at a moment: its tone, and its words with the date."""
    if each.revoked_at:
        return "late", _("Revoked on %(day)s", day=day(each.revoked_at))
    if each.expires_on is None:
        return "ok", _("Does not expire")
    if standing(each.expires_on, None, at.date()) == "expired":
        return "late", _("Expired on %(day)s", day=day(each.expires_on))
    return "ok", _("Valid until %(day)s", day=day(each.expires_on))
