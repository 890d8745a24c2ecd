"""The texts of notices, on the page and in emails."""

from textwrap import shorten

from lms.core.i18n import gettext as _
from lms.core.i18n import pgettext
from lms.notices.rules import Kind

SUBJECT = 150  # characters of an email's subject


def heading(kind: Kind) -> str:
    """What has happened, in a few words, before the title of what it happened to."""
    words: dict[Kind, str] = {
        "make-up-open": _("Follow-up question ready"),
        "reopened": _("You have another attempt"),
        "marked": _("Your answers are graded"),
        "late-accepted": _("Late answers accepted"),
        "certificate-awarded": _("You earned an achievement"),
        "answers-waiting": _("Answers to grade"),
        "invitation-failed": _("Invitation not delivered"),
    }
    return words[kind]


def detail(kind: Kind) -> str:
    """What it means and what to do."""
    words: dict[Kind, str] = {
        "make-up-open": _(
            "You reached the passing score but missed a critical question. Answer the follow-up correctly to pass."
        ),
        "reopened": _("Your instructor gave you another attempt. You can start right away."),
        "marked": _("See your result and the reasons."),
        "late-accepted": _("They now count. See your result and the reasons."),
        "certificate-awarded": _("It has its own page, a PDF and a link anyone can use to verify it."),
        "answers-waiting": _("Learners are waiting for their results."),
        "invitation-failed": _("Check the address, then invite them again."),
    }
    return words[kind]


def choice(kind: Kind) -> str:
    """The name of the kind, on the page of choices."""
    words: dict[Kind, str] = {
        "make-up-open": _("A follow-up question opens"),
        "reopened": _("Your instructor gives you another attempt"),
        "marked": pgettext("kind of notification", "Your answers are graded"),
        "late-accepted": _("Your late answers are accepted"),
        "certificate-awarded": _("You earn an achievement"),
        "answers-waiting": _("Answers are waiting for you to grade"),
        "invitation-failed": _("An invitation you sent cannot be delivered"),
    }
    return words[kind]


def line(kind: Kind, about: str) -> str:
    """What has happened to what, in one line."""
    return _("%(what)s: %(title)s", what=heading(kind), title=about)


def subject(kind: Kind, about: str) -> str:
    """The subject of the email, in one line."""
    return shorten(line(kind, about), SUBJECT, placeholder=" …")
