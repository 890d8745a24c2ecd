"""The last filter of every text: only these elements and attributes, whatever the Markdown contained."""

import re

import nh3
from markupsafe import Markup

HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
PHRASES = {"em", "strong", "code", "br", "a", "sup", "span", "button"}
BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "section",
}
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "aria-label"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"role", "tabindex", "aria-label"},
    "section": {"aria-label"},
    "button": {"type", "popovertarget"},
    "span": {"popover"},
}
_OURS = "ref together term term-card term-say footnotes footnote-ref footnote-back table-scroll at-center at-right"
CLASSES = frozenset(_OURS.split())
IDS = re.compile(r"(?:s|term|fn|fnref)-[\w:-]+")
SCHEMES = {"http", "https", "mailto"}


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES) or None
    if attribute in {"id", "popovertarget"}:
        return value if IDS.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=HEADINGS | PHRASES | BLOCKS,
    attributes=ATTRIBUTES,
    attribute_filter=_kept,
    url_schemes=SCHEMES,
    link_rel=None,
)


def clean(html: str) -> Markup:
    """The HTML without anything that we do not write ourselves."""
    return Markup(_CLEANER.clean(html))  # noqa: S704 - this is where it becomes safe
