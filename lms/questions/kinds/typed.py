"""What a learner types: read safely, folded in its characters and spaces, judged against an author's list."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from lms.core.errors import Invalid
from lms.core.i18n import gettext as _
from lms.questions.kinds.base import Given, Grade, single

INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))  # zero-width space, byte-order mark, soft hyphen
SAME = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("‘’ʼ′", "'"), **dict.fromkeys("“”", '"')})  # noqa: RUF001
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


@dataclass(frozen=True)
class JudgedText:
    """What a typed answer is worth, from 0 to 1, and what is said about it."""

    worth: float
    feedback: str
    critical: bool = False
    missed: str = ""

    @property
    def right(self) -> bool:
        """Whether it is worth everything."""
        return self.worth >= 1

    def grade(self, *, critical: bool, missed: str) -> Grade:
        """The mark: in a critical question everything but a right answer is missed, elsewhere what is dangerous."""
        if self.right:
            return Grade(1.0, critical_missed=False)
        lost = critical or self.critical
        return Grade(self.worth, lost, (self.missed or missed) if lost else "")


def line(given: Given, field: str, longest: int) -> str:
    """One typed line: composed Unicode, single spaces, nothing invisible; "" for none.

    Raises Invalid, in words, for more than `longest` characters and for what is no text.
    """
    return " ".join(_clean(single(given, field), longest).split())


def prose(given: Given, field: str, longest: int) -> str:
    """Typed text of several lines, as it stands, without blanks around it. Raises as `line`."""
    return LINE_ENDS.sub("\n", _clean(single(given, field), longest)).strip()


def _clean(text: str, longest: int) -> str:
    if len(text) > 2 * longest:  # a line end is two characters in a form; never look through a megabyte
        raise Invalid(too_long(longest), code="answer_too_long")
    clean = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each not in "\t\n\r" for each in clean):
        words = _("This answer contains characters we cannot read. Type it again.")
        raise Invalid(words, code="answer_unprintable")
    if len(LINE_ENDS.sub("\n", clean)) > longest:
        raise Invalid(too_long(longest), code="answer_too_long")
    return clean


def too_long(longest: int) -> str:
    """That an answer is too long, in words."""
    return _("Shorten your answer to %(count)d characters or fewer.", count=longest)


def folded(text: str, *, case: bool = False) -> str:
    """The text for comparing: one form of each character, of dashes and of quotes; small letters unless `case`.

    Nothing here makes two different words alike.
    """
    plain = unicodedata.normalize("NFC", text).translate(SAME)
    return plain if case else unicodedata.normalize("NFC", plain.casefold())


def typed(response: object) -> str:
    """A stored answer as text; "" for none."""
    return response if isinstance(response, str) else ""


def told(feedback: Mapping[str, str]) -> list[str]:
    """The names of the fields that say nothing."""
    return [name for name, text in feedback.items() if not text.strip()]
