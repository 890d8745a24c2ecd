"""What notices say, on the page and in the mail."""

from textwrap import shorten

from lms.core.i18n import gettext as _
from lms.notices.rules import Kind

SUBJECT = 150  # characters of a mail's subject


def heading(kind: Kind) -> str:
    """What has happened, in a few words; the title of what it happened to follows."""
    words: dict[Kind, str] = {
        "make-up-open": _("A parallel question is open"),
        "reopened": _("Another attempt is open"),
        "marked": _("Your answers were marked"),
        "late-accepted": _("Late answers were accepted"),
        "certificate-awarded": _("An achievement is issued to you"),
    }
    return words[kind]


def detail(kind: Kind) -> str:
    """What it means, and what to do."""
    words: dict[Kind, str] = {
        "make-up-open": _("You reached the mark and missed a critical point. Answer it right, and you have passed."),
        "reopened": _("Your instructor has opened it for you. There is no wait for it."),
        "marked": _("See the result, and why it is so."),
        "late-accepted": _("They count now. See the result, and why it is so."),
        "certificate-awarded": _("It has a page, a PDF and an address where anybody can verify it."),
    }
    return words[kind]


def choice(kind: Kind) -> str:
    """The kind, where one chooses how it is told."""
    words: dict[Kind, str] = {
        "make-up-open": _("A parallel question opens"),
        "reopened": _("Your instructor opens another attempt"),
        "marked": _("Somebody marks your answers"),
        "late-accepted": _("Late answers of yours are accepted"),
        "certificate-awarded": _("An achievement is issued to you"),
    }
    return words[kind]


def subject(kind: Kind, about: str) -> str:
    """The subject of the mail, in one line."""
    said = _("%(what)s: %(title)s", what=heading(kind), title=about)
    return shorten(said, SUBJECT, placeholder=" …")
