"""Text that a learner types: read safely, normalized, and compared with an author's list."""

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
    """What a typed answer is worth, from 0 to 1, and its feedback."""

    worth: float
    feedback: str
    critical: bool = False
    missed: str = ""

    @property
    def right(self) -> bool:
        """Whether it earns everything."""
        return self.worth >= 1

    def grade(self, *, critical: bool, missed: str) -> Grade:
        """The grade. In a critical question all but a correct answer is missed, otherwise only a critical one."""
        if self.right:
            return Grade(1.0, critical_missed=False)
        lost = critical or self.critical
        return Grade(self.worth, lost, (self.missed or missed) if lost else "")


def line(given: Given, field: str, longest: int) -> str:
    """One typed line in composed Unicode with single spaces and nothing invisible, or "".

    Raises Invalid, with a message, for more than `longest` characters and for what is not text.
    """
    return " ".join(_clean(single(given, field), longest).split())


def prose(given: Given, field: str, longest: int) -> str:
    """Typed text of several lines, stripped. Raises as `line`."""
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
    """The message that an answer is too long."""
    return _("Shorten your answer to %(count)d characters or fewer.", count=longest)


def folded(text: str, *, case: bool = False) -> str:
    """The text for comparing: normalized characters, dashes and quotes, in lower case unless `case`.

    Two different words never become equal.
    """
    plain = unicodedata.normalize("NFC", text).translate(SAME)
    return plain if case else unicodedata.normalize("NFC", plain.casefold())


def typed(response: object) -> str:
    """A stored answer as text, or "" without one."""
    return response if isinstance(response, str) else ""


def told(feedback: Mapping[str, str]) -> list[str]:
    """The names of the fields that say nothing."""
    return [name for name, text in feedback.items() if not text.strip()]
