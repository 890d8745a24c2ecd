"""The critical errors, the same for every conversation and simulation: each ends a run and does not pass it."""

from collections.abc import Mapping
from types import MappingProxyType

from lms.core.i18n import lazy_gettext

CRITICAL: Mapping[str, object] = MappingProxyType(
    {
        "ce1": lazy_gettext("Contact without current consent"),
        "ce2": lazy_gettext("Continuing after “stop” or after consent is withdrawn"),
        "ce3": lazy_gettext("Pressing on the abdomen despite a red caution, or without the required screening"),
        "ce4": lazy_gettext("Pressing on or over a pulse you can feel"),
        "ce5": lazy_gettext("Giving advice on medication or a diagnosis, or accepting a waiver for a contraindication"),
        "ce6": lazy_gettext("Moving draping or clothing without permission, or crossing a boundary"),
        "ce7": lazy_gettext("Ignoring a sharp or shooting feeling, or nausea"),
        "ce8": lazy_gettext("Failing to refer an emergency"),
        "ce9": lazy_gettext("A false or missing record of a stop"),
        "ce10": lazy_gettext("Promising a cure or an emotional release"),
    }
)


def words(code: str) -> str:
    """The text of a code in the reader's language, or "" for no code."""
    return str(CRITICAL[code]) if code else ""
