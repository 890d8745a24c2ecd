"""A language that does not exist: every interface text is in ⟦brackets⟧, and what is not was forgotten.

Anything outside the brackets must be data: texts of the test courses, names of the cast, settings,
numbers, dates, and what a template marks with translate="no".
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element
from zoneinfo import available_timezones

from babel import Locale
from babel.support import NullTranslations

from tests.page import Page, elements, name

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-description", "aria-roledescription")
NAMES = {
    "id",
    "slug",
    "kind",
    "lesson",
    "objective",
    "family",
    "tag",
    "tags",
    "figure",
    "requires",
    "folder",
}
UNSEEN = {"script", "style", "template", "#comment"}
MONTHS = "|".join(Locale("en").months["format"]["wide"].values())
DATE = rf"\b(?:\d{{1,2}} (?:{MONTHS})|(?:{MONTHS}) \d{{1,2}},) \d{{4}}\b"
NUMBERS = re.compile(rf"{DATE}|\d+(?:[.,:]\d+)*|·")
LETTERS = re.compile(r"[^\W\d_]")


class Pseudo(NullTranslations):
    """Brackets around every text that goes through gettext."""

    def gettext(self, message: str) -> str:
        """The bracketed message."""
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The bracketed singular or plural."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The bracketed message; a context makes no difference."""
        return self.gettext(message)

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext


class Known:
    """What is allowed outside the brackets."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = " | ".join(["", *map(_plain, (*texts, *available_timezones(), "English")), ""])

    def __contains__(self, text: str) -> bool:
        return f" {_plain(text)} " in self._text


def strings(value: Any) -> list[str]:
    """Every text in a value of dicts and lists, without the names that a reader never sees."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [part for key, part in value.items() if key not in NAMES]
    parts = value if isinstance(value, list | tuple) else []
    return [text for part in parts for text in strings(part)]


def forgotten(page: Page, known: Known) -> list[str]:
    """The texts of a page that did not go through gettext and are no data."""
    outside = [*_outside(_seen(page.root)), *(each for text in _spoken(page) for each in _outside([text]))]
    return [text for text in outside if LETTERS.search(text) and text not in known]


def _seen(element: Element) -> Iterator[str]:
    """Every piece of text, in the order of the page."""
    if name(element) in UNSEEN or element.get("translate") == "no":  # the words of a log, not of the interface
        return
    yield element.text or ""
    for child in element:
        yield from _seen(child)
        yield child.tail or ""


def _spoken(page: Page) -> Iterator[str]:
    for element in elements(page.root):
        yield from (value for attribute in SPOKEN if (value := element.get(attribute)))
        if name(element) == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element.get("value") or ""


def _outside(pieces: Iterable[str]) -> Iterator[str]:
    """The text outside all brackets. A bracket may open in one piece of text and close in a later one."""
    depth = 0
    for piece in pieces:
        rest = ""
        for character in piece:
            depth += (character == OPEN) - (character == CLOSE)
            rest += character if depth == 0 and character != CLOSE else "\0"
        texts = (text.strip() for part in rest.split("\0") for text in NUMBERS.split(part))
        yield from (text for text in texts if text)


def _plain(text: str) -> str:
    """Letters alone, in small ones: what Markdown and punctuation make of a text does not matter."""
    return " ".join("".join(character if LETTERS.match(character) else " " for character in text.lower()).split())
