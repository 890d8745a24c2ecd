"""The critical errors, the same for every conversation and simulation: each ends a run and does not pass it."""

from collections.abc import Mapping
from types import MappingProxyType

from lms.core.i18n import lazy_gettext

CRITICAL: Mapping[str, object] = MappingProxyType(
    {
        "ce1": lazy_gettext("Contact without current consent"),
        "ce2": lazy_gettext("Going on after stop or withdrawal"),
        "ce3": lazy_gettext("Pressure on the abdomen against a red item, or without the screening it needs"),
        "ce4": lazy_gettext("Pressing on or over a felt pulse"),
        "ce5": lazy_gettext("Advice on medicines or a diagnosis, or a waiver taken for a contraindication"),
        "ce6": lazy_gettext("Moving cover or clothing without permission, or crossing a boundary"),
        "ce7": lazy_gettext("Ignoring a sharp, shooting or sick feeling"),
        "ce8": lazy_gettext("Not referring an emergency"),
        "ce9": lazy_gettext("A false or missing record of a stop"),
        "ce10": lazy_gettext("Promising a cure or an emotional release"),
    }
)


def words(code: str) -> str:
    """What the code stands for, in the reader's language; "" for no code."""
    return str(CRITICAL[code]) if code else ""
