"""What the clinic's list says of how an achievement stands."""

from lms.certification.queries import Attained
from lms.certification.rules import standing
from lms.core.clock import now
from lms.core.i18n import day
from lms.core.i18n import gettext as _


def stands(each: Attained) -> tuple[str, str]:
    """How an attainment stands today: its tone, and its words with the date."""
    if each.revoked_at:
        return "late", _("Revoked on %(day)s", day=day(each.revoked_at))
    if each.expires_on is None:
        return "ok", _("Does not expire")
    if standing(each.expires_on, None, now().date()) == "expired":
        return "late", _("Expired on %(day)s", day=day(each.expires_on))
    return "ok", _("Valid until %(day)s", day=day(each.expires_on))
