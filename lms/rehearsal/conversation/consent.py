"""The eleven lines of an explanation before contact: what a client has heard when the consent is informed."""

from collections.abc import Mapping
from types import MappingProxyType

from lms.core.i18n import lazy_gettext

LINES: Mapping[int, object] = MappingProxyType(
    {
        1: lazy_gettext("Why you propose it, in plain words"),
        2: lazy_gettext("Exactly where your hands will go, shown on your own body"),
        3: lazy_gettext("What it may feel like, including odd, ticklish or emotional"),
        4: lazy_gettext("What it may do for them, without overpromising"),
        5: lazy_gettext("Risks and side effects"),
        6: lazy_gettext("The alternatives, including doing nothing"),
        7: lazy_gettext("What happens without it"),
        8: lazy_gettext("Draping and clothing"),
        9: lazy_gettext("The pain scale and the stop signal"),
        10: lazy_gettext("Breathing along is an offer, not a requirement"),
        11: lazy_gettext(
            "They can stop, change their mind or ask for a chaperone, with no reason needed and at the same price"
        ),
    }
)
