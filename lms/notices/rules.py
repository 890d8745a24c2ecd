"""The kinds of notices, and which way each is told where nobody has chosen: plain values only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

Kind = Literal[
    "make-up-open", "reopened", "marked", "late-accepted", "certificate-awarded",
    "answers-waiting", "invitation-failed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
TEACHING: Kind = "answers-waiting"  # only for those who teach
INVITING: Kind = "invitation-failed"  # only for those who have invited somebody
QUIET = timedelta(days=1)  # at least, between two notices that answers wait in one course


@dataclass(frozen=True)
class Channels:
    """Which ways a kind of notice is told; neither is a choice, too."""

    by_mail: bool
    on_page: bool


# By mail is what happens while its reader is away; a certificate is issued before their eyes.
DEFAULTS: dict[Kind, Channels] = {
    "make-up-open": Channels(by_mail=True, on_page=True),
    "reopened": Channels(by_mail=True, on_page=True),
    "marked": Channels(by_mail=True, on_page=True),
    "late-accepted": Channels(by_mail=True, on_page=True),
    "certificate-awarded": Channels(by_mail=False, on_page=True),
    "answers-waiting": Channels(by_mail=True, on_page=True),
    "invitation-failed": Channels(by_mail=False, on_page=True),  # no email: it may be email that fails
}


def mailed(kind: Kind, chosen: bool | None) -> bool:
    """Whether a kind goes by mail; `chosen` is None where nobody has chosen."""
    return DEFAULTS[kind].by_mail if chosen is None else chosen


def tell_again(told_at: datetime | None, newest: datetime, at: datetime, *, settled: bool) -> bool:
    """Whether it is told (again) that answers wait: not twice a day, and not twice of the same answers.

    `told_at` is when it was told last, None for never; `settled` that nothing waited since. `newest` is the moment
    of the newest answer that waits.
    """
    if told_at is None:
        return True
    return at - told_at >= QUIET and (settled or newest > told_at)
