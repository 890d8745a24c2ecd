"""How often a network may look up codes. Counted in each process, because a page that only reads writes nothing."""

from datetime import timedelta

from lms.core import throttle
from lms.core.errors import TooMany
from lms.core.i18n import ngettext

LOOK_UPS = throttle.Limit("look-ups", 30, timedelta(minutes=1))


def take_turn(network: str) -> None:
    """Count one look-up by this network. Raises TooMany, which says when it works again."""
    try:
        throttle.spend_here(LOOK_UPS, network)
    except TooMany as full:
        words = ngettext(
            "Too many codes were looked up from your network. Try again in %(num)d second.",
            "Too many codes were looked up from your network. Try again in %(num)d seconds.",
            full.retry_after,
        )
        raise TooMany(words, full.retry_after) from full
